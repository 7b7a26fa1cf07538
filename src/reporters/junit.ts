import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { firstLineOf } from '../text/first-line.ts';
import { LineIndex } from '../text/line-index.ts';
import { tellFinding } from './finding-words.ts';
import { printXml, type XmlElement } from './print-xml.ts';
import { printable } from './terminal-text.ts';

/**
 * The format of JUnit: a test suite for each file, in which every finding is a test that has failed. Where nothing is found
 * a test has passed, since platforms take a report without tests for a run that has broken.
 */
export function junitReporter({ files, summary }: Report): string {
  const suites = files.filter(({ skipped }) => !skipped).map((file) => suite(file.path, testsOf(file)));
  const words = summary.files > summary.skipped ? 'no problem found' : 'no manifest found';
  const content = suites.length > 0 ? suites : [suite('runlint', [test('runlint', words)])];
  const sumOf = (key: string) => content.reduce((sum, { attributes }) => sum + Number(attributes[key]), 0);
  const attributes = { name: 'runlint', tests: sumOf('tests'), failures: sumOf('failures'), errors: 0, time: 0 };
  return printXml({ name: 'testsuites', attributes, content });
}

function suite(name: string, tests: readonly XmlElement[]): XmlElement {
  const failures = tests.filter(({ content }) => content !== undefined).length;
  return {
    name: 'testsuite',
    attributes: { name, tests: tests.length, failures, errors: 0, skipped: 0, time: 0 },
    content: tests,
  };
}

function test(path: string, name: string, failure?: XmlElement): XmlElement {
  return { name: 'testcase', attributes: { name, classname: path, time: 0 }, ...(failure && { content: [failure] }) };
}

function testsOf({ path, text, diagnostics }: FileReport): XmlElement[] {
  const counted = diagnostics.filter(({ suppression }) => !suppression);
  if (counted.length === 0) return [test(path, 'no problem found')];
  const lines = new LineIndex(text);
  const names = testNames(counted);
  return counted.map((diagnostic, index) => test(path, names[index] as string, failureOf(diagnostic, path, lines)));
}

function failureOf(diagnostic: Diagnostic, path: string, lines: LineIndex): XmlElement {
  const { severity, message, range } = diagnostic;
  const { line, column } = lines.position(firstLineOf(range, lines).start);
  const attributes = { type: severity, message: printable(message) };
  return { name: 'failure', attributes, content: `${path}:${line}:${column}\n${tellFinding(diagnostic)}` };
}

/** What each finding is about. Platforms know a test by its name: it holds no line, and none stands twice in a file. */
function testNames(diagnostics: readonly Diagnostic[]): string[] {
  const counts = new Map<string, number>();
  return diagnostics.map(({ ruleId, resource, yamlPath }) => {
    const name = [ruleId, resource, yamlPath].filter((part) => part !== undefined).join(' ');
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}
