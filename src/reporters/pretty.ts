import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report, ReportSummary } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';
import { codeFrame, type FrameSource } from './code-frame.ts';
import { refusalOf } from './refusal.ts';
import type { ReporterOptions } from './reporter.ts';
import { type Paint, paintFor, printable, type Style } from './terminal-text.ts';

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'blue' };
const INDENT = '     ';

/** For people: grouped by file, the place shown, why it matters and what to do. */
export function prettyReporter(report: Report, { color }: Pick<ReporterOptions, 'color'>): string {
  const paint = paintFor(color);
  const files = report.files.map(withoutSuppressed).filter(({ diagnostics }) => diagnostics.length > 0);
  const blocks = files.map((file) => renderDiagnostics(file, paint));
  return `${[...blocks, renderSummary(report, files.length, paint)].join('\n')}\n`;
}

/** What does not count is counted, and not shown. */
function withoutSuppressed(file: FileReport): FileReport {
  return { ...file, diagnostics: file.diagnostics.filter(({ suppression }) => !suppression) };
}

/** The diagnostics of one file below its path. */
export function renderDiagnostics({ path, text, hidden, diagnostics }: FileReport, paint: Paint): string {
  const source = { text, lines: new LineIndex(text), hidden };
  const blocks = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, source, paint));
  return `${paint('bold', printable(path))}\n${blocks.join('\n')}`;
}

function renderDiagnostic(diagnostic: Diagnostic, source: FrameSource, paint: Paint): string {
  const { ruleId, severity, message, remedy, range, related } = diagnostic;
  const refusal = refusalOf(diagnostic);
  const style = STYLES[severity];
  const hasText = source.text !== '';
  const heading = [
    ...(hasText ? [paint('dim', positionOf(source, range.start))] : []),
    paint(style, severity),
    paint('dim', ruleId),
  ];
  const lines = [`  ${[...heading, printable(message)].join('  ')}`];
  if (hasText) lines.push(...codeFrame(source, range, paint, style).map((line) => INDENT + line));
  for (const other of related) {
    lines.push(`${INDENT}${positionOf(source, other.range.start)}  ${printable(other.message)}`);
    lines.push(...codeFrame(source, other.range, paint, 'dim').map((line) => INDENT + line));
  }
  if (refusal) lines.push(INDENT + paint('dim', printable(refusal)));
  if (remedy) lines.push(...remedy.split('\n').map((line) => INDENT + printable(line)));
  return `${lines.join('\n')}\n`;
}

function positionOf({ lines }: FrameSource, offset: number): string {
  const { line, column } = lines.position(offset);
  return `${line}:${column}`;
}

function renderSummary({ summary }: Report, affected: number, paint: Paint): string {
  const checked = summary.files - summary.skipped;
  const skipped = skippedWords(summary);
  const suppressed = summary.suppressed > 0 ? `   ${summary.suppressed} suppressed` : '';
  if (checked === 0) return `No Cloud Run manifest found${skipped}`;
  const found = foundCounts(summary, paint);
  if (found.length === 0) return `${paint('green', 'No problems found')} in ${count(checked, 'file')}${skipped}${suppressed}`;
  return `${found.join(', ')} in ${affected} of ${count(checked, 'file')}${skipped}${suppressed}${fixHint(summary)}`;
}

function skippedWords({ skipped, ignored }: ReportSummary): string {
  const words = [
    ...(skipped > ignored ? [`${skipped - ignored} skipped: not Cloud Run`] : []),
    ...(ignored > 0 ? [`${ignored} ignored by the configuration`] : []),
  ];
  return words.length > 0 ? ` (${words.join('; ')})` : '';
}

function foundCounts({ errors, warnings, infos }: ReportSummary, paint: Paint): string[] {
  return [
    ...(errors > 0 ? [paint('red', count(errors, 'error'))] : []),
    ...(warnings > 0 ? [paint('yellow', count(warnings, 'warning'))] : []),
    ...(infos > 0 ? [paint('blue', count(infos, 'info'))] : []),
  ];
}

function fixHint({ fixable: { safe, unsafe } }: ReportSummary): string {
  if (safe + unsafe === 0) return '';
  const command = unsafe > 0 ? 'runlint fix --unsafe' : 'runlint fix';
  return `   ${safe + unsafe} can be fixed with ${command}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
