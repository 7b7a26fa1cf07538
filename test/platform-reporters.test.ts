import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REPORTER_NAMES } from '../src/cli/reporter-option.ts';
import { applyTextEdits, LineIndex } from '../src/index.ts';
import { gitlabReporter } from '../src/reporters/gitlab.ts';
import { junitReporter } from '../src/reporters/junit.ts';
import { rdjsonReporter } from '../src/reporters/rdjson.ts';
import { sarifReporter } from '../src/reporters/sarif.ts';
import { ROOT } from './support/paths.ts';
import {
  outputFile,
  REPORT_CASES,
  REPORTER_OPTIONS,
  reportCase,
  reportOfAllFindings,
  runReportCase,
} from './support/report-cases.ts';
import { run } from './support/run.ts';

describe.each(REPORTER_NAMES)('%s prints', (reporter) => {
  it.each(REPORT_CASES.map((one) => [one.name, one] as const))('%s', async (name, one) => {
    const { stdout } = await runReportCase(one, reporter);
    await expect(stdout).toMatchFileSnapshot(outputFile(name, reporter));
  });
});

it.each(REPORTER_NAMES.filter((name) => name !== 'pretty'))(
  '%s prints into a terminal what it prints elsewhere',
  async (reporter) => {
    const { stdout, stderr } = await runReportCase(reportCase('findings'), reporter, true);
    await expect(stdout).toMatchFileSnapshot(outputFile('findings', reporter));
    expect(stderr).toBe('');
  },
);

it('docs/reporters.md tells of every reporter', () => {
  const rows = fs.readFileSync(`${ROOT}docs/reporters.md`, 'utf8').match(/(?<=^\| `)[a-z]+(?=`)/gm) ?? [];
  expect([...rows].sort()).toEqual([...REPORTER_NAMES].sort());
});

/**
 * Before the value `all` stand 76 characters: `      annotations: {owner: "🙂 Grüße", run.googleapis.com/vpc-access-egress: `.
 * The emoji is two units of UTF-16 and four bytes of UTF-8, ü and ß are two bytes each.
 */
describe('columns behind an emoji', () => {
  it.each([
    ['json', /"start": \{\s*"line": 10,\s*"column": 78,/],
    ['sarif', /"startLine": 10,\s*"startColumn": 78,\s*"endLine": 10,\s*"endColumn": 81\s/],
    ['rdjson', /"start": \{\s*"line": 10,\s*"column": 82\s*\},\s*"end": \{\s*"line": 10,\s*"column": 85\s/],
    ['junit', /web app\.yaml:10:78&#10;/],
    ['checkstyle', /line="10" column="78"/],
  ] as const)('%s', async (reporter, place) => {
    expect((await runReportCase(reportCase('findings'), reporter)).stdout).toMatch(place);
  });
});

describe('platforms take no two findings for the same', () => {
  const report = reportOfAllFindings();

  it('gitlab', () => {
    const fingerprints = JSON.parse(gitlabReporter(report)).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(fingerprints.length).toBeGreaterThan(500);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });

  it('junit', () => {
    const xml = junitReporter(report);
    const tests = xml.match(/(?<=<testcase )name=".*" classname=".*"/g) ?? [];
    expect(new Set(tests).size).toBe(tests.length);
    expect(xml).toContain(`<testsuites name="runlint" tests="${tests.length}" failures="${tests.length}" `);
  });
});

describe.each([
  ['LF', (text: string) => text],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['no last line end', (text: string) => text.trimEnd()],
])('what is suggested in the place of lines is what the fix makes: %s', (_, rewrite) => {
  const report = reportOfAllFindings(rewrite);
  const expected = report.files.flatMap(({ text, diagnostics }) =>
    diagnostics.map(({ fix }) => ({ text, fixed: fix && applyTextEdits(text, fix.edits) })),
  );

  it('sarif', () => {
    const { results } = JSON.parse(sarifReporter(report, REPORTER_OPTIONS)).runs[0];
    const suggested = expected.flatMap(({ text, fixed }, index) => {
      const { fixes } = results[index];
      return fixes ? [{ fixed, suggested: applyReplacement(text, fixes[0].artifactChanges[0].replacements[0]) }] : [];
    });
    expect(suggested.length).toBeGreaterThan(190);
    expect(suggested.filter((one) => one.suggested !== one.fixed)).toEqual([]);
  });

  it('rdjson', () => {
    const { diagnostics } = JSON.parse(rdjsonReporter(report, REPORTER_OPTIONS));
    const suggested = expected.flatMap(({ text, fixed }, index) => {
      const { suggestions } = diagnostics[index];
      return suggestions ? [{ fixed, suggested: applySuggestion(text, suggestions[0]) }] : [];
    });
    expect(suggested.length).toBeGreaterThan(190);
    expect(suggested.filter((one) => one.suggested !== one.fixed)).toEqual([]);
  });
});

it.each(['sarif', 'rdjson'] as const)('%s does not repeat a manifest of one long line in each suggestion', async (reporter) => {
  const labels = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`label-${index}`, index]));
  const manifest = {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: 'web-app', labels, annotations: { note: 'x'.repeat(50_000) } },
  };
  const { stdout } = await run(['check', '--reporter', reporter, '-'], { stdin: JSON.stringify(manifest) });
  expect(stdout).toContain('label-149');
  expect(stdout.length).toBeLessThan(500_000);
});

interface Replacement {
  readonly deletedRegion: Readonly<Partial<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>>;
  readonly insertedContent: { readonly text: string };
}

/** A region without columns is the content of its lines. */
function applyReplacement(text: string, { deletedRegion, insertedContent }: Replacement): string {
  const { startLine = 0, startColumn = 1, endLine = startLine, endColumn } = deletedRegion;
  const lines = new LineIndex(text);
  const start = lines.fullRange(startLine).start + startColumn - 1;
  const end = endColumn === undefined ? lines.contentRange(endLine).end : lines.fullRange(endLine).start + endColumn - 1;
  return text.slice(0, start) + insertedContent.text + text.slice(end);
}

interface Suggestion {
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly text: string;
}

/** What stands in the place of lines has their last line end behind it; without a text the lines go. */
function applySuggestion(text: string, { range, text: newText }: Suggestion): string {
  const lines = new LineIndex(text);
  const { start } = lines.fullRange(range.start.line);
  const { end } = lines.fullRange(range.end.line);
  return text.slice(0, start) + (newText === '' ? '' : newText + lines.lineEnd(range.end.line)) + text.slice(end);
}
