import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { nodeFileSystem } from '../src/io/files.ts';
import { checkFiles } from '../src/node.ts';
import { folderWith, run, service } from './support/run.ts';

const HINT = 'It counts with --baseline runlint-baseline.json, or with baseline: runlint-baseline.json in runlint.yaml.\n';
const NAME = 'runlint-baseline.json';
const MISSING = service(null);
const PREFIXED = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');

/** A Service whose containers have variables that are keys in plain text. */
function withSecrets(...names: readonly string[]): string {
  const variables = names.map((name) => `        - {name: ${name}, value: correct-horse-battery}\n`).join('');
  return `${service()}        env:\n${variables}`;
}

async function errorsIn(cwd: string, ...args: readonly string[]): Promise<{ counted: number; suppressed: number }> {
  const { stdout } = await run(['check', '.', '--reporter', 'json', ...args], { cwd });
  const { errors, warnings, infos, suppressed } = JSON.parse(stdout).summary;
  return { counted: errors + warnings + infos, suppressed };
}

const read = (cwd: string, name = NAME) => JSON.parse(fs.readFileSync(join(cwd, name), 'utf8')).findings;

describe('runlint baseline', () => {
  it('writes what is found, an entry a line, in order, and then nothing is new', async () => {
    const cwd = folderWith({ 'b.yaml': PREFIXED, 'a/a.yaml': withSecrets('DB_PASSWORD', 'ADMIN_PASSWORD'), 'c.yaml': service() });
    expect(await run(['baseline'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: `runlint-baseline.json holds 3 findings (0 before).\n${HINT}`,
    });
    expect(fs.readFileSync(join(cwd, NAME), 'utf8')).toBe(`{
  "version": 1,
  "findings": [
    {"path":"a/a.yaml","rule":"environment-value-not-secret","resource":"Service/hello","yamlPath":"spec.template.spec.containers[0].env[name=ADMIN_PASSWORD].name","count":1},
    {"path":"a/a.yaml","rule":"environment-value-not-secret","resource":"Service/hello","yamlPath":"spec.template.spec.containers[0].env[name=DB_PASSWORD].name","count":1},
    {"path":"b.yaml","rule":"service-account-email-valid","resource":"Service/hello","yamlPath":"spec.template.spec.serviceAccountName","count":1}
  ]
}
`);
    expect(await errorsIn(cwd, '--baseline', NAME)).toEqual({ counted: 0, suppressed: 3 });
    expect(await errorsIn(cwd)).toEqual({ counted: 3, suppressed: 0 });
  });

  it('holds no value of an environment variable', async () => {
    const cwd = folderWith({ 'a.yaml': withSecrets('DB_PASSWORD') });
    await run(['baseline'], { cwd });
    expect(fs.readFileSync(join(cwd, NAME), 'utf8')).not.toContain('correct-horse');
  });

  it.each<[name: string, config: string, args: readonly string[], written: string]>([
    ['where --baseline says', '', ['--baseline', 'accepted/all.json'], 'accepted/all.json'],
    ['where the configuration says', 'baseline: accepted/own.json\n', [], 'accepted/own.json'],
    [
      'where --baseline says, whatever the configuration does',
      'baseline: accepted/own.json\n',
      ['--baseline', 'x.json'],
      'x.json',
    ],
    ['where a configuration says that is extended', 'extends: accepted/base.yaml\n', [], 'accepted/base.json'],
  ])('%s', async (_, config, args, written) => {
    const cwd = folderWith({ 'a.yaml': MISSING, 'runlint.yaml': config, 'accepted/base.yaml': 'baseline: base.json\n' });
    expect((await run(['baseline', ...args], { cwd })).stderr).toContain(`${written} holds 1 finding (0 before).\n`);
    expect(read(cwd, written)[0].path).toBe(written.includes('/') ? '../a.yaml' : 'a.yaml');
    expect(await errorsIn(cwd, ...args)).toEqual({ counted: 0, suppressed: 1 });
  });

  it('from any folder: paths are seen from the baseline', async () => {
    const cwd = folderWith({ 'runlint.yaml': `baseline: ${NAME}\n`, 'deploy/a.yaml': MISSING, 'deploy/b.yaml': MISSING });
    await run(['baseline', 'deploy'], { cwd });
    const deploy = join(cwd, 'deploy');
    expect(await errorsIn(deploy)).toEqual({ counted: 0, suppressed: 2 });
    fs.rmSync(join(cwd, 'deploy/b.yaml'));
    await run(['baseline', 'a.yaml'], { cwd: deploy });
    expect(read(cwd).map(({ path }: { path: string }) => path)).toEqual(['deploy/a.yaml']);
    const report = await checkFiles(['.'], { cwd: deploy });
    expect(report.summary).toMatchObject({ errors: 0, suppressed: 1 });
  });

  it('keeps what was accepted in files that it did not look at', async () => {
    const cwd = folderWith({ 'a.yaml': MISSING, 'b.yaml': MISSING });
    await run(['baseline', 'a.yaml'], { cwd });
    await run(['baseline', 'b.yaml'], { cwd });
    expect(await errorsIn(cwd, '--baseline', NAME)).toEqual({ counted: 0, suppressed: 2 });
  });

  it('--prune takes out what is found no more, and accepts nothing new', async () => {
    const cwd = folderWith({ 'a.yaml': MISSING, 'b.yaml': PREFIXED, 'c.yaml': service() });
    await run(['baseline'], { cwd });
    fs.writeFileSync(join(cwd, 'b.yaml'), service());
    fs.writeFileSync(join(cwd, 'c.yaml'), MISSING);
    expect((await run(['baseline', '--prune'], { cwd })).stderr).toBe(
      `runlint-baseline.json holds 1 finding (2 before).\n${HINT}`,
    );
    expect(read(cwd).map(({ path }: { path: string }) => path)).toEqual(['a.yaml']);
    expect(await run(['baseline', '--prune', '--baseline', 'none.json'], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: 'runlint: There is no baseline none.json to prune\n',
    });
  });

  it.each([
    ['a folder that is not there', 'nowhere/b.json', {}, 'there is no such file or folder'],
    ['a full disk', 'b.json', { writeSync: failing('ENOSPC') }, 'the disk is full'],
  ])('that cannot be written is one line: %s', async (_, path, disk, reason) => {
    const cwd = folderWith({ 'a.yaml': MISSING });
    expect(await run(['baseline', '--baseline', path], { cwd, disk })).toMatchObject({
      exitCode: 2,
      stderr: `runlint: The baseline ${path} cannot be written: ${reason}\n`,
    });
    expect(fs.readdirSync(cwd)).toEqual(['a.yaml']);
  });
});

function failing(code: string): typeof nodeFileSystem.writeSync {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

describe('what was accepted stays accepted', () => {
  it.each<[name: string, before: string, after: string, counted: number, suppressed: number]>([
    [
      'moved by lines',
      MISSING,
      `# A comment.\n\n${MISSING.replace('  name: hello\n', '  labels: {a: b}\n  name: hello\n')}`,
      0,
      1,
    ],
    ['with other line ends', MISSING, MISSING.replaceAll('\n', '\r\n'), 0, 1],
    ['in another resource', MISSING, MISSING.replace('name: hello', 'name: other'), 1, 0],
    ['of another rule', MISSING, PREFIXED, 1, 0],
    [
      'also where an item comes before it',
      withSecrets('DB_PASSWORD'),
      `${withSecrets('MODE', 'DB_PASSWORD').replace('correct-horse-battery', 'x')}`,
      0,
      1,
    ],
    ['but not in its place', withSecrets('DB_PASSWORD'), withSecrets('NEW_PASSWORD', 'DB_PASSWORD'), 1, 1],
    ['and another one beside it', withSecrets('DB_PASSWORD'), withSecrets('DB_PASSWORD', 'ADMIN_PASSWORD'), 1, 1],
    ['of two one is mended', withSecrets('DB_PASSWORD', 'ADMIN_PASSWORD'), withSecrets('DB_PASSWORD'), 0, 1],
    [
      'of a check, but not a second one at the same place',
      service().replace('  name: hello\n', '  name: hello\n  name: b\n'),
      service().replace('  name: hello\n', '  name: hello\n  name: b\n  name: c\n'),
      1,
      1,
    ],
  ])('%s', async (_, before, after, counted, suppressed) => {
    const cwd = folderWith({ 'a.yaml': before });
    await run(['baseline'], { cwd });
    fs.writeFileSync(join(cwd, 'a.yaml'), after);
    expect(await errorsIn(cwd, '--baseline', NAME)).toEqual({ counted, suppressed });
  });

  it('but not in a file of another name', async () => {
    const cwd = folderWith({ 'a.yaml': MISSING });
    await run(['baseline'], { cwd });
    fs.renameSync(join(cwd, 'a.yaml'), join(cwd, 'b.yaml'));
    expect(await errorsIn(cwd, '--baseline', NAME)).toEqual({ counted: 1, suppressed: 0 });
  });

  it('marked in the JSON report', async () => {
    const cwd = folderWith({ 'a.yaml': MISSING });
    await run(['baseline'], { cwd });
    const { stdout, exitCode } = await run(['check', 'a.yaml', '--reporter', 'json', '--baseline', NAME], { cwd });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).files[0].diagnostics).toMatchObject([{ suppression: { by: 'baseline', reason: null } }]);
  });

  it.each([
    ['what a comment silences', MISSING.replace('    spec:\n', '    spec: # runlint-ignore[service-account-required] x\n')],
    ['what could not be read', `${MISSING}  a: [\n`],
    ['what is deeper than any manifest', `${MISSING}  a: ${'['.repeat(200)}\n`],
    ['a comment for a rule that is not there', `# runlint-ignore[no-such-rule]\n${service()}`],
  ])('is never %s', async (_, text) => {
    const cwd = folderWith({ 'a.yaml': text });
    await run(['baseline'], { cwd });
    expect(read(cwd)).toEqual([]);
  });

  it('is not what an entry says that nobody can have written', async () => {
    const cwd = folderWith({ 'a.yaml': `${MISSING}  a: [\n` });
    const entry = { path: 'a.yaml', rule: 'yaml/syntax', resource: '', yamlPath: '', count: 9 };
    fs.writeFileSync(join(cwd, NAME), JSON.stringify({ version: 1, findings: [entry] }));
    expect(await errorsIn(cwd, '--baseline', NAME)).toEqual({ counted: 1, suppressed: 0 });
  });
});

