import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report, ReportSummary } from '../diagnostics/report.ts';
import { counted } from '../text/counted.ts';
import { LineIndex } from '../text/line-index.ts';
import { codeFrame, type FrameSource } from './code-frame.ts';
import { tellRefusal } from './finding-words.ts';
import { nothingFoundIn } from './nothing-found.ts';
import type { ReporterOptions } from './reporter.ts';
import { shownFiles } from './shown-files.ts';
import { countsOf, fixWords, skippedWords } from './summary-words.ts';
import { type Paint, paintFor, printable, type Style } from './terminal-text.ts';

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'blue' };
const INDENT = '     ';

/** For people: grouped by file, the place shown, why it matters and what to do. */
export function prettyReporter(report: Report, { color }: Pick<ReporterOptions, 'color'>): string {
  const paint = paintFor(color);
  const files = shownFiles(report);
  const blocks = files.map((file) => renderDiagnostics(file, paint));
  return `${[...blocks, renderSummary(report, files.length, paint)].join('\n')}\n`;
}

/** The diagnostics of one file below its path. */
export function renderDiagnostics({ path, text, hidden, diagnostics }: FileReport, paint: Paint): string {
  const source = { text, lines: new LineIndex(text), hidden };
  const blocks = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, source, paint));
  return `${paint('bold', printable(path))}\n${blocks.join('\n')}`;
}

function renderDiagnostic(diagnostic: Diagnostic, source: FrameSource, paint: Paint): string {
  const { ruleId, severity, message, remedy, range, related } = diagnostic;
  const refusal = tellRefusal(diagnostic);
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
  if (checked === 0) return `No Cloud Run manifest to check${skipped}`;
  const found = countsOf(summary).map(({ severity, words }) => paint(STYLES[severity], words));
  if (found.length === 0) return `${nothingFoundIn(checked, paint)}${skipped}${suppressed}`;
  return `${found.join(', ')} in ${affected} of ${counted(checked, 'file')}${skipped}${suppressed}${fixHint(summary)}`;
}

function fixHint(summary: ReportSummary): string {
  const fixes = fixWords(summary, (command) => command);
  return fixes ? `   ${fixes}` : '';
}
