import { relative, resolve, sep } from 'node:path';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { reasonOf, writeFile, writeFileAtomically } from '../io/files.ts';
import { findHiddenValues } from '../manifest/hidden-values.ts';
import { type Manifest, notReplaceableDiagnostics, readManifest } from '../manifest/manifest.ts';
import type { Input } from '../read-input.ts';
import { renderDiagnostics } from '../reporters/pretty.ts';
import { paintFor, printable } from '../reporters/terminal-text.ts';
import { encodeSourceText, type SourceFile } from '../text/source-file.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { collectInputs } from './collect-inputs.ts';
import { EXIT_CODE, type ExitCode, worstExitCode } from './exit-code.ts';
import { type Host, type Output, wantsColor } from './host.ts';
import type { Arguments } from './parse-arguments.ts';
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

interface PlannedChange extends Change {
  readonly file: SourceFile;
  /** The file as it was read. */
  readonly bytes: Buffer;
}

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
  change: (manifest: Manifest) => Change,
  checkPlan: () => void = () => {},
): Promise<ExitCode> {
  const mode = modeOf(args, paths);
  const isChecking = args.flags.has('check');
  const { inputs, missing } = await collectInputs(paths, args.values.get('stdin-filename')?.[0], host);
  if (missing.length > 0) throw new UserError(missing.map(printable).join('\nrunlint: '));
  const plan = Array.from(inputs, (input) => planChange(input, host, change));
  checkPlan();
  const planned = plan.filter((entry) => entry !== undefined && entry !== 'refused');
  const refusals = plan.filter((entry) => entry === 'refused').length;
  const changed = planned.filter(({ text, file }) => text !== file.text);
  const patchFile = args.values.get('patch')?.[0];
  if (patchFile) writePatch(patchFile, changed, planned, host);
  showDiffs(changed, mode === 'stdin' ? host.stderr : host.stdout, host);
  if (mode === 'stdin') for (const { file, text } of planned) host.stdout.write(encodeSourceText(file, text));
  const made = mode === 'write' ? changed.filter((entry) => writeChange(entry, host)) : changed;
  sayWhatHappened({ mode, isChecking, made, refusals: refusals + changed.length - made.length }, host);
  return worstExitCode([
    refusals > 0 || made.length < changed.length ? EXIT_CODE.found : EXIT_CODE.ok,
    mode === 'stdin' && planned.length === 0 ? EXIT_CODE.found : EXIT_CODE.ok,
    isChecking && changed.length > 0 ? EXIT_CODE.found : EXIT_CODE.ok,
  ]);
}

function modeOf({ flags }: Arguments, paths: readonly string[]): Mode {
  if (flags.has('write') && flags.has('check')) throw new UserError('--write and --check cannot be used together');
  if (!paths.includes('-')) return flags.has('write') ? 'write' : 'show';
  if (flags.has('write')) throw new UserError('--write needs files: with - the new text goes to standard output');
  return 'stdin';
}

/** The change of one input; undefined where there is nothing to change, `refused` where there is and it cannot be. */
function planChange(input: Input, host: Host, change: (manifest: Manifest) => Change): PlannedChange | 'refused' | undefined {
  if (!input.file) return sayWhyNot(input.report, input.isNamed, host);
  const { file, bytes, isNamed } = input;
  const manifest = readManifest(file);
  const report = {
    path: file.path,
    skipped: false,
    text: file.text,
    hidden: manifest.documents.flatMap(findHiddenValues),
  } as const;
  if (!manifest.isCloudRun) return sayWhyNot({ ...report, skipped: 'not a Cloud Run manifest', diagnostics: [] }, isNamed, host);
  if (!isNamed && isUnreadableTemplate(manifest)) {
    printReport({ ...report, diagnostics: manifest.diagnostics }, host);
    return undefined;
  }
  const result = change(manifest);
  const diagnostics = result.diagnostics.length > 0 || !isNamed ? result.diagnostics : obstaclesIn(manifest);
  if (diagnostics.length > 0) printReport({ ...report, diagnostics: [...diagnostics].sort(compareDiagnostics) }, host);
  return diagnostics.some(({ severity }) => severity === 'error') ? 'refused' : { ...result, file, bytes };
}

