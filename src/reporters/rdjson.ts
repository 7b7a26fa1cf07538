import type { Diagnostic, Fix, Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { firstLineOf } from '../text/first-line.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/range.ts';
import { utf8Column } from '../text/utf8-column.ts';
import { tellFinding } from './finding-words.ts';
import { printJson } from './print-json.ts';
import type { ReporterOptions } from './reporter.ts';
import { linkOf } from './rule-link.ts';
import { shownFiles } from './shown-files.ts';
import { shownReplacement } from './shown-fix.ts';
import { printable } from './terminal-text.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/**
 * The diagnostic format of reviewdog, from 0.18 on: columns count bytes of UTF-8 from one, ends are exclusive, and a range
 * without columns is the content of its lines. reviewdog refuses a report with a field that it does not know.
 *
 * @see https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 */
export function rdjsonReporter(report: Report, { describe }: Pick<ReporterOptions, 'describe'>): string {
  return printJson({
    source: { name: 'runlint', url: 'https://www.npmjs.com/package/runlint' },
    diagnostics: shownFiles(report).flatMap((file) => {
      const lines = new LineIndex(file.text);
      return file.diagnostics.map((diagnostic) => mapDiagnostic(diagnostic, file, lines, linkOf(describe(diagnostic.ruleId))));
    }),
  });
}

function mapDiagnostic(diagnostic: Diagnostic, file: FileReport, lines: LineIndex, url: string): object {
  const { ruleId, severity, range, related, fix } = diagnostic;
  const locate = (place: Range) => ({ path: file.path, range: mapRange(firstLineOf(place, lines), file.text, lines) });
  const suggestion = fix && mapFix(fix, file, lines);
  return {
    message: tellFinding(diagnostic),
    location: locate(range),
    severity: SEVERITIES[severity],
    code: { value: ruleId, url },
    ...(suggestion && { suggestions: [suggestion] }),
    ...(related.length > 0 && {
      related_locations: related.map((other) => ({ message: printable(other.message), location: locate(other.range) })),
    }),
  };
}

function mapRange({ start, end }: Range, text: string, lines: LineIndex): object {
  const place = (offset: number) => ({ line: lines.lineAt(offset), column: utf8Column(text, lines, offset) });
  return { start: place(start), end: place(end) };
}

/** Whole lines, since several suggestions would be several things to choose from. An empty text takes the lines away. */
function mapFix(fix: Fix, file: FileReport, lines: LineIndex): object | undefined {
  const replacement = shownReplacement(file, lines, fix);
  if (!replacement) return undefined;
  const { first, last } = replacement.lines;
  const text = replacement.newLines.join(lines.lineEnd(1) || '\n');
  const isBlankLine = text === '' && replacement.newLines.length > 0;
  return isBlankLine ? undefined : { range: { start: { line: first }, end: { line: last } }, text };
}
