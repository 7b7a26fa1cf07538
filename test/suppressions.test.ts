import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkText, fixText, type Rule, recommendedRules } from '../src/index.ts';
import { fixFiles } from '../src/node.ts';
import { casesIn, describeLaws, expectFilesBeside } from './support/cases.ts';
import { manifestArbitrary } from './support/manifest-arbitrary.ts';
import { TESTDATA } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

const FOLDER = `${TESTDATA}suppressions`;
const REQUIRED = 'service-account-required';
const MISSING = service(null);
const silenced = (comment: string) => MISSING.replace('    spec:\n', `    spec: ${comment}\n`);

const cases = casesIn(FOLDER, { rules: recommendedRules, call: {}, today: '2026-11-22' });

describe('what a comment silences, and what is said of it', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    await expectFilesBeside(FOLDER, one);
  });
});

describeLaws(cases);

describe('what is silenced', () => {
  it('stays in the JSON report, marked, and does not count', async () => {
    const cwd = folderWith({ 'a.yaml': silenced(`# runlint-ignore[${REQUIRED}] until=2027-01-31 the platform sets it`) });
    const { stdout, exitCode } = await run(['.', '--reporter', 'json'], { cwd });
    expect(exitCode).toBe(0);
    const { files, summary } = JSON.parse(stdout);
    expect(files[0].diagnostics).toMatchObject([
      { ruleId: REQUIRED, suppression: { by: 'comment', reason: 'the platform sets it' } },
    ]);
    expect(summary).toMatchObject({ errors: 0, warnings: 0, suppressed: 1, fixable: { safe: 0, unsafe: 0 } });
    expect((await run(['.'], { cwd })).stdout).toBe('No problems found in 1 file   1 suppressed\n');
  });

  it('is not fixed', async () => {
    const prefixed = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');
    const text = prefixed.replace('.com\n', '.com # runlint-ignore[service-account-email-valid] by hand\n');
    expect(fixText(prefixed, { safeties: ['unsafe'] }).text).toBe(service());
    expect(fixText(text, { safeties: ['unsafe'] }).text).toBe(text);
    expect(fixText(text, { safeties: ['unsafe'], hasInlineSuppressions: false }).text).not.toBe(text);
    expect(await run(['fix', '--unsafe', '-'], { stdin: text })).toMatchObject({ exitCode: 0, stdout: text });
  });

  it('counts with --no-inline and where the configuration says so, and then the comments are no matter', async () => {
    const cwd = folderWith({
      'a.yaml': silenced(`# runlint-ignore[${REQUIRED}, image-tag-fixed, nonsense]`),
      'off.yaml': 'suppressions: {inline: false}\n',
    });
    for (const args of [['--no-inline'], ['--config', 'off.yaml']]) {
      const { stdout, exitCode } = await run(['a.yaml', ...args], { cwd });
      expect(exitCode).toBe(1);
      expect(stdout).toContain(REQUIRED);
      expect(stdout).not.toContain('suppression/');
    }
    expect((await run(['fix', '--no-inline', 'a.yaml'], { cwd })).stderr).toBe('Nothing changed.\n');
  });

  it('is silenced up to the last day, which the run is told; where it is not told, no exception ends', async () => {
    const text = silenced(`# runlint-ignore[${REQUIRED}] until=2026-11-22`);
    const cwd = folderWith({ 'a.yaml': text });
    expect((await run(['.'], { cwd, today: '2026-11-22' })).exitCode).toBe(0);
    const { exitCode, stdout } = await run(['.'], { cwd, today: '2026-11-23' });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`suppression/expired  The exception for ${REQUIRED} ended on 2026-11-22`);
    expect(checkText(text).diagnostics.map(({ suppression }) => suppression?.by)).toEqual(['comment']);
  });

  it('needs a reason where the configuration says so', async () => {
    const cwd = folderWith({
      'runlint.yaml': 'suppressions: {requireReason: true}\n',
      'a.yaml': silenced(`# runlint-ignore[${REQUIRED}] until=2027-01-31`),
      'b.yaml': silenced(`# runlint-ignore[${REQUIRED}]: the platform sets it`),
    });
    const { exitCode, stdout } = await run(['.'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`7:11  error  suppression/reason-required  The exception for ${REQUIRED} gives no reason`);
    expect(stdout).toMatch(/^1 error in 1 of 2 files.* {3}2 suppressed$/m);
    fs.writeFileSync(
      join(cwd, 'runlint.yaml'),
      'suppressions: {requireReason: true}\nrules: {suppression/reason-required: info}\n',
    );
    expect((await run(['.'], { cwd })).exitCode).toBe(0);
  });

  it('is never what runlint says of itself when it fails', () => {
    const { looksAt: _, ...rule } = recommendedRules[0] as Rule;
    const crashing: Rule = {
      ...rule,
      check: () => {
        throw new Error('oops');
      },
    };
    const { diagnostics } = checkText(`# runlint-ignore-file[internal/rule-crashed] no\n${MISSING}`, { rules: [crashing] });
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['suppression/malformed', 'internal/rule-crashed']);
    expect(diagnostics[1]).not.toHaveProperty('suppression');
  });

  it('is never that a file cannot be read', () => {
    const { diagnostics } = checkText(`# runlint-ignore-file[yaml/syntax] hide\n${MISSING}  bad: [`);
    expect(diagnostics.map(({ ruleId, suppression }) => [ruleId, suppression])).toEqual([
      ['suppression/malformed', undefined],
      ['yaml/syntax', undefined],
    ]);
    expect(diagnostics[0]?.message).toBe('This comment silences nothing: yaml/syntax is always reported');
  });

  it('can be what all files of a run together tell, in any of them', async () => {
    const comment = '# runlint-ignore[service-account-dedicated] one application';
    const cwd = folderWith({
      'a.yaml': service(undefined, 'one').replace('.com\n', `.com ${comment}\n`),
      'b.yaml': service(undefined, 'two'),
    });
    const { files } = JSON.parse((await run(['.', '--reporter', 'json'], { cwd })).stdout);
    expect(files.map(({ diagnostics }: { diagnostics: object[] }) => diagnostics)).toMatchObject([
      [{ ruleId: 'service-account-dedicated', suppression: { by: 'comment' } }],
      [{ ruleId: 'service-account-dedicated', suppression: null }],
    ]);
    expect((await run(['fix', '--write'], { cwd })).stderr).toBe('Nothing changed.\n');
  });
});

