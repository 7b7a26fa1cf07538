import { resolve } from 'node:path';
import { type CheckOptions, reportOn } from '../check.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { reasonOf, writeFileAtomically } from '../io/files.ts';
import type { Ruleset } from '../lint/ruleset.ts';
import { type Manifest, readManifest } from '../manifest/manifest.ts';
import { renderDiagnostics } from '../reporters/pretty.ts';
import { paintFor, printable } from '../reporters/terminal-text.ts';
import { checkOptionsOf } from '../run/check-run.ts';
import type { Input } from '../run/inputs.ts';
import { encodeSourceText } from '../text/source-file.ts';
import { collectInputs } from './collect-inputs.ts';
import { EXIT_CODE, type ExitCode } from './exit-code.ts';
import { type Host, wantsColor } from './host.ts';
import type { Arguments } from './parse-arguments.ts';
import { runOptionsOf } from './run-settings.ts';
import { type ChangedFile, showDiffs, writePatch } from './show-change.ts';
import { UserError } from './user-error.ts';

/** The command that deploys a changed file, or why there is none. */
export type Deployment = { readonly command: string } | { readonly obstacle: string };

/** What a command makes of one manifest. */
export interface Change {
  readonly text: string;
  /** An error among them means that the change is refused: the file is left as it is. */
  readonly diagnostics: readonly Diagnostic[];
  readonly deployment?: Deployment;
}

/** What a command makes of a manifest for which a ruleset and options hold. */
export type ChangeOf = (manifest: Manifest, ruleset: Ruleset, options: CheckOptions) => Change;

type ReadableInput = Extract<Input, { file: unknown }>;

type PlannedChange = Change & ChangedFile;

type Mode = 'show' | 'write' | 'stdin';

/**
 * The way of every command that changes files: plan all changes in memory, show them, and write them where that is asked
 * for. Nothing is written before the whole plan is made.
 *
 * @param checkPlan throws a `UserError` where the plan as a whole makes no sense
 */
export async function changeFiles(
  args: Arguments,
  paths: readonly string[],
  host: Host,
  change: ChangeOf,
  checkPlan: () => void = () => {},
): Promise<ExitCode> {
  const mode = modeOf(args, paths);
  const isChecking = args.flags.has('check');
  const { inputs, missing, configs, call } = await collectInputs(args, paths, host);
  if (missing.length > 0) throw new UserError(missing);
  const runOptions = { call, ...runOptionsOf(args, host) };
  const plan = Array.from(inputs, (input) => {
    if (!input.file) return sayWhyNot(input.report, input.isNamed, host);
    const config = configs.of(resolve(host.cwd, input.file.path));
    const options = checkOptionsOf(config, runOptions);
    return planChange(input, options, host, (manifest) => change(manifest, config.ruleset, options));
  });
  checkPlan();
  const planned = plan.filter((entry) => typeof entry === 'object');
  const changed = planned.filter(({ text, file }) => text !== file.text);
  const patchFile = args.values.get('patch')?.[0];
  if (patchFile !== undefined) {
    checkPatchFile(patchFile, planned, host);
    if (changed.length > 0) writePatch(patchFile, changed, host);
  }
  showDiffs(changed, mode === 'stdin' ? host.stderr : host.stdout, host);
  if (mode === 'stdin') for (const { file, text } of planned) host.stdout.write(encodeSourceText(file, text));
  const made = mode === 'write' ? changed.filter((entry) => writeChange(entry, host)) : changed;
  const refusals = plan.filter((entry) => typeof entry === 'string').length + changed.length - made.length;
  sayWhatHappened({ mode, isChecking, made, refusals }, host);
  if (plan.includes('crashed')) return EXIT_CODE.internal;
  const isStdinUnchangeable = mode === 'stdin' && planned.length === 0;
  const isChangeFailure = isChecking || args.flags.has('exit-non-zero-on-fix');
  return refusals > 0 || isStdinUnchangeable || (isChangeFailure && changed.length > 0) ? EXIT_CODE.found : EXIT_CODE.ok;
}

function modeOf({ flags, values }: Arguments, paths: readonly string[]): Mode {
  if (flags.has('write') && flags.has('check')) throw new UserError('--write and --check cannot be used together');
  if (flags.has('exit-non-zero-on-fix') && !flags.has('write'))
    throw new UserError('--exit-non-zero-on-fix needs --write', 'To write nothing, and fail if anything would change: --check.');
  if (!paths.includes('-')) return flags.has('write') ? 'write' : 'show';
  if (flags.has('write')) throw new UserError('--write needs files: with - the new text goes to standard output');
  if (values.has('patch')) throw new UserError('--patch needs files: with - the new text goes to standard output');
  return 'stdin';
}

