import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../src/io/files.ts';
import { ConfigError, checkFiles, fixFiles } from '../src/node.ts';
import { TESTDATA } from './support/paths.ts';
import { folderWith, run, service, type World } from './support/run.ts';

const WRONG = `${TESTDATA}config/wrong`;
const MISSING = service(null);
const ACCOUNT = 'web-app@acme-prod.iam.gserviceaccount.com';
const OFF = 'rules: {service-account-required: off}\n';

/** The ids of what is reported of the files of a folder, by their paths. */
async function idsIn(cwd: string, ...args: readonly string[]): Promise<Record<string, readonly string[]>> {
  const { stdout, stderr } = await run(['check', '--reporter', 'json', ...(args.length > 0 ? args : ['.'])], { cwd });
  expect(stderr).toBe('');
  const { files } = JSON.parse(stdout) as { files: { path: string; diagnostics: { ruleId: string }[] }[] };
  return Object.fromEntries(files.map(({ path, diagnostics }) => [path, diagnostics.map(({ ruleId }) => ruleId)]));
}

/** The disk, and how often each file of it was opened. */
function countingDisk(): { disk: NonNullable<World['disk']>; opened: Map<string, number> } {
  const opened = new Map<string, number>();
  const openSync: typeof nodeFileSystem.openSync = (path, ...rest) => {
    const name = String(path).split('/').at(-1) as string;
    opened.set(name, (opened.get(name) ?? 0) + 1);
    return nodeFileSystem.openSync(path, ...rest);
  };
  return { disk: { openSync }, opened };
}

describe('a wrong setting is told at its own place, and nothing is checked', () => {
  const names = fs.readdirSync(WRONG).filter((name) => name.endsWith('.yaml'));

  it.each(names)('%s', async (name) => {
    const result = await run(['check', '-', '--config', name], { cwd: WRONG, stdin: MISSING });
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    await expect(result.stderr).toMatchFileSnapshot(`${WRONG}/${name.replace('.yaml', '.report.txt')}`);
  });

  it.each([
    ['not UTF-8', Buffer.from('# \xe9\n', 'latin1'), 'The configuration is not text in UTF-8'],
    ['larger than any', `ignore: [x]\n${'#'.repeat(1024 * 1024)}`, 'The configuration is larger than 1 MiB'],
  ])('a file that is %s', async (_, content, message) => {
    const result = await run(['.'], { cwd: folderWith({ 'runlint.yaml': content, 'a.yaml': MISSING }) });
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(`runlint.yaml\n  error  config/syntax  ${message}\n`);
  });

  it('a file that cannot be read', async () => {
    const cwd = folderWith({ 'runlint.yaml/a.txt': '', 'a.yaml': MISSING });
    expect(await run(['a.yaml'], { cwd })).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('runlint.yaml\n  error  config/syntax  The configuration cannot be read: it is a folder\n'),
    });
    expect(await run(['a.yaml', '--config', 'b.yaml'], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: 'runlint: There is no configuration b.yaml\n',
    });
  });

  it('in every command that follows a configuration, before anything is written', async () => {
    const text = service(`serviceAccount:${ACCOUNT}`);
    const cwd = folderWith({ 'runlint.yaml': 'rule: {}\n', 'a.yaml': text });
    for (const argv of [
      ['check'],
      ['fix', '--unsafe', '--write'],
      ['set-service-account', ACCOUNT, '--write'],
      ['baseline'],
      ['config'],
      ['test-rules'],
    ]) {
      const { exitCode, stdout, stderr } = await run(argv, { cwd });
      expect([exitCode, stdout], argv[0]).toEqual([2, '']);
      expect(stderr).toContain('runlint.yaml\n  1:1  error  config/unknown-setting  runlint has no setting rule');
    }
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(text);
    expect(fs.readdirSync(cwd)).toEqual(['a.yaml', 'runlint.yaml']);
  });
});

