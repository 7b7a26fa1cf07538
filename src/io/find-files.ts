import type { Dirent } from 'node:fs';
import { normalize, resolve, sep } from 'node:path';
import { type FileSystem, reasonOf } from './files.ts';
import type { IgnoreFiles } from './gitignore.ts';

/** A file to look at, its path as people know it: as it was given, or below the folder that was given. */
export interface FoundFile {
  readonly path: string;
  /** Where it is, without any link on the way. */
  readonly realPath: string;
  /** True for a file that was asked for by its own name. */
  readonly isNamed: boolean;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** What was given and leads to nothing. */
  readonly missing: readonly string[];
  /** Folders that cannot be read, and why. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

const MANIFEST_NAME = /\.(?:ya?ml|json)$/i;
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const PATTERN = /[*?[\]{}!]/;

/**
 * The files that paths, folders and patterns stand for: in their order, within a folder by name, each once. Folders are
 * searched for YAML and JSON; links are not followed.
 *
 * @param hasGitignore false where what `.gitignore` names is looked at, too
 */
export async function findFiles(
  paths: readonly string[],
  cwd: string,
  disk: FileSystem,
  hasGitignore = true,
): Promise<FoundFiles> {
  const search = new Search(cwd, disk, hasGitignore);
  for (const path of paths) await search.add(path);
  return search.result();
}

/** A folder to search. */
interface Folder {
  /** What stands before the names in it, as people know them: nothing, or a path that ends with a slash. */
  readonly path: string;
  readonly realPath: string;
}

class Search {
  readonly #cwd: string;
  readonly #disk: FileSystem;
  readonly #hasGitignore: boolean;
  readonly #files = new Map<string, FoundFile>();
  readonly #missing: string[] = [];
  readonly #unreadable: { path: string; reason: string }[] = [];

  constructor(cwd: string, disk: FileSystem, hasGitignore: boolean) {
    this.#cwd = cwd;
    this.#disk = disk;
    this.#hasGitignore = hasGitignore;
  }

  result(): FoundFiles {
    return { files: [...this.#files.values()], missing: this.#missing, unreadable: this.#unreadable };
  }

  async add(path: string): Promise<void> {
    const type = this.#typeOf(path);
    if (type === 'folder') await this.#addFolder(path);
    else if (type === 'file') this.#addFile(path, this.#realPath(path), true);
    else if (PATTERN.test(path)) await this.#addPattern(path);
    else this.#missing.push(path);
  }

  /** A link that leads nowhere or round in a circle is a file: reading it will say what is wrong. */
  #typeOf(path: string): 'file' | 'folder' | undefined {
    const absolute = resolve(this.#cwd, path);
    try {
      return this.#disk.statSync(absolute).isDirectory() ? 'folder' : 'file';
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') return 'file';
      return this.#disk.lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() ? 'file' : undefined;
    }
  }

  /** Two paths that lead to one file, by a link for one, are one file. */
  #addFile(path: string, realPath: string, isNamed: boolean): void {
    const known = this.#files.get(realPath);
    this.#files.set(realPath, { path: known?.path ?? path, realPath, isNamed: isNamed || known?.isNamed === true });
  }

  #realPath(path: string): string {
    const absolute = resolve(this.#cwd, path);
    try {
      return this.#disk.realpathSync(absolute);
    } catch {
      return absolute;
    }
  }

  async #addFolder(path: string): Promise<void> {
    const gitignore = await import('./gitignore.ts');
    const realPath = this.#realPath(path);
    const above = this.#hasGitignore ? gitignore.ignoreFilesAbove(realPath, this.#disk) : [];
    const shown = normalize(`${path}/`).split(sep).join('/');
    this.#walk({ path: shown === './' ? '' : shown, realPath }, above, gitignore);
  }

  /** Nothing below a folder is a link, so that real paths need not be asked for. */
  #walk(folder: Folder, outer: IgnoreFiles, gitignore: typeof import('./gitignore.ts')): void {
    const entries = this.#entriesOf(folder);
    const hasIgnoreFile = this.#hasGitignore && entries.some(({ name }) => name === '.gitignore');
    const ignoreFiles = hasIgnoreFile ? gitignore.withIgnoreFile(outer, folder.realPath, this.#disk) : outer;
    const parent = folder.realPath.endsWith(sep) ? folder.realPath : folder.realPath + sep;
    for (const entry of entries) {
      const isFolder = entry.isDirectory();
      if (isFolder ? SKIPPED_FOLDERS.has(entry.name) : !(entry.isFile() && MANIFEST_NAME.test(entry.name))) continue;
      const [path, realPath] = [folder.path + entry.name, parent + entry.name];
      if (gitignore.isIgnored(realPath, isFolder, ignoreFiles)) continue;
      if (isFolder) this.#walk({ path: `${path}/`, realPath }, ignoreFiles, gitignore);
      else this.#addFile(path, realPath, false);
    }
  }

  #entriesOf({ path, realPath }: Folder): Dirent[] {
    try {
      const entries = this.#disk.readdirSync(realPath, { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.#unreadable.push({ path: path.replace(/(?<=.)\/$/, '') || '.', reason: reasonOf(error) });
      return [];
    }
  }

  async #addPattern(pattern: string): Promise<void> {
    const { expandPattern } = await import('./expand-pattern.ts');
    const found = expandPattern(pattern, this.#cwd, SKIPPED_FOLDERS);
    if (found.length === 0) this.#missing.push(pattern);
    for (const path of found) this.#addFile(path, this.#realPath(path), false);
  }
}
