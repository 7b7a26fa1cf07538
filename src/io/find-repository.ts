import { dirname, join } from 'node:path';
import type { FileSystem } from './files.ts';

/** The folder that holds `.git`, here or above; undefined where none does. In a linked work tree `.git` is a file. */
export function findRepositoryRoot(folder: string, disk: FileSystem): string | undefined {
  if (disk.existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findRepositoryRoot(parent, disk);
}
