import { dirname, join, relative, sep } from 'node:path';
import { type PathPatterns, pathPatterns } from '../text/path-patterns.ts';
import type { FileSystem } from './files.ts';

interface IgnoreFile {
  readonly folder: string;
  readonly patterns: PathPatterns;
}

/** The `.gitignore` files that hold for a folder, those further out first. */
export type IgnoreFiles = readonly IgnoreFile[];

/** The ignore files of the folders above, up to the root of the repository that `folder` is in. */
export function ignoreFilesAbove(folder: string, disk: FileSystem): IgnoreFiles {
  if (disk.existsSync(join(folder, '.git'))) return [];
  const parents: string[] = [];
  for (let parent = dirname(folder), child = folder; parent !== child; child = parent, parent = dirname(parent)) {
    parents.unshift(parent);
    if (!disk.existsSync(join(parent, '.git'))) continue;
    const files = parents.flatMap((path) => readIgnoreFile(path, disk));
    return isIgnored(folder, true, files) ? [] : files;
  }
  return [];
}

/** The folder's own ignore file behind those that hold already. */
export function withIgnoreFile(outer: IgnoreFiles, folder: string, disk: FileSystem): IgnoreFiles {
  return [...outer, ...readIgnoreFile(folder, disk)];
}

/** As git decides: the innermost file that says anything of a path has the last word. */
export function isIgnored(path: string, isFolder: boolean, files: IgnoreFiles): boolean {
  for (const { folder, patterns } of files.toReversed()) {
    const name = relative(folder, path).split(sep).join('/');
    const { ignored, unignored } = patterns.test(isFolder ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function readIgnoreFile(folder: string, disk: FileSystem): IgnoreFile[] {
  try {
    return [{ folder, patterns: pathPatterns(disk.readFileSync(join(folder, '.gitignore'), 'utf8')) }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
