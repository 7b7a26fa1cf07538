import { resolve } from 'node:path';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { reasonOf, writeFileAtomically } from '../io/files.ts';
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

/** What a command makes of one manifest. */
export interface Change {
  readonly text: string;
  /** An error among them means that the change is refused: the file is left as it is. */
  readonly diagnostics: readonly Diagnostic[];
  /** What to say once the change is made, a line each. */
  readonly nextSteps: readonly string[];
}

interface PlannedChange extends Change {
  readonly file: SourceFile;
  /** The file as it was read. */
  readonly bytes: Buffer;
}

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
  const { inputs, missing } = await collectInputs(paths, args.values.get('stdin-filename')?.[0], host);
  if (missing.length > 0) throw new UserError(missing.map(printable).join('\nrunlint: '));
  const plan = Array.from(inputs, (input) => planChange(input, host, change));
  checkPlan();
  const planned = plan.filter((entry) => entry !== undefined && entry !== 'refused');
  const changed = planned.filter(({ text, file }) => text !== file.text);
  const patchFile = args.values.get('patch')?.[0];
  if (patchFile) writePatch(patchFile, changed, host);
  showDiffs(changed, mode === 'stdin' ? host.stderr : host.stdout, host);
  if (mode === 'stdin') for (const { file, text } of planned) host.stdout.write(encodeSourceText(file, text));
  const codes: ExitCode[] = mode === 'write' ? changed.map((entry) => writeChange(entry, host)) : [];
  if (plan.includes('refused')) codes.push(EXIT_CODE.found);
  if (mode === 'stdin' && planned.length === 0) codes.push(EXIT_CODE.found);
  if (args.flags.has('check') && changed.length > 0) codes.push(EXIT_CODE.found);
  sayWhatHappened(mode, changed, args.flags.has('check'), host);
  return worstExitCode(codes);
}

type Mode = 'show' | 'write' | 'stdin';

function modeOf({ flags }: Arguments, paths: readonly string[]): Mode {
  if (flags.has('write') && flags.has('check')) throw new UserError('--write and --check exclude each other');
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
  const hasReplaceable = manifest.resources.some(({ kind }) => kind.replaceCommand);
  const obstacles = hasReplaceable || !isNamed ? [] : [...manifest.diagnostics, ...notReplaceableDiagnostics(manifest)];
  const result: Change = obstacles.length > 0 ? { text: file.text, diagnostics: obstacles, nextSteps: [] } : change(manifest);
  if (result.diagnostics.length > 0)
    printReport({ ...report, diagnostics: [...result.diagnostics].sort(compareDiagnostics) }, host);
  return result.diagnostics.some(({ severity }) => severity === 'error') ? 'refused' : { ...result, file, bytes };
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
  for (const { file, text } of changed) {
    const diff = unifiedDiff(file.path, file.text, text);
    output.write(
      diff.replace(/^(?:(---|\+\+\+) .*|(@@ .*)|(\+.*)|(-.*))$/gm, (line, header, hunk, added) => {
        return paint(header ? 'bold' : hunk ? 'cyan' : added ? 'green' : 'red', line);
      }),
    );
  }
}

/** A patch of the bytes, each taken for a character: `git apply` takes it for any encoding. */
function writePatch(path: string, changed: readonly PlannedChange[], host: Host): void {
  const patch = changed.map(({ file, text, bytes }) => {
    return unifiedDiff(file.path, bytes.toString('latin1'), Buffer.from(encodeSourceText(file, text)).toString('latin1'));
  });
  try {
    writeFileAtomically(resolve(host.cwd, path), Buffer.from(patch.join(''), 'latin1'), host.cwd, host.disk);
  } catch (error) {
    throw new UserError(`the patch cannot be written to ${printable(path)}: ${reasonOf(error)}`);
  }
}

function writeChange({ file, text }: PlannedChange, host: Host): ExitCode {
  try {
    writeFileAtomically(resolve(host.cwd, file.path), encodeSourceText(file, text), host.cwd, host.disk);
    return EXIT_CODE.ok;
  } catch (error) {
    host.stderr.write(`${printable(file.path)}: the file cannot be written: ${reasonOf(error)}\n`);
    return EXIT_CODE.found;
  }
}

function sayWhatHappened(mode: Mode, changed: readonly PlannedChange[], isChecking: boolean, host: Host): void {
  const files = `${changed.length} file${changed.length === 1 ? '' : 's'}`;
  if (mode !== 'stdin') host.stderr.write(`${summaryOf(mode, changed.length, files, isChecking)}\n`);
  if (isChecking) return;
  for (const { nextSteps } of changed) for (const step of nextSteps) host.stderr.write(`${step}\n`);
}

function summaryOf(mode: Mode, count: number, files: string, isChecking: boolean): string {
  if (count === 0) return 'Nothing to change.';
  if (mode === 'write') return `Wrote ${files}.`;
  return isChecking ? `${files} would change.` : `${files} would change; nothing was written (add --write).`;
}