describe('a comment is not said to be unused', () => {
  it('for a kind that is only reported where its file is named', async () => {
    const text = `# runlint-ignore-file[manifest/not-replaceable] an export for the record\n${service().replace('kind: Service', 'kind: Revision')}`;
    const cwd = folderWith({ 'a.yaml': text });
    for (const path of ['.', 'a.yaml']) expect((await run([path], { cwd })).exitCode).toBe(0);
    expect((await run(['.'], { cwd })).stdout).toBe('No problems found in 1 file\n');
    expect((await run(['fix', '--check'], { cwd })).stderr).toBe('Nothing changed.\n');
  });

  it.each([
    ['that cannot be read', `${MISSING}  a: [\n`, 'yaml/syntax'],
    ['that is a template', MISSING.replace('metadata:\n', '{{- if .Values.x }}\nmetadata:\n'), 'manifest/template'],
  ])('in a file %s', (_, text, ruleId) => {
    const { diagnostics } = checkText(`# runlint-ignore-file[${REQUIRED}] the platform sets it\n${text}`);
    expect(diagnostics.map((diagnostic) => diagnostic.ruleId)).toEqual([ruleId]);
  });

  it('in a file that is none of ours', async () => {
    const text = `# For https://serving.knative.dev/v1\n# runlint-ignore[${REQUIRED}]\na: b\n`;
    const cwd = folderWith({ 'a.yaml': text });
    expect((await run(['.'], { cwd })).stdout).toBe('No Cloud Run manifest to check (1 skipped: not Cloud Run)\n');
    expect((await fixFiles(['a.yaml'], { cwd, write: true })).map(({ isChanged }) => isChanged)).toEqual([false]);
    expect(fixText(text).text).toBe(text);
  });
});

describe('no comment is too much', () => {
  const words = fc.constantFrom(
    ...['runlint-ignore', 'runlint-ignore-file', '[', ']', REQUIRED, 'image-tag-fixed', 'a/b', '$&', '$`', ',', ' ', ':'],
    ...['until=', '2027-01-01', '2026-01-01', 'reason', '#', '"', "'", '{', '\t', '🙂', 'é', '\\', '*', '`'],
  );
  const comment = fc.array(words, { maxLength: 12 }).map((parts) => `# runlint-ignore${parts.join('')}`);

  it('property: any comment, anywhere, is read without a crash, and its fix leaves the rest as it is', () => {
    fc.assert(
      fc.property(
        manifestArbitrary,
        fc.array(fc.tuple(comment, fc.nat(), fc.boolean()), { maxLength: 4 }),
        (manifest, comments) => {
          const lineEnd = manifest.text.includes('\r\n') ? '\r\n' : '\n';
          const lines = manifest.text.split(lineEnd);
          for (const [text, place, isAlone] of comments) {
            const at = place % lines.length;
            if (isAlone) lines.splice(at, 0, text);
            else lines[at] += ` ${text}`;
          }
          const text = lines.join(lineEnd);
          const before = checkText(text, { today: '2026-11-22' }).diagnostics;
          const fixed = fixText(text, { today: '2026-11-22' });
          const after = checkText(fixed.text, { today: '2026-11-22' }).diagnostics;
          const others = (found: typeof before) =>
            found
              .filter(({ ruleId }) => !ruleId.startsWith('suppression/'))
              .map(({ ruleId, suppression }) => [ruleId, suppression?.by]);
          expect(others(after)).toEqual(others(before));
          if (fixed.refused.length === 0) expect(after.filter(({ fix }) => fix?.safety === 'safe')).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ['many comments', `# runlint-ignore[${REQUIRED}]\n`.repeat(20_000)],
    ['many comments for the file', `# runlint-ignore-file[image-tag-fixed]\n`.repeat(20_000)],
    ['many unknown rules', `# runlint-ignore[${'x,'.repeat(500_000)}]\n`],
    ['a long rule', `# runlint-ignore[${'x'.repeat(1_000_000)}]\n`],
    ['a long date', `# runlint-ignore[${REQUIRED}] until=${'9'.repeat(1_000_000)}\n`],
  ])('%s: soon said, and in few words', async (_, comments) => {
    const cwd = folderWith({ 'a.yaml': comments + MISSING, 'runlint.yaml': 'suppressions: {requireReason: true}\n' });
    const { stdout, exitCode } = await run(['a.yaml', '--reporter', 'json'], { cwd });
    expect(exitCode).toBe(1);
    const { diagnostics } = JSON.parse(stdout).files[0] as { diagnostics: { message: string }[] };
    expect(diagnostics.length).toBeLessThan(300);
    expect(Math.max(...diagnostics.map(({ message }) => message.length))).toBeLessThan(500);
  });
});
