import type { Arguments } from './arguments.ts';
import { UserError } from './user-error.ts';

/** Where a change goes: nowhere yet, into the files, or from standard input to standard output. */
export type ChangeMode = 'show' | 'write' | 'stdin';

/** How a plan is carried out. */
export interface ChangeOptions {
  readonly mode: ChangeMode;
  /** True where nothing is to be written if anything of the plan cannot be. */
  readonly isAllOrNothing: boolean;
}

/** What the arguments say of where a change goes. Throws a `UserError` where they contradict each other. */
export function changeModeOf({ flags, values }: Arguments, paths: readonly string[]): ChangeMode {
  if (flags.has('write') && flags.has('check')) throw new UserError('--write and --check cannot be used together');
  if (flags.has('exit-non-zero-on-fix') && !flags.has('write'))
    throw new UserError('--exit-non-zero-on-fix needs --write', 'To write nothing, and fail if anything would change: --check.');
  if (!paths.includes('-')) return flags.has('write') ? 'write' : 'show';
  if (flags.has('write')) throw new UserError('--write needs files: with - the new text goes to standard output');
  if (values.has('patch')) throw new UserError('--patch needs files: with - the new text goes to standard output');
  return 'stdin';
}