describe('where a configuration is found', () => {
  it('upward from each file, the nearest counts, up to the root of the repository', async () => {
    const cwd = folderWith({
      'runlint.yaml': OFF,
      'a.yaml': MISSING,
      'sub/far/b.yaml': MISSING,
      'own/.runlint.yaml': '',
      'own/c.yaml': MISSING,
      'repository/.git/HEAD': '',
      'repository/d.yaml': MISSING,
    });
    expect(await idsIn(cwd)).toEqual({
      'own/c.yaml': ['service-account-required'],
      'repository/d.yaml': ['service-account-required'],
    });
    expect(await idsIn(join(cwd, 'sub'))).toEqual({});
    expect(await idsIn(join(cwd, 'sub/far'), 'b.yaml', '../../own/c.yaml')).toEqual({
      'b.yaml': [],
      '../../own/c.yaml': ['service-account-required'],
    });
  });

  it('runlint.yaml goes before .runlint.yaml, and an empty one sets nothing', async () => {
    const cwd = folderWith({ 'runlint.yaml': OFF, '.runlint.yaml': 'nonsense: true\n', 'a.yaml': MISSING });
    expect(await idsIn(cwd)).toEqual({});
    for (const empty of ['', '# nothing\n', '---\n', '{}\n']) {
      fs.writeFileSync(join(cwd, 'runlint.yaml'), empty);
      expect(await idsIn(cwd)).toEqual({ 'a.yaml': ['service-account-required'] });
    }
  });

  it('by the name that standard input is given', async () => {
    const cwd = folderWith({ 'deploy/runlint.yaml': OFF, 'deploy/.keep': '' });
    expect((await run(['-', '--stdin-filename', 'deploy/x.yaml'], { cwd, stdin: MISSING })).exitCode).toBe(0);
    expect((await run(['-'], { cwd, stdin: MISSING })).exitCode).toBe(1);
  });

  it('--config is followed alone, its patterns seen from the current folder, and --no-config follows none', async () => {
    const cwd = folderWith({
      'runlint.yaml': OFF,
      'a.yaml': MISSING,
      'b.yaml': MISSING,
      'other/strict.yaml': 'ignore: [/b.yaml]\n',
    });
    expect(await idsIn(cwd, '.', '--config', 'other/strict.yaml')).toEqual({ 'a.yaml': ['service-account-required'] });
    expect(Object.keys(await idsIn(cwd, '.', '--no-config'))).toEqual(['a.yaml', 'b.yaml']);
    const both = await run(['.', '--config', 'runlint.yaml', '--no-config'], { cwd });
    expect(both).toMatchObject({ exitCode: 2, stderr: 'runlint: --config and --no-config cannot be used together\n' });
  });

  it('each file is read once in a run, however many files it holds for and extend it', async () => {
    const cwd = folderWith({
      'base.yaml': OFF,
      'left.yaml': 'extends: base.yaml\n',
      'right.yaml': 'extends: ./base.yaml\n',
      'a/runlint.yaml': 'extends: [../left.yaml, ../right.yaml]\n',
      'a/1.yaml': MISSING,
      'a/b/2.yaml': MISSING,
      'c/runlint.yaml': 'extends: ../base.yaml\n',
      'c/3.yaml': MISSING,
      'c/4.yaml': MISSING,
    });
    fs.symlinkSync('base.yaml', join(cwd, 'link.yaml'));
    fs.writeFileSync(join(cwd, 'right.yaml'), 'extends: link.yaml\n');
    const { disk, opened } = countingDisk();
    expect((await run(['a/1.yaml', 'a/b/2.yaml', 'c/3.yaml', 'c/4.yaml'], { cwd, disk })).stdout).toMatch(/^No problems found/);
    expect([...opened].filter(([name]) => !/^\d/.test(name)).sort()).toEqual([
      ['base.yaml', 1],
      ['left.yaml', 1],
      ['right.yaml', 1],
      ['runlint.yaml', 2],
    ]);
  });

  it('a chain of files, each extended twice by the next, is soon followed', async () => {
    const files = Array.from({ length: 40 }, (_, index) => [
      `${index}.yaml`,
      `extends: [${index + 1}.yaml, ./${index + 1}.yaml]\n`,
    ]);
    const cwd = folderWith({ ...Object.fromEntries(files), '40.yaml': OFF });
    expect((await run(['-', '--config', '0.yaml'], { cwd, stdin: MISSING })).exitCode).toBe(0);
  });
});