/** The change of one input; undefined where there is nothing to change, a word where there is and it cannot be. */
function planChange(
  { file, bytes, isNamed }: ReadableInput,
  { call }: CheckOptions,
  host: Host,
  change: (manifest: Manifest) => Change,
): PlannedChange | 'refused' | 'crashed' | undefined {
  const manifest = readManifest(file, call);
  if (!manifest.isCloudRun) {
    return sayWhyNot({ ...reportOn(manifest, []), skipped: 'not a Cloud Run manifest' }, isNamed, host);
  }
  const result = change(manifest);
  const template = manifest.diagnostics.find(({ ruleId }) => ruleId === 'manifest/template');
  if (!isNamed && template && result.diagnostics.some(isError)) {
    // A template that a search came across is left to those who render it.
    printReport(reportOn(manifest, [template]), host);
    return undefined;
  }
  const diagnostics = result.diagnostics.length > 0 || !isNamed ? result.diagnostics : obstaclesIn(manifest);
  if (diagnostics.length > 0) printReport(reportOn(manifest, diagnostics), host);
  if (diagnostics.some(({ ruleId }) => ruleId.startsWith('internal/'))) return 'crashed';
  return diagnostics.some(isError) ? 'refused' : { ...result, file, bytes };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** What keeps a file that was asked for by its name from having anything to change. */
function obstaclesIn({ resources, diagnostics, notReplaceable }: Manifest): readonly Diagnostic[] {
  return resources.length > 0 ? [] : [...diagnostics, ...notReplaceable];
}

function sayWhyNot(report: FileReport, isNamed: boolean, host: Host): 'refused' | undefined {
  if (!report.skipped) {
    printReport(report, host);
    return 'refused';
  }
  if (isNamed) host.stderr.write(`${printable(report.path)}: ${report.skipped}; left as it is\n`);
  return undefined;
}

function printReport(report: FileReport, host: Host): void {
  host.stderr.write(`${renderDiagnostics(report, paintFor(wantsColor(host, host.stderr)))}\n`);
}

function checkPatchFile(path: string, planned: readonly PlannedChange[], { cwd }: Host): void {
  const target = resolve(cwd, path);
  if (!planned.some(({ file }) => resolve(cwd, file.path) === target)) return;
  throw new UserError(`--patch ${path} would write over a manifest`, 'Name another file for the patch.');
}

/** @returns false where the file could not be written */
function writeChange({ file, text }: PlannedChange, host: Host): boolean {
  try {
    writeFileAtomically(resolve(host.cwd, file.path), encodeSourceText(file, text), host.cwd, host.disk);
    return true;
  } catch (error) {
    host.stderr.write(`${printable(file.path)}: the file cannot be written: ${reasonOf(error)}\n`);
    return false;
  }
}

interface Outcome {
  readonly mode: Mode;
  readonly isChecking: boolean;
  readonly made: readonly PlannedChange[];
  readonly refusals: number;
}

function sayWhatHappened({ mode, isChecking, made, refusals }: Outcome, host: Host): void {
  const refused = refusals > 0 ? ` ${files(refusals)} refused.` : '';
  if (mode !== 'stdin') host.stderr.write(`${summaryOf(mode, made.length, isChecking)}${refused}\n`);
  if (isChecking) return;
  const deployments = made.flatMap(({ deployment }) => deployment ?? []);
  for (const line of deploymentLines(deployments, mode === 'show')) host.stderr.write(`${printable(line)}\n`);
}

function deploymentLines(deployments: readonly Deployment[], isToBeWritten: boolean): string[] {
  const commands = deployments.flatMap((deployment) => ('command' in deployment ? deployment.command : []));
  const obstacles = deployments.flatMap((deployment) => ('obstacle' in deployment ? deployment.obstacle : []));
  const lead = isToBeWritten ? 'Once written, deploy' : 'To deploy';
  if (commands.length <= 1) return [...commands.map((command) => `${lead} it: ${command}`), ...obstacles];
  return [`${lead} them:`, ...commands.map((command) => `  ${command}`), ...obstacles];
}

function summaryOf(mode: Mode, count: number, isChecking: boolean): string {
  if (count === 0) return 'Nothing changed.';
  if (mode === 'write') return `Wrote ${files(count)}.`;
  return isChecking ? `${files(count)} would change.` : `${files(count)} would change; nothing was written (add --write).`;
}

function files(count: number): string {
  return `${count} file${count === 1 ? '' : 's'}`;
}
