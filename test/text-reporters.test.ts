import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Safety } from '../src/diagnostics/diagnostic.ts';
import { type Report, ReportBuilder } from '../src/diagnostics/report.ts';
import { agentReporter } from '../src/reporters/agent.ts';
import { compactReporter } from '../src/reporters/compact.ts';
import { githubReporter } from '../src/reporters/github.ts';
import { markdownReporter, renderMarkdown } from '../src/reporters/markdown.ts';
import { prettyReporter } from '../src/reporters/pretty.ts';
import { printable } from '../src/reporters/terminal-text.ts';
import { ROOT } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

const FOLDER = { 'deploy/grüne wiese/web: app.yaml': service(null), 'deploy/job.yaml': service() };

/** A report of one file with these findings in it. */
function reportOf(path: string, text: string, ...findings: readonly Partial<Diagnostic>[]): Report {
  const builder = new ReportBuilder();
  const diagnostics = findings.map((finding) => ({ ...FINDING, ...finding }));
  builder.add({ path, skipped: false, diagnostics, text, hidden: [] }, true);
  return builder.build();
}

const FINDING: Diagnostic = {
  ruleId: 'image-tag-fixed',
  severity: 'error',
  message: 'it is wrong',
  refusedBy: [],
  range: { start: 0, end: 0 },
  related: [],
};

const FIX = { title: 'Rename it', edits: [], alsoChanges: [], intent: { documentIndex: 0, yamlEdits: [] } };

/** What comes out of a manifest, at its worst. */
const HOSTILE =
  '\n::error::x\r\n::set-output name=a::b\n##[add-mask]x %0A::stop-commands::x [a]: b:1:2: error: c [d] @octocat #1\n/close';