describe('what each setting does', () => {
  const number = '100200300400';
  const notSame = service(ACCOUNT).replace('  name: hello\n', `  name: hello\n  namespace: '${number}'\n`);
  const ephemeral = service(ACCOUNT).replace('  name: hello\n', '  name: hello\n  uid: 8ac7\n');
  const secret = service(ACCOUNT).replace(
    /( +)- image: .*/,
    '$&\n$1  env:\n$1  - {name: DB_PASSWORD, value: correct-horse-battery}',
  );
  const staging = service('web-app@acme-staging.iam.gserviceaccount.com');

  it.each<[name: string, config: string, manifest: string, path: string, before: readonly string[], after: readonly string[]]>([
    ['a rule off', OFF, MISSING, 'a.yaml', ['service-account-required'], []],
    [
      'a rule that the ruleset leaves off',
      'rules: {image-digest-pinned: warning}',
      service(),
      'a.yaml',
      [],
      ['image-digest-pinned'],
    ],
    ['a rule, on with its options', 'rules: {image-digest-pinned: {}}', service(), 'a.yaml', [], ['image-digest-pinned']],
    [
      'an option',
      'rules: {environment-value-not-secret: {options: {ignoredNames: [DB_PASSWORD]}}}',
      secret,
      'a.yaml',
      ['environment-value-not-secret'],
      [],
    ],
    [
      'an option that is a map',
      'rules: {service-account-of-environment: {options: {environments: {one: [acme]}}}}',
      staging,
      'prod/a.yaml',
      ['service-account-of-environment'],
      [],
    ],
    ['a check off', 'rules: {schema/output-only: off}', ephemeral, 'a.yaml', ['schema/output-only'], []],
    ['a ruleset', 'extends: strict', service(), 'a.yaml', [], ['ingress-restricted', 'traffic-stated', 'image-digest-pinned']],
    ['the last of two rulesets', 'extends: [strict, recommended]', service(), 'a.yaml', [], []],
    ['a project by its number, another one', `projects: {acme-prod: '1'}`, notSame, 'a.yaml', [], []],
    ['a project by its number', `projects: {acme-staging: '${number}'}`, notSame, 'a.yaml', [], ['service-account-same-project']],
    [
      'allowed accounts',
      "accounts: {allowed: ['{name}@{project}.iam.gserviceaccount.com']}",
      service(ACCOUNT),
      'a.yaml',
      [],
      ['service-account-allowed'],
    ],
    [
      'no override that fits',
      'overrides: [{files: [test/], rules: {service-account-required: off}}]',
      MISSING,
      'a.yaml',
      ['service-account-required'],
      ['service-account-required'],
    ],
    [
      'an override',
      'overrides: [{files: [test/], rules: {service-account-required: off}}]',
      MISSING,
      'test/deep/a.yaml',
      ['service-account-required'],
      [],
    ],
    [
      'the last override that fits',
      'overrides: [{files: [a.yaml], rules: {service-account-required: off}}, {files: ["*.yaml"], rules: {service-account-required: info}}]',
      MISSING,
      'x/a.yaml',
      ['service-account-required'],
      ['service-account-required'],
    ],
    [
      'accounts of an override',
      "overrides: [{files: [prod/], accounts: {allowed: ['*@acme-prod.iam.gserviceaccount.com']}}]",
      staging,
      'prod/a.yaml',
      ['service-account-of-environment'],
      ['service-account-allowed', 'service-account-of-environment'],
    ],
  ])('%s', async (_, config, manifest, path, before, after) => {
    const cwd = folderWith({ 'runlint.yaml': config, [path]: manifest });
    expect((await idsIn(cwd, path, '--no-config'))[path]).toEqual(before);
    expect((await idsIn(cwd, path))[path]).toEqual(after);
  });

  it('a severity', async () => {
    const cwd = folderWith({ 'a.yaml': MISSING, 'b.yaml': ephemeral });
    const severities = async () => {
      const { stdout } = await run(['.', '--reporter', 'json'], { cwd });
      return (JSON.parse(stdout).files as { diagnostics: { severity: string }[] }[]).map(
        ({ diagnostics }) => diagnostics[0]?.severity,
      );
    };
    expect(await severities()).toEqual(['error', 'info']);
    fs.writeFileSync(
      join(cwd, 'runlint.yaml'),
      'rules: {service-account-required: {severity: warning}, schema/output-only: error}\n',
    );
    expect(await severities()).toEqual(['warning', 'error']);
  });

  it.each([
    ['', 0],
    ['failOn: info', 1],
    ['failOn: warning', 0],
    ['overrides: [{files: [deploy/], failOn: info}]', 1],
    ['failOn: info\noverrides: [{files: [deploy/], failOn: error}]', 0],
  ])('failOn: %j', async (config, exitCode) => {
    const cwd = folderWith({ 'runlint.yaml': config, 'deploy/a.yaml': ephemeral });
    expect((await run(['.'], { cwd })).exitCode).toBe(exitCode);
    expect((await run(['.', '--fail-on', 'info'], { cwd })).exitCode).toBe(1);
    expect((await run(['.', '--fail-on', 'error'], { cwd })).exitCode).toBe(0);
  });

  it('ignore, in folders, for files that are named and for standard input', async () => {
    const cwd = folderWith({
      'runlint.yaml': 'ignore: [vendor/, "*.gen.yaml", "!keep.gen.yaml", /top.yaml]\n',
      'a.yaml': MISSING,
      'top.yaml': MISSING,
      'in/top.yaml': MISSING,
      'in/vendor/b.yaml': MISSING,
      'c.gen.yaml': MISSING,
      'in/keep.gen.yaml': MISSING,
    });
    expect(Object.keys(await idsIn(cwd))).toEqual(['a.yaml', 'in/keep.gen.yaml', 'in/top.yaml']);
    expect((await run(['.', '--fail-on', 'error'], { cwd })).stdout).toContain(
      '3 errors in 3 of 3 files (1 skipped: not Cloud Run; 3 ignored by the configuration)',
    );
    const ignored = 'c.gen.yaml: ignored by the configuration; not checked\n';
    expect(await run(['c.gen.yaml'], { cwd })).toMatchObject({ exitCode: 0, stderr: ignored });
    expect(await run(['-', '--stdin-filename', 'c.gen.yaml'], { cwd, stdin: MISSING })).toMatchObject({
      exitCode: 0,
      stderr: ignored,
    });
    const set = await run(['set-service-account', ACCOUNT, '--write', 'c.gen.yaml', 'a.yaml'], { cwd });
    expect(set.stderr).toContain('c.gen.yaml: ignored by the configuration; left as it is\n');
    expect(fs.readFileSync(join(cwd, 'c.gen.yaml'), 'utf8')).toBe(MISSING);
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).not.toBe(MISSING);
  });

  it('ignore tells upper from lower case, and takes no pattern for more than it is', async () => {
    const path = `${'a/'.repeat(30)}a.yaml`;
    const cwd = folderWith({ 'Vendor/a.yaml': MISSING, [path]: MISSING });
    for (const pattern of ['vendor/', '[', 'a\\', '!', '[z-a]', '(?', '', '#', '{a,b}', `${'**/a/'.repeat(20)}b`]) {
      fs.writeFileSync(join(cwd, 'runlint.yaml'), `ignore: [${JSON.stringify(pattern)}]\n`);
      expect(Object.keys(await idsIn(cwd)), pattern).toEqual(['Vendor/a.yaml', path]);
    }
  });

  it('fix follows it as check does', async () => {
    const text = service(`serviceAccount:${ACCOUNT}`);
    const cwd = folderWith({
      'runlint.yaml':
        'rules: {service-account-email-valid: off}\noverrides: [{files: [b.yaml], rules: {service-account-email-valid: info}}]\n',
      'a.yaml': text,
      'b.yaml': text,
    });
    expect((await run(['fix', '--unsafe', '--write'], { cwd })).stderr).toBe('Wrote 1 file.\n');
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(text);
    expect(fs.readFileSync(join(cwd, 'b.yaml'), 'utf8')).toBe(service(ACCOUNT));
  });

  it('of several files the last counts, and of what both extend neither is undone', async () => {
    const cwd = folderWith({
      'base.yaml': 'failOn: info\nrules: {service-account-required: off, image-digest-pinned: info}\nprojects: {acme: "1"}\n',
      'first.yaml': 'extends: base.yaml\nrules: {service-account-required: info}\n',
      'second.yaml': 'extends: [base.yaml, strict]\n',
      'runlint.yaml': 'extends: [first.yaml, second.yaml]\nprojects: {acme: "2"}\n',
    });
    const { stdout } = await run(['config', '--format', 'json'], { cwd });
    const { files, rules, failOn, projects } = JSON.parse(stdout);
    expect(files).toEqual(['base.yaml', 'first.yaml', 'strict', 'second.yaml', 'runlint.yaml']);
    expect(rules['service-account-required'].severity).toEqual({ value: 'info', source: 'first.yaml:2' });
    expect(rules['image-digest-pinned'].severity).toEqual({ value: 'info', source: 'base.yaml:2' });
    expect(rules['ingress-restricted'].severity).toEqual({ value: 'info', source: 'strict' });
    expect(failOn).toEqual({ value: 'info', source: 'base.yaml:1' });
    expect(projects).toEqual([{ id: 'acme', number: '2', source: 'runlint.yaml:2' }]);
  });
});

