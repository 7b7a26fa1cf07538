import { resolve } from 'node:path';
import { writeFilesTogether } from '../io/atomic-write.ts';
import { renderDiagnostics } from '../reporters/pretty.ts';
import { paintFor, printable } from '../reporters/terminal-text.ts';
import { counted } from '../text/counted.ts';
import { encodeSourceText } from '../text/source-file.ts';
import { deploymentLines } from './deployment.ts';
import { EXIT_CODE, type ExitCode } from './exit-code.ts';
import { type Host, wantsColor } from './host.ts';
import type { Arguments } from './parse-arguments.ts';
import type { PlannedChange, PlannedFile } from './plan-changes.ts';
import { showDiffs, writePatch } from './show-change.ts';
import { UserError } from './user-error.ts';

/** Where a change goes: nowhere yet, into the files, or from standard input to standard output. */
type Mode = 'show' | 'write' | 'stdin';

/** How a plan is carried out. */
export interface ChangeOptions {
  readonly mode: Mode;
  /** True where nothing is to be written if anything of the plan cannot be. */
  readonly isAllOrNothing: boolean;
}

/** What the arguments say of where a change goes. Throws a `UserError` where they contradict each other. */
export function changeModeOf({ flags, values }: Arguments, paths: readonly string[]): Mode {
  if (flags.has('write') && flags.has('check')) throw new UserError('--write and --check cannot be used together');
  if (flags.has('exit-non-zero-on-fix') && !flags.has('write'))
    throw new UserError('--exit-non-zero-on-fix needs --write', 'To write nothing, and fail if anything would change: --check.');
  if (!paths.includes('-')) return flags.has('write') ? 'write' : 'show';
  if (flags.has('write')) throw new UserError('--write needs files: with - the new text goes to standard output');
  if (values.has('patch')) throw new UserError('--patch needs files: with - the new text goes to standard output');
  return 'stdin';
}

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
  const patchFile = args.values.get('patch')?.[0];
  if (patchFile !== undefined) {
    checkPatchFile(patchFile, plan, host);
    if (isHeldBack)
      host.stderr.write(`No patch was written to ${printable(patchFile)}: --keep-going leaves out what is refused.\n`);
    else if (changed.length > 0) writePatch(patchFile, changed, host);
  }
  const wanted = mode === 'write' && isHeldBack ? [] : changed;
  const { made, unwritten } = mode === 'write' ? writeChanges(wanted, isAllOrNothing, host) : { made: wanted, unwritten: 0 };
  showDiffs(made, mode === 'stdin' ? host.stderr : host.stdout, host);
  if (mode === 'stdin') for (const { file, text } of planned) host.stdout.write(encodeSourceText(file, text));
  sayWhatHappened({ mode, isChecking, isAllOrNothing, changed, made, refused, unwritten }, host);
  if (plan.some(({ outcome }) => outcome === 'crashed')) return EXIT_CODE.internal;
  const isStdinUnchangeable = mode === 'stdin' && planned.length === 0;
  const isChangeFailure = isChecking || args.flags.has('exit-non-zero-on-fix');
  return refused + unwritten > 0 || isStdinUnchangeable || (isChangeFailure && changed.length > 0)
    ? EXIT_CODE.found
    : EXIT_CODE.ok;
}

function isRefused({ outcome }: PlannedFile): boolean {
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

function checkPatchFile(path: string, plan: readonly PlannedFile[], { cwd }: Host): void {
  const target = resolve(cwd, path);
  if (!plan.some((file) => resolve(cwd, file.path) === target)) return;
  throw new UserError(`--patch ${path} would write over a manifest`, 'Name another file for the patch.');
}

/** The changes that now stand in their files, and how many could not be written. */
interface WrittenChanges {
  readonly made: readonly PlannedChange[];
  readonly unwritten: number;
}

function writeChanges(changed: readonly PlannedChange[], isAllOrNothing: boolean, host: Host): WrittenChanges {
  if (isAllOrNothing) return writeTogether(changed, host);
  const each = changed.map((change) => writeTogether([change], host));
  return { made: each.flatMap(({ made }) => made), unwritten: each.filter(({ unwritten }) => unwritten > 0).length };
}

function writeTogether(changed: readonly PlannedChange[], { cwd, disk, stderr }: Host): WrittenChanges {
  const files = changed.map(({ file, text, bytes }) => ({
    path: resolve(cwd, file.path),
    bytes: encodeSourceText(file, text),
    before: bytes,
  }));
  const { failures, stuck, leftovers } = writeFilesTogether(files, cwd, disk);
  const namesByPath = new Map(changed.map(({ file }, index) => [files[index]?.path, file.path]));
  const say = (path: string, what: string) => stderr.write(`${printable(`${namesByPath.get(path) ?? path}: ${what}`)}\n`);
  for (const { path, reason } of failures) say(path, `the file cannot be written: ${reason}`);
  for (const { path, reason } of stuck) say(path, `the file was written, and cannot be put back as it was: ${reason}`);
  for (const path of leftovers) say(path, 'this temporary file cannot be removed');
  if (failures.length === 0) return { made: changed, unwritten: 0 };
  const stuckPaths = new Set(stuck.map(({ path }) => path));
  return { made: changed.filter((_, index) => stuckPaths.has(files[index]?.path ?? '')), unwritten: failures.length };
}

interface Outcome extends ChangeOptions {
  readonly isChecking: boolean;
  /** What was to be changed. */
  readonly changed: readonly PlannedChange[];
  /** What was changed, or would be. */
  readonly made: readonly PlannedChange[];
  /** How many other files could not be planned. */
  readonly refused: number;
  /** How many of the changed could not be written. */
  readonly unwritten: number;
}

function sayWhatHappened(outcome: Outcome, host: Host): void {
  const { mode, isChecking, made } = outcome;
  if (mode !== 'stdin') host.stderr.write(`${summaryOf(outcome)}\n`);
  if (isChecking) return;
  const deployments = made.flatMap(({ deployment }) => deployment ?? []);
  for (const line of deploymentLines(deployments, mode === 'show')) host.stderr.write(`${printable(line)}\n`);
}

function summaryOf({ mode, isChecking, isAllOrNothing, changed, made, refused, unwritten }: Outcome): string {
  const obstacles = refused + unwritten;
  const others = changed.length - unwritten;
  const isHeldBack = isAllOrNothing && obstacles > 0 && others > 0;
  if (isHeldBack && mode === 'write' && made.length === 0) {
    const verb = unwritten > 0 ? 'cannot be written' : `${obstacles === 1 ? 'was' : 'were'} refused`;
    return `Nothing was written, because ${obstacles} of ${counted(others + obstacles, 'file')} ${verb}; --keep-going writes the others.`;
  }
  const hint = isHeldBack && mode === 'show' && !isChecking ? '; --write writes the others only with --keep-going' : '';
  const refusals = obstacles > 0 ? ` ${counted(obstacles, 'file')} refused${hint}.` : '';
  if (made.length === 0) return `Nothing changed.${refusals}`;
  if (mode === 'write') return `Wrote ${counted(made.length, 'file')}.${refusals}`;
  const change = `${counted(made.length, 'file')} would change`;
  return isChecking ? `${change}.${refusals}` : `${change}; nothing was written (add --write).${refusals}`;
}
