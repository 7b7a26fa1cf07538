import { resolve } from 'node:path';
import { renderDiagnostics } from '../reporters/pretty.ts';
import { paintFor, printable } from '../reporters/terminal-text.ts';
import { encodeSourceText } from '../text/source-file.ts';
import type { Arguments } from './arguments.ts';
import type { ChangeOptions } from './change-mode.ts';
import { sayWhatHappened } from './change-summary.ts';
import { EXIT_CODE, type ExitCode } from './exit-code.ts';
import { type Host, wantsColor } from './host.ts';
import type { PlannedChange, PlannedFile } from './plan-changes.ts';
import { showDiffs, writePatch } from './show-change.ts';
import { UserError } from './user-error.ts';
import { writeChanges } from './write-changes.ts';

/** The end of every command that changes files: a plan is shown, or written where that is asked for. */
export function changeFiles(
  plan: readonly PlannedFile[],
  { mode, isAllOrNothing }: ChangeOptions,
  args: Arguments,
  host: Host,
): ExitCode {
  sayReports(plan, host);
  const isChecking = args.flags.has('check');
  const planned = plan.flatMap(({ change }) => change ?? []);
  const changed = planned.filter(({ text, file }) => text !== file.text);
  const refused = plan.filter(isRefused).length;
  const isHeldBack = isAllOrNothing && refused > 0;
  writeWantedPatch(args, plan, isHeldBack ? 'held back' : changed, host);
  const writable = isHeldBack ? [] : changed;
  const { made, unwritten } = mode === 'write' ? writeChanges(writable, isAllOrNothing, host) : { made: changed, unwritten: 0 };
  showDiffs(made, mode === 'stdin' ? host.stderr : host.stdout, host);
  if (mode === 'stdin') for (const { file, text } of planned) host.stdout.write(encodeSourceText(file, text));
  sayWhatHappened({ mode, isChecking, isAllOrNothing, changed, made, refused, unwritten }, host);
  if (plan.some(({ outcome }) => outcome === 'crashed')) return EXIT_CODE.internal;
  const isStdinUnchangeable = mode === 'stdin' && planned.length === 0;
  const isChangeFailure = changed.length > 0 && (isChecking || args.flags.has('exit-non-zero-on-fix'));
  return refused + unwritten > 0 || isStdinUnchangeable || isChangeFailure ? EXIT_CODE.found : EXIT_CODE.ok;
}

/** True for a file that is left as it is because its change cannot be made. */
export function isRefused({ outcome }: PlannedFile): boolean {
  return outcome === 'refused' || outcome === 'crashed';
}

/** Says on standard error what there is to say of files. */
export function sayReports(plan: readonly PlannedFile[], host: Host): void {
  const paint = paintFor(wantsColor(host, host.stderr));
  for (const { report } of plan) {
    if (report?.skipped) host.stderr.write(`${printable(report.path)}: ${report.skipped}; left as it is\n`);
    else if (report) host.stderr.write(`${renderDiagnostics(report, paint)}\n`);
  }
}

/** Writes the patch that `--patch` asks for. Throws a `UserError` where it would stand in the place of a manifest. */
function writeWantedPatch(
  { values }: Arguments,
  plan: readonly PlannedFile[],
  changed: readonly PlannedChange[] | 'held back',
  host: Host,
): void {
  const path = values.get('patch')?.[0];
  if (path === undefined) return;
  const target = resolve(host.cwd, path);
  if (plan.some((file) => resolve(host.cwd, file.path) === target))
    throw new UserError(`--patch ${path} would write over a manifest`, 'Name another file for the patch.');
  if (changed === 'held back')
    host.stderr.write(`No patch was written to ${printable(path)}: --keep-going leaves out what is refused.\n`);
  else if (changed.length > 0) writePatch(path, changed, host);
}