describe('a tree that is not trusted', () => {
  const secret = 'rules: {service-account-required: off}\n';
  const files = {
    'trusted.yaml': 'failOn: warning\n',
    'tree/runlint.yaml': `${secret}ignore: [b.yaml]\nbaseline: accepted\nsuppressions: {inline: true}\n`,
    'tree/a.yaml': MISSING,
    'tree/b.yaml': MISSING,
    'tree/c.yaml': `# runlint-ignore-file[service-account-required] trust me\n${MISSING}`,
    'tree/broken/runlint.yaml': 'nonsense',
    'tree/.gitignore': 'hidden/\n',
    'tree/hidden/e.yaml': MISSING,
    'tree/broken/d.yaml': MISSING.replace('    spec:\n', '    spec: # runlint-ignore[service-account-required] no\n'),
  };

  it('has no say with --config, --no-inline and --no-gitignore', async () => {
    const cwd = folderWith(files);
    const entry = {
      rule: 'service-account-required',
      resource: 'Service/hello',
      yamlPath: 'spec.template.spec.serviceAccountName',
      count: 9,
    };
    const accepted = ['a.yaml', 'b.yaml', 'c.yaml'].map((path) => ({ path, ...entry }));
    fs.writeFileSync(join(cwd, 'tree/accepted'), JSON.stringify({ version: 1, findings: accepted }));
    const { disk, opened } = countingDisk();
    const trusted = ['--config', 'trusted.yaml', '--no-inline', '--no-gitignore'];
    const { stdout, exitCode } = await run(['tree', ...trusted, '--reporter', 'json'], { cwd, disk });
    expect(exitCode).toBe(1);
    const report = JSON.parse(stdout);
    expect(report.summary).toMatchObject({ errors: 5, suppressed: 0 });
    expect(report.files.map(({ path }: { path: string }) => path)).toEqual(
      ['a', 'b', 'broken/d', 'c', 'hidden/e'].map((name) => `tree/${name}.yaml`),
    );
    expect(opened.has('accepted')).toBe(false);
    expect(opened.get('trusted.yaml')).toBe(1);
    fs.rmSync(join(cwd, 'tree/broken'), { recursive: true });
    expect((await run(['tree'], { cwd })).exitCode).toBe(0);
  });
});