describe('what is printed', () => {
  it.each([
    ['compact', ''],
    ['github', ''],
    ['markdown', '### runlint: No problems found in 1 file\n'],
    ['agent', 'No problems found in 1 file\n'],
  ])('%s, where nothing is wrong', async (reporter, expected) => {
    const { stdout, exitCode } = await run(['--reporter', reporter, '-'], { stdin: service() });
    expect(stdout).toBe(expected);
    expect(exitCode).toBe(0);
  });

  it.each(['pretty', 'compact', 'json', 'github', 'markdown', 'agent'])(
    '%s gives nothing of a manifest to the log of a platform as a command',
    async (reporter) => {
      const stdin = `${service(null, JSON.stringify(`x${HOSTILE}`))}# ##[set-output name=a]b ##vso[task.complete] ##teamcity[x]\n`;
      const { stdout } = await run(['--reporter', reporter, '--stdin-filename', `a${HOSTILE}.yaml`, '-'], { stdin });
      expect(stdout).toContain('add-mask');
      const lines = stdout.split(/[\r\n]/);
      const command = reporter === 'github' ? /^::error file=[^:]*,title=[^:,]*::/ : /^(?!\s*::)/;
      expect(lines.filter((line) => line !== '' && !command.test(line))).toEqual([]);
      expect(stdout).not.toMatch(/##(?:vso|teamcity)?\[/);
    },
  );
});

describe('compact and its problem matcher', () => {
  const { problemMatcher } = JSON.parse(fs.readFileSync(`${ROOT}docs/problem-matcher.json`, 'utf8')) as {
    readonly problemMatcher: readonly {
      readonly severity?: string;
      readonly pattern: readonly [Readonly<Record<string, number>> & { readonly regexp: string }];
    }[];
  };
  /** A line, as a platform reads it by the only matcher that fits. */
  const read = (line: string) => {
    const [fitting, ...others] = problemMatcher.filter(({ pattern: [{ regexp }] }) => new RegExp(regexp).test(line));
    expect(others).toEqual([]);
    if (!fitting) throw new Error(`No matcher fits ${line}`);
    const [{ regexp, ...groups }] = fitting.pattern;
    const match = new RegExp(regexp).exec(line) as RegExpExecArray;
    return { severity: fitting.severity, ...Object.fromEntries(Object.entries(groups).map(([name, at]) => [name, match[at]])) };
  };

  it.each([
    ['web: app/a:3:4.yaml', 'a "b" [c] d:1:2: error: e [f]', 'error', 'error'],
    ['a b.yaml', '', 'warning', 'warning'],
    ['C:\\a\\b.yaml', 'is 🙂 [ ]', 'info', 'notice'],
    ['-', ': warning: ', 'error', 'error'],
    ['b.yaml', ':2:2: info: c [d]', 'error', 'error'],
    ['b.yaml', ':2:2: error: c [d]', 'info', 'notice'],
  ] as const)('%s: %j', (path, message, severity, expected) => {
    const text = 'a: "🙂🙂" # b';
    const range = { start: text.indexOf('# b'), end: text.length };
    const printed = compactReporter(reportOf(path, text, { message, severity, range, ruleId: 'schema/unknown-field' }));
    expect(printed.split('\n')).toHaveLength(2);
    expect(read(printed.trimEnd())).toEqual({
      file: path,
      line: '1',
      column: '11',
      severity: expected,
      message,
      code: 'schema/unknown-field',
    });
  });

  it('any line is read back', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom(':', '1', ':2', ': ', 'error: ', 'info: ', '[', '] ', 'a', '🙂', '\n'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(words, words, fc.constantFrom('error', 'warning', 'info'), (name, message, severity) => {
        const path = `a${name}`;
        const printed = compactReporter(reportOf(path, '', { message, severity }));
        expect(printed.match(/\n/g)).toHaveLength(1);
        const { file, ...rest } = read(printed.slice(0, -1)) as Record<string, string | undefined>;
        expect(file?.replaceAll('\\u003a', ':')).toBe(printable(path).replaceAll('\\u003a', ':'));
        expect(rest).toEqual({
          line: '1',
          column: '1',
          severity: severity === 'info' ? 'notice' : severity,
          message: printable(message),
          code: FINDING.ruleId,
        });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('github', () => {
  it.each([
    ['within a line', 'a: "🙂" # b', '# b', 'line=1,endLine=1,col=9,endColumn=12'],
    ['over several lines, where columns mean nothing', 'a:\n  b\nc', 'a:\n  b', 'line=1,endLine=2'],
    ['up to the end of its line', 'a:\n  b\nc', '  b\n', 'line=2,endLine=2,col=1,endColumn=4'],
    ['with no length', 'a', '', 'line=1,endLine=1,col=1,endColumn=1'],
    ['in a file that could not be read', '', '', 'line=1,endLine=1,col=1,endColumn=1'],
  ])('a place %s', (_, text, part, expected) => {
    const start = text.indexOf(part);
    expect(githubReporter(reportOf('a.yaml', text, { range: { start, end: start + part.length } }))).toBe(
      `::error file=a.yaml,${expected},title=image-tag-fixed::it is wrong\n`,
    );
  });

  it('what a command would read as its own is escaped', () => {
    const printed = githubReporter(reportOf('50%, a:b\n.yaml', '', { message: '100%: a,\nb', remedy: 'c\nd %0A' }));
    expect(printed).toBe(
      '::error file=50%25%2C a%3Ab\\u000a.yaml,line=1,endLine=1,col=1,endColumn=1,title=image-tag-fixed::100%25: a,\\u000ab%0Ac%0Ad %250A\n',
    );
  });

  it('the worst come first, each in the order of the report', () => {
    const findings = (['info', 'error', 'warning', 'error'] as const).map((severity, index) => ({
      severity,
      message: `${index}`,
    }));
    const lines = githubReporter(reportOf('a.yaml', '', ...findings))
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => [line.split(' ')[0], line.split('::').at(-1)])).toEqual([
      ['::error', '1'],
      ['::error', '3'],
      ['::warning', '2'],
      ['::notice', '0'],
    ]);
  });
});

describe('the summary of a step', () => {
  const summaryAfter = async (before: string | undefined, reporter = 'github', files: Record<string, string> = FOLDER) => {
    const cwd = folderWith({ ...files, ...(before !== undefined && { 'summary.md': before }) });
    const { stderr, exitCode } = await run(['--reporter', reporter], { cwd, env: { GITHUB_STEP_SUMMARY: 'summary.md' } });
    const summary = fs.existsSync(`${cwd}/summary.md`) ? fs.readFileSync(`${cwd}/summary.md`, 'utf8') : undefined;
    return { summary, stderr, exitCode };
  };
  const markdownOf = async (files: Record<string, string>) =>
    (await run(['--reporter', 'markdown'], { cwd: folderWith(files) })).stdout;

  it('is the report in Markdown, behind what stands there', async () => {
    const markdown = await markdownOf(FOLDER);
    expect((await summaryAfter('# Build\n')).summary).toBe(`# Build\n\n${markdown}`);
    expect((await summaryAfter(undefined)).summary).toBe(markdown);
  });

  it('is written with the annotations alone', async () => {
    expect((await summaryAfter(undefined, 'compact')).summary).toBeUndefined();
  });

  it('says where GitHub does not show all annotations', async () => {
    const files = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index}.yaml`, service(null)]));
    const { summary } = await summaryAfter(undefined, 'github', files);
    expect(summary).toBe(`${await markdownOf(files)}\nOf each severity, GitHub shows 10 as annotations.\n`);
  });

  it('is never larger than GitHub takes, and says what is missing', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`${'ü'.repeat(110)}/${'ü'.repeat(110)}${index}.yaml`, service(null)]),
    );
    const { summary = '', stderr } = await summaryAfter('# Übersicht\n', 'github', files);
    const missing = 900 - (summary.match(/^- \*\*error/gm)?.length ?? 0);
    expect(missing).toBeGreaterThan(0);
    expect(summary).toContain(`\nThis is not all: ${missing} errors more would have made it too long.\n`);
    const size = Buffer.byteLength(summary);
    expect(size).toBeLessThanOrEqual(1024 * 1024);
    expect(size).toBeGreaterThan(1024 * 1024 - 3000);
    expect(stderr).toBe('');
  });

  it('that cannot be written is a warning and no failure', async () => {
    const { stderr, exitCode } = await summaryAfter('x'.repeat(1024 * 1024));
    expect(stderr).toBe('runlint: The summary of the step was not written to summary.md: there is no room left in it\n');
    expect(exitCode).toBe(1);
    const cwd = folderWith({ 'a.yaml': service() });
    const run2 = await run(['--reporter', 'github'], { cwd, env: { GITHUB_STEP_SUMMARY: 'no/such/folder' } });
    expect(run2.stderr).toContain('was not written to no/such/folder: there is no such file or folder');
    expect(run2.exitCode).toBe(0);
  });
});

describe('markdown', () => {
  it('fits into a comment, and says what is missing', () => {
    const findings = (['error', 'info'] as const).flatMap((severity) =>
      Array.from({ length: 500 }, () => ({ severity, remedy: 'ü'.repeat(100) })),
    );
    const printed = markdownReporter(reportOf('a.yaml', '', ...findings));
    expect(Buffer.byteLength(printed)).toBeLessThanOrEqual(65_536);
    const shown = printed.match(/^- \*\*/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(150);
    expect(printed.endsWith(`\nThis is not all: ${500 - shown} errors, 500 infos more would have made it too long.\n`)).toBe(
      true,
    );
  });

  it('says how many there are even where none fits', () => {
    expect(renderMarkdown(reportOf('a.yaml', '', {}), 0)).toBe(
      '### runlint: 1 error in 1 of 1 file\n\nThis is not all: 1 error more would have made it too long.\n',
    );
  });

  it('no line begins with what comes from a manifest or a path', () => {
    const printed = markdownReporter(reportOf(HOSTILE, HOSTILE, { message: HOSTILE, remedy: HOSTILE, gcloudSays: HOSTILE }));
    expect(printed.split('\n').filter((line) => !/^(?:#{3,4} |\s*- |1 |$)/.test(line))).toEqual([]);
  });
});

describe('what can be fixed is told by how safe it is, so that nobody makes the other fixes without wanting to', () => {
  it.each<[Safety[], string, string]>([
    [['safe', 'safe'], '2 can be fixed with runlint fix', '2 can be fixed with `runlint fix --write`.'],
    [['unsafe'], '1 can be fixed with runlint fix --unsafe', '1 can be fixed with `runlint fix --unsafe --write`.'],
    [
      ['safe', 'unsafe', 'safe'],
      '2 can be fixed with runlint fix, 1 more with --unsafe',
      '2 can be fixed with `runlint fix --write`, 1 more with --unsafe.',
    ],
  ])('%j', (safeties, pretty, markdown) => {
    const report = reportOf('a.yaml', '', ...safeties.map((safety) => ({ fix: { ...FIX, safety } })));
    expect(prettyReporter(report, { color: false }).trimEnd().split('   ').at(-1)).toBe(pretty);
    expect(markdownReporter(report)).toContain(`\n\n${markdown}\n`);
    expect(agentReporter(report).trimEnd().split('; ').at(-1)).toBe(markdown.replaceAll('`', '').slice(0, -1));
  });
});

describe('agent', () => {
  it('says where, as the emoji before it is counted in UTF-16', () => {
    const text = 'a: "🙂" # b';
    expect(agentReporter(reportOf('a.yaml', text, { range: { start: 8, end: 11 } }))).toContain('a.yaml:1:9 error');
  });

  it.each([
    ['a b.yaml', 'unsafe', "runlint fix --unsafe --write 'a b.yaml'"],
    ["it's.yaml", 'safe', "runlint fix --write 'it'\\''s.yaml'"],
    ['-f.yaml', 'safe', 'runlint fix --write ./-f.yaml'],
    ['<stdin>', 'unsafe', 'runlint fix --unsafe -'],
  ] as const)('%s is fixed with a command', (path, safety, expected) => {
    const printed = agentReporter(reportOf(path, '', { fix: { ...FIX, safety } }));
    expect(printed.split('\n')).toContain(`fix: ${expected}`);
  });
});
