import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';
import { shownFiles } from './shown-files.ts';
import { printable } from './terminal-text.ts';

/** What follows a path in a line, and must not stand in one. */
const BEHIND_PATH = /:(?=\d+:\d+: (?:error|warning|info): )/g;

/** A line for each finding, `path:line:column: severity: message [rule]`, as `docs/problem-matcher.json` reads it. */
export function compactReporter(report: Report): string {
  return shownFiles(report).flatMap(linesOf).join('');
}

function linesOf({ path, text, diagnostics }: FileReport): string[] {
  const lines = new LineIndex(text);
  const shownPath = printable(path).replace(BEHIND_PATH, '\\u003a');
  return diagnostics.map((diagnostic) => `${shownPath}:${lineOf(diagnostic, lines)}\n`);
}

function lineOf({ range, severity, message, ruleId }: Diagnostic, lines: LineIndex): string {
  const { line, column } = lines.position(range.start);
  return `${line}:${column}: ${severity}: ${printable(message)} [${ruleId}]`;
}
