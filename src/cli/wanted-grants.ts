import { printable } from '../reporters/terminal-text.ts';
import type { Arguments } from './arguments.ts';
import { isRefused } from './change-files.ts';
import type { ChangeOptions } from './change-mode.ts';
import type { Host } from './host.ts';
import type { PlannedFile } from './plan-changes.ts';

/** Writes the grants that `--grants` asks for, where the plan can be carried out. What makes them is loaded only then. */
export async function writeWantedGrants(
  plan: readonly PlannedFile[],
  { isAllOrNothing }: Pick<ChangeOptions, 'isAllOrNothing'>,
  args: Arguments,
  host: Host,
): Promise<void> {
  const path = args.values.get('grants')?.[0];
  if (path === undefined) return;
  if (isAllOrNothing && plan.some(isRefused)) {
    host.stderr.write(`No grants were written to ${printable(path)}: --keep-going leaves out what is refused.\n`);
    return;
  }
  const { writeGrants } = await import('./write-grants.ts');
  writeGrants(path, plan, args, host);
}