describe('a baseline that cannot be followed is one clear line, in every command that follows it', () => {
  it.each([
    ['nothing', undefined, 'cannot be read: there is no such file or folder', 'runlint baseline writes it.'],
    ['an empty file', '', 'cannot be followed: it is not JSON', 'Remove it, and runlint baseline writes it anew.'],
    ['half a file', '{"version": 1, "findings": [', 'cannot be followed: it is not JSON', 'Remove it,'],
    ['a list', '[]', 'cannot be followed: it is not a baseline of version 1', 'Remove it,'],
    ['another version', '{"version": 2, "findings": []}', 'cannot be followed: it is not a baseline of version 1', 'Remove it,'],
    ['no findings', '{"version": 1}', 'cannot be followed: a finding in it is not whole', 'Remove it,'],
    [
      'a finding without a rule',
      '{"version": 1, "findings": [{"path": "a", "resource": "", "yamlPath": "", "count": 1}]}',
      'cannot be followed: a finding in it is not whole',
      'Remove it,',
    ],
    [
      'a finding that is there less than once',
      '{"version": 1, "findings": [{"path": "a", "rule": "b", "resource": "", "yamlPath": "", "count": 0}]}',
      'cannot be followed: a finding in it is not whole',
      'Remove it,',
    ],
  ])('%s', async (_, content, message, hint) => {
    const cwd = folderWith({ 'a.yaml': MISSING, ...(content !== undefined && { 'b/x.json': content }) });
    const commands = content === undefined ? [['check']] : [['check'], ['baseline'], ['baseline', '--prune']];
    for (const argv of commands) {
      const result = await run([...argv, 'a.yaml', '--baseline', 'b/x.json'], { cwd });
      expect(result).toMatchObject({ exitCode: 2, stdout: '' });
      expect(result.stderr.startsWith(`runlint: The baseline b/x.json ${message}\n  ${hint}`)).toBe(true);
      expect(result.stderr.trim().split('\n')).toHaveLength(2);
    }
  });

  it('with a byte-order mark it is followed', async () => {
    const cwd = folderWith({ 'a.yaml': MISSING });
    await run(['baseline'], { cwd });
    fs.writeFileSync(join(cwd, NAME), `\uFEFF${fs.readFileSync(join(cwd, NAME), 'utf8')}`);
    expect(await errorsIn(cwd, '--baseline', NAME)).toEqual({ counted: 0, suppressed: 1 });
  });
});
