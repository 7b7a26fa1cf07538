import type { FileReport, Report } from '../diagnostics/report.ts';
import { firstLineOf } from '../text/first-line.ts';
import { LineIndex } from '../text/line-index.ts';
import { tellFinding } from './finding-words.ts';
import { printXml, type XmlElement } from './print-xml.ts';
import { shownFiles } from './shown-files.ts';

/** The format of Checkstyle, which many tools read: where a finding begins, how bad it is, and what is said of it. */
export function checkstyleReporter(report: Report): string {
  return printXml({ name: 'checkstyle', attributes: { version: '4.3' }, content: shownFiles(report).map(mapFile) });
}

function mapFile({ path, text, diagnostics }: FileReport): XmlElement {
  const lines = new LineIndex(text);
  const content = diagnostics.map((diagnostic): XmlElement => {
    const { line, column } = lines.position(firstLineOf(diagnostic.range, lines).start);
    const { severity, ruleId } = diagnostic;
    const attributes = { line, column, severity, message: tellFinding(diagnostic), source: `runlint.${ruleId}` };
    return { name: 'error', attributes };
  });
  return { name: 'file', attributes: { name: path }, content };
}
