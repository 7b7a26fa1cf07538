import type { Fix } from '../diagnostics/diagnostic.ts';
import { shellPath } from '../text/shell-word.ts';
import { STDIN_PATH } from '../text/source-file.ts';

/** The command that makes a fix of a file, and every other one of it that is as safe. */
export function commandOfFix({ safety }: Fix, path: string): string {
  const command = safety === 'unsafe' ? 'runlint fix --unsafe' : 'runlint fix';
  return `${command} ${path === STDIN_PATH ? '-' : `--write ${shellPath(path)}`}`;
}
