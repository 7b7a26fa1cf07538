import { dirname, join } from 'node:path';
import type { FileSystem } from './files.ts';

/** The names that a configuration can have, the first of them first. */
const CONFIG_NAMES = ['runlint.yaml', '.runlint.yaml', 'runlint.yml', '.runlint.yml'] as const;

/** Finds the configuration that holds for a folder, and remembers it: files share folders, and folders parents. */
export class ConfigFinder {
  readonly #disk: FileSystem;
  readonly #found = new Map<string, string | undefined>();

  constructor(disk: FileSystem) {
    this.#disk = disk;
  }

  /** The nearest configuration in a folder or above it, up to the root of the repository. Paths are absolute. */
  find(folder: string): string | undefined {
    if (this.#found.has(folder)) return this.#found.get(folder);
    const found = this.#inFolder(folder) ?? this.#above(folder);
    this.#found.set(folder, found);
    return found;
  }

  #inFolder(folder: string): string | undefined {
    const paths = CONFIG_NAMES.map((name) => join(folder, name));
    return paths.find((path) => this.#disk.existsSync(path));
  }

  #above(folder: string): string | undefined {
    const parent = dirname(folder);
    return parent === folder || this.#disk.existsSync(join(folder, '.git')) ? undefined : this.find(parent);
  }
}