describe('runlint config', () => {
  const files = {
    'runlint.yaml': `extends: [strict, base.yaml]
failOn: warning
ignore: [vendor/]
projects:
  acme-prod: "100200300400"
baseline: accepted.json
suppressions:
  requireReason: true
rules:
  traffic-stated: off
  schema/output-only: error
overrides:
  - files: [prod/]
    failOn: info
    accounts:
      allowed: ["*@acme-prod.iam.gserviceaccount.com"]
    rules:
      environment-value-not-secret:
        severity: error
        options:
          ignoredNames: [KEY]
customRules:
  - id: acme/named
    expression: has(object.metadata.name)
    at: metadata.name
    message: "{resource} has no name"
`,
    'base.yaml': 'rules:\n  image-digest-pinned: info\n',
    'vendor/a.yaml': '',
    'prod/a.yaml': '',
  };

  it.each([
    ['for-a-file', ['config', 'prod/a.yaml']],
    ['for-a-folder', ['config', 'prod']],
    ['for-an-ignored-file', ['config', 'vendor/a.yaml']],
    ['with-all-rules', ['config', '--all']],
    ['of-nothing', ['config', '--no-config']],
  ])('%s', async (name, argv) => {
    const { stdout, stderr, exitCode } = await run(argv, { cwd: folderWith(files) });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    await expect(withoutCatalogue(stdout)).toMatchFileSnapshot(`${TESTDATA}config/printed/${name}.txt`);
  });

  it('as JSON', async () => {
    const { stdout } = await run(['config', '--format', 'json', 'prod/a.yaml'], { cwd: folderWith(files) });
    const { rules, ...settings } = JSON.parse(stdout);
    expect(settings).toEqual({
      version: 1,
      path: 'prod/a.yaml',
      files: ['strict', 'base.yaml', 'runlint.yaml'],
      ignored: false,
      failOn: { value: 'info', source: 'runlint.yaml:14' },
      baseline: { value: 'accepted.json', source: 'runlint.yaml:6' },
      accounts: { allowed: { value: ['*@acme-prod.iam.gserviceaccount.com'], source: 'runlint.yaml:16' } },
      projects: [{ id: 'acme-prod', number: '100200300400', source: 'runlint.yaml:5' }],
      suppressions: {
        inline: { value: true, source: 'built in' },
        requireReason: { value: true, source: 'runlint.yaml:8' },
      },
    });
    expect(rules['environment-value-not-secret']).toEqual({
      severity: { value: 'error', source: 'runlint.yaml:19' },
      options: { ignoredNames: { value: ['KEY'], source: 'runlint.yaml:21' } },
    });
    expect(rules['acme/named']).toEqual({ severity: { value: 'warning', source: 'runlint.yaml:23' }, options: {} });
    expect(rules['traffic-stated']).toEqual({ severity: { value: 'off', source: 'runlint.yaml:10' }, options: {} });
  });

  /** What is printed, but for what rules there are. */
  function withoutCatalogue(text: string): string {
    const lines = text
      .replace(/^\d+ off/m, 'some off')
      .replaceAll(/ {2,}/g, '  ')
      .split('\n');
    return lines.filter((line) => !/ {2}(?:strict|recommended)$|^ {2}.* built in$/.test(line)).join('\n');
  }
});