/** A template that a search came across is left to those who render it. */
function isUnreadableTemplate({ documents, diagnostics }: Manifest): boolean {
  const unreadable = documents.filter(({ isReadable }) => !isReadable);
  const templates = diagnostics.filter(({ ruleId }) => ruleId === 'manifest/template');
  return unreadable.length > 0 && templates.length >= unreadable.length;
}

/** What keeps a file that was asked for by its name from having anything to change. */
function obstaclesIn(manifest: Manifest): readonly Diagnostic[] {
  if (manifest.resources.some(({ kind }) => kind.replaceCommand)) return [];
  return [...manifest.diagnostics, ...notReplaceableDiagnostics(manifest)];
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

function showDiffs(changed: readonly PlannedChange[], output: Output, host: Host): void {
  const paint = paintFor(wantsColor(host, output));
  const decoded = changed.filter(({ file }) => file.encoding !== 'utf-8');
  for (const { file } of decoded) {
    host.stderr.write(`${printable(file.path)}: shown as text, since it is UTF-16; for git apply, use --patch <file>\n`);
  }
  for (const { file, text } of changed) {
    // In UTF-8 the mark is part of the first line; of UTF-16 only the decoded text is shown.
    const mark = file.hasByteOrderMark && file.encoding === 'utf-8' ? '\uFEFF' : '';
    const diff = unifiedDiff(diffPath(file, host), mark + file.text, mark + text);
    output.write(
      diff.replace(/^(?:(---|\+\+\+) .*|(@@ .*)|(\+.*)|(-.*))$/gm, (line, header, hunk, added) => {
        return paint(header ? 'bold' : hunk ? 'cyan' : added ? 'green' : 'red', line);
      }),
    );
  }
}

/** The path that `git apply` finds the file by from here: of a link, what it leads to. */
function diffPath({ path }: SourceFile, { cwd, disk }: Host): string {
  const absolute = resolve(cwd, path);
  const isLink = disk.lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink();
  const fromHere = isLink ? relative(disk.realpathSync(cwd), disk.realpathSync(absolute)) : relative(cwd, absolute);
  return fromHere.split(sep).join('/');
}

/** A patch of the bytes, each taken for a character: `git apply` takes it for any encoding. */
function writePatch(path: string, changed: readonly PlannedChange[], planned: readonly PlannedChange[], host: Host): void {
  const target = resolve(host.cwd, path);
  if (planned.some(({ file }) => resolve(host.cwd, file.path) === target)) {
    throw new UserError(`--patch ${printable(path)} would write over a manifest`, 'Name another file for the patch.');
  }
  const outside = changed.find(({ file }) => diffPath(file, host).startsWith('../'));
  if (outside) {
    const hint = 'Run it again in a folder that holds all of the files.';
    throw new UserError(`--patch takes files below the current folder, and ${printable(outside.file.path)} is not`, hint);
  }
  if (changed.length === 0) return;
  const patch = changed.map(({ file, text, bytes }) => {
    const after = Buffer.from(encodeSourceText(file, text));
    return unifiedDiff(diffPath(file, host), bytes.toString('latin1'), after.toString('latin1'));
  });
  try {
    writeFile(target, Buffer.from(patch.join(''), 'latin1'), host.disk);
    host.stderr.write(`Wrote the change to ${printable(path)}.\n`);
  } catch (error) {
    throw new UserError(`the patch cannot be written to ${printable(path)}: ${reasonOf(error)}`);
  }
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
  if (mode !== 'stdin')
    host.stderr.write(`${summaryOf(mode, made.length, isChecking)}${refusals > 0 ? ` ${files(refusals)} refused.` : ''}\n`);
  if (isChecking) return;
  const lines = deploymentLines(
    made.flatMap(({ deployment }) => deployment ?? []),
    mode === 'show',
  );
  for (const line of lines) host.stderr.write(`${printable(line)}\n`);
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
