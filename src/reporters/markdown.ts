import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report, ReportSummary } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';
import { byteLength, countThatFits, LARGEST_COMMENT } from './comment-limit.ts';
import { adviceText } from './finding-markdown.ts';
import { tellRefusal } from './finding-words.ts';
import { codeSpan, escapeMarkdown } from './markdown-text.ts';
import { shownFiles } from './shown-files.ts';
import { fixWords, severityCounts, summaryWords } from './summary-words.ts';

/** For a comment or a page: a heading with counts, and below it what was found, file by file. */
export function markdownReporter(report: Report): string {
  return renderMarkdown(report, LARGEST_COMMENT);
}

/** A finding, below the path of its file where it is the first of it. */
interface Piece {
  readonly markdown: string;
  readonly severity: Severity;
}

/** @param limit bytes of the result in UTF-8; findings that have no place in them are counted */
export function renderMarkdown(report: Report, limit: number): string {
  const files = shownFiles(report);
  const pieces = files.flatMap(piecesOf);
  const head = `### runlint: ${summaryWords(report.summary, files.length)}\n${remarks(report.summary)}`;
  const place = limit - byteLength(head) - byteLength(leftOutWords(pieces));
  const fitting = countThatFits(
    pieces.map(({ markdown }) => markdown),
    place,
  );
  const shown = pieces.slice(0, fitting).map(({ markdown }) => markdown);
  return head + shown.join('') + leftOutWords(pieces.slice(fitting));
}

function remarks(summary: ReportSummary): string {
  const { suppressed } = summary;
  const fixes = fixWords(summary, (command) => codeSpan(`${command} --write`));
  const sentences = [...(fixes ? [`${fixes}.`] : []), ...(suppressed > 0 ? [`${suppressed} suppressed.`] : [])];
  return sentences.length > 0 ? `\n${sentences.join(' ')}\n` : '';
}

function piecesOf({ path, text, diagnostics }: FileReport): Piece[] {
  const lines = new LineIndex(text);
  const heading = `\n#### ${codeSpan(path)}\n\n`;
  return diagnostics.map((diagnostic, index) => ({
    markdown: `${index === 0 ? heading : ''}${renderFinding(diagnostic, lines)}`,
    severity: diagnostic.severity,
  }));
}

function renderFinding(diagnostic: Diagnostic, lines: LineIndex): string {
  const { severity, ruleId, message, remedy, range, related } = diagnostic;
  const refusal = tellRefusal(diagnostic, codeSpan);
  const details = [
    ...related.map((other) => `line ${lines.lineAt(other.range.start)}: ${escapeMarkdown(other.message)}`),
    ...(refusal ? [refusal] : []),
  ].map((detail) => `  - ${detail}`);
  const advice = remedy?.split('\n').map(renderAdvice) ?? [];
  const finding = `- **${severity}**, line ${lines.lineAt(range.start)}, ${codeSpan(ruleId)}: ${escapeMarkdown(message)}`;
  return `${[finding, ...details, ...advice].join('\n')}\n`;
}

/** A line of a remedy, or an item below it. */
function renderAdvice(line: string): string {
  return line.startsWith('- ') ? `    - ${adviceText(line.slice('- '.length))}` : `  - ${adviceText(line)}`;
}

function leftOutWords(pieces: readonly Piece[]): string {
  const counts = severityCounts((severity) => pieces.filter((piece) => piece.severity === severity).length);
  if (counts.length === 0) return '';
  return `\nThis is not all: ${counts.map(({ words }) => words).join(', ')} more would have made it too long.\n`;
}