describe('the library follows configurations, too', () => {
  const prefixed = service(`serviceAccount:${ACCOUNT}`);
  const files = {
    'runlint.yaml': 'ignore: [c.yaml]\nrules: {service-account-email-valid: off}\nbaseline: accepted.json\n',
    'accepted.json': '{"version": 1, "findings": []}',
    'a.yaml': prefixed,
    'b/runlint.yaml': '',
    'b/b.yaml': prefixed,
    'c.yaml': prefixed,
  };

  it('checkFiles', async () => {
    const cwd = folderWith(files);
    const report = await checkFiles(['.'], { cwd });
    expect(report.files.map(({ path }) => path)).toEqual(['b/b.yaml']);
    expect((await checkFiles(['.'], { cwd, config: false })).files).toHaveLength(3);
    expect((await checkFiles(['.'], { cwd, config: 'runlint.yaml' })).files).toHaveLength(0);
  });

  it('fixFiles', async () => {
    const cwd = folderWith(files);
    const changed = (await fixFiles(['.'], { cwd, safeties: ['safe', 'unsafe'], write: true })).filter(
      ({ isChanged }) => isChanged,
    );
    expect(changed.map(({ path }) => path)).toEqual(['b/b.yaml']);
    expect(fs.readFileSync(join(cwd, 'b/b.yaml'), 'utf8')).toBe(service(ACCOUNT));
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(prefixed);
  });

  it('what cannot be followed is thrown', async () => {
    const cwd = folderWith({ ...files, 'b/runlint.yaml': 'rule: {}\n' });
    await expect(checkFiles(['.'], { cwd })).rejects.toThrow(ConfigError);
    await expect(fixFiles(['.'], { cwd })).rejects.toThrow('b/runlint.yaml: runlint has no setting rule; did you mean rules?');
    fs.rmSync(join(cwd, 'accepted.json'));
    await expect(checkFiles(['a.yaml'], { cwd })).rejects.toThrow(
      'The baseline accepted.json cannot be read: there is no such file',
    );
  });
});
