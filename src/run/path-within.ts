import { relative, resolve, sep } from 'node:path';

/** Names the files of a run as they are seen from a folder, with `/` between the parts. */
export function pathWithin(folder: string, cwd: string): (path: string) => string {
  return (path) => relative(folder, resolve(cwd, path)).split(sep).join('/');
}
