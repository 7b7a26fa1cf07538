import fs from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

const OLD = 'web-app@acme-prod.iam.gserviceaccount.com';
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync(`${ROOT}schemas/plan.schema.json`, 'utf8')),
);

const map = `kind,name,path,email
Service,web,,web-run@acme-prod.iam.gserviceaccount.com
Service,api,,api-run@acme-prod.iam.gserviceaccount.com
Service,done,,${OLD}
Service,pinned,,pin-run@acme-prod.iam.gserviceaccount.com
Service,twice,,two-run@acme-prod.iam.gserviceaccount.com
Service,beside,,two-run@acme-prod.iam.gserviceaccount.com
Job,old,jobs/,old-run@acme-prod.iam.gserviceaccount.com
`;
const files = {
  'm.csv': map,
  'deploy/a.yaml': `${service(null, 'web')}---\n${service(OLD, 'api')}`,
  'deploy/done.yaml': service(OLD, 'done'),
  'deploy/other.yaml': service(OLD, 'other'),
  'deploy/pinned.yaml': service(OLD, 'pinned')
    .replace('  template:\n', '  template:\n    metadata: {name: pinned-1}\n')
    .replace('Name: web-app', 'Name: &account web-app')
    .replace('image:', 'env: [{name: WHO, value: *account}]\n        image:'),
};
const refused = {
  'deploy/twice.yaml': `${service(OLD, 'twice').replace('containers:', 'serviceAccountName: x\n      containers:')}---\n${service(OLD, 'beside')}`,
  'deploy/broken.yaml': service().replace('metadata:', 'metadata: ['),
  'deploy/chart.yaml': `{{- if .Values.x }}\n${service(OLD, 'web')}{{- end }}\n`,
  'deploy/latin.yaml': Buffer.from(`${service()}# \xe9\n`, 'latin1'),
};
const plan = (...args: string[]) => ['set-service-account', '--map', 'm.csv', '--plan', ...args];

describe('a plan as a table', () => {
  const noCounterparts = `Rows of m.csv that fit no resource; paths are seen from the folder of the map:
  m.csv:6  Service/twice  two-run@acme-prod.iam.gserviceaccount.com
  m.csv:7  Service/beside  two-run@acme-prod.iam.gserviceaccount.com
  m.csv:8  Job/old  in jobs/  old-run@acme-prod.iam.gserviceaccount.com
Resources that no row of m.csv fits:
  deploy/other.yaml:4  Service/other
`;

  it('says what would change, and what has no counterpart', async () => {
    const { exitCode, stdout, stderr } = await run(plan('deploy'), { cwd: folderWith(files) });
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`FILE                  RESOURCE        OLD ACCOUNT                                NEW ACCOUNT
deploy/a.yaml:7       Service/web     (none)                                     web-run@acme-prod.iam.gserviceaccount.com
deploy/a.yaml:18      Service/api     web-app@acme-prod.iam.gserviceaccount.com  api-run@acme-prod.iam.gserviceaccount.com
deploy/pinned.yaml:9  Service/pinned  web-app@acme-prod.iam.gserviceaccount.com  pin-run@acme-prod.iam.gserviceaccount.com
  also  The revision name pinned-1 is removed, so that Cloud Run picks a new one
  also  spec.template.spec.serviceAccountName is anchored, so spec.template.spec.containers[0].env[0].value changes too

${noCounterparts}
3 resources in 2 files would change, 1 has the right account.
`);
  });

  it('that is wider than the terminal is a block for each resource', async () => {
    const { stdout } = await run(plan('deploy'), { cwd: folderWith(files), isTerminal: true, env: { NO_COLOR: '1' } });
    expect(stdout).toBe(`deploy/a.yaml:7  Service/web
  from  (none)
  to    web-run@acme-prod.iam.gserviceaccount.com
deploy/a.yaml:18  Service/api
  from  web-app@acme-prod.iam.gserviceaccount.com
  to    api-run@acme-prod.iam.gserviceaccount.com
deploy/pinned.yaml:9  Service/pinned
  from  web-app@acme-prod.iam.gserviceaccount.com
  to    pin-run@acme-prod.iam.gserviceaccount.com
  also  The revision name pinned-1 is removed, so that Cloud Run picks a new one
  also  spec.template.spec.serviceAccountName is anchored, so spec.template.spec.containers[0].env[0].value changes too

${noCounterparts}
3 resources in 2 files would change, 1 has the right account.
`);
  });

  it('that fits the terminal has a bold head', async () => {
    const cwd = folderWith({ 'é.yaml': service(null), '漢.yaml': service(null) });
    const email = 'a@b.iam.gserviceaccount.com';
    const { stdout } = await run(['set-service-account', email, '--plan', '.'], { cwd, isTerminal: true });
    expect(stdout).toBe(
      '\x1b[1mFILE       RESOURCE       OLD ACCOUNT  NEW ACCOUNT\x1b[0m\n' +
        `é.yaml:7   Service/hello  (none)       ${email}\n` +
        `漢.yaml:7  Service/hello  (none)       ${email}\n\n2 resources in 2 files would change.\n`,
    );
  });

  it('says what is refused and why, with all that is in its file', async () => {
    const { exitCode, stdout, stderr } = await run(plan('deploy'), { cwd: folderWith({ ...files, ...refused }) });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('deploy/chart.yaml\n  1:1  warning  manifest/template');
    expect(stderr).not.toContain('edit/');
    expect(stdout).toContain(`
Refused:
  deploy/broken.yaml:5  Nothing was changed, because the file cannot be read: A "[" is not closed, or its lines are not indented enough
  deploy/latin.yaml  The file is not valid UTF-8: byte 254 does not belong there. Save it as UTF-8.
  deploy/twice.yaml:9  The account of Service twice was not changed: spec.template.spec.serviceAccountName appears twice; remove one of the two first
  deploy/twice.yaml:20  The account of Service/beside was not changed: something else in its file is refused

Rows`);
    expect(stdout).toMatch(
      /\n3 resources in 2 files would change, 1 has the right account, 4 refused; --write writes the others only with --keep-going\.\n$/,
    );
    expect(stdout).not.toContain('chart.yaml');
  });

  it('with nothing to do says so', async () => {
    const cwd = folderWith({ 'a.yaml': service(), 'b.yaml': 'a: b\n' });
    const same = await run(['set-service-account', OLD, '--plan', 'a.yaml', 'b.yaml'], { cwd });
    expect(same).toMatchObject({ exitCode: 0, stdout: 'Nothing would change, 1 has the right account.\n' });
    expect(same.stderr).toBe('b.yaml: not a Cloud Run manifest; left as it is\n');
    expect(await run(plan('-'), { cwd: folderWith({ 'm.csv': map }), stdin: service(null, 'web') })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('<stdin>:7  Service/web'),
    });
  });

  it('holds nothing that a terminal would take for a command, and no value of a variable', async () => {
    const hostile = `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: "web\\e[31m\\tx"}
spec:
  template:
    spec:
      containers: [{image: x, env: [{name: A, value: &a secret-1}, {name: B, value: &b secret-2}]}]
      serviceAccountName: *a
    metadata: {name: *b}
`;
    const cwd = folderWith({ 'a\nb.yaml': hostile });
    const { stdout } = await run(['set-service-account', OLD, '--plan', '.'], { cwd });
    expect(stdout).toContain('a\\u000ab.yaml:8  Service/web\\u001b[31m\\u0009x  •••');
    expect(stdout).toContain('The revision name ••• is removed');
    expect(stdout).not.toContain('secret');
  });
});

describe('a plan as JSON', () => {
  it('fits its schema, and says what the table says', async () => {
    const cwd = folderWith({ ...files, ...refused });
    const { exitCode, stdout } = await run(plan('--format', 'json', 'deploy'), { cwd });
    expect(exitCode).toBe(1);
    const json = JSON.parse(stdout);
    validate(json);
    expect(validate.errors).toBeNull();
    expect(json.summary).toEqual({ changes: 3, unchanged: 1, refusals: 4, unmatchedRows: 1, unmatchedResources: 1 });
    expect(json.map).toBe('m.csv');
    expect(json.changes[2]).toEqual({
      path: 'deploy/pinned.yaml',
      line: 9,
      resource: 'Service/pinned',
      oldAccount: OLD,
      newAccount: 'pin-run@acme-prod.iam.gserviceaccount.com',
      alsoChanges: [
        'The revision name pinned-1 is removed, so that Cloud Run picks a new one',
        'spec.template.spec.serviceAccountName is anchored, so spec.template.spec.containers[0].env[0].value changes too',
      ],
    });
    expect(json.refusals.map(({ path, line, resource }: Record<string, unknown>) => [path, line, resource])).toEqual([
      ['deploy/broken.yaml', 5, null],
      ['deploy/latin.yaml', null, null],
      ['deploy/twice.yaml', 9, 'Service/twice'],
      ['deploy/twice.yaml', 20, 'Service/beside'],
    ]);
    const row = { line: 8, kind: 'Job', name: 'old', path: 'jobs/', email: 'old-run@acme-prod.iam.gserviceaccount.com' };
    expect(json.unmatchedRows).toEqual([row]);
    expect(json.unmatchedResources).toEqual([{ path: 'deploy/other.yaml', line: 4, resource: 'Service/other' }]);
  });

  it('of nothing fits its schema, too', async () => {
    const { exitCode, stdout } = await run(['set-service-account', OLD, '--plan', '--format', 'json', '-'], { stdin: '' });
    expect(exitCode).toBe(0);
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
    expect(JSON.parse(stdout)).toMatchObject({ map: null, changes: [], refusals: [] });
  });
});

describe('a plan writes nothing', () => {
  it('and is not combined with what does', async () => {
    const cwd = folderWith(files);
    for (const option of [['--write'], ['--check'], ['--patch', 'x.patch']]) {
      const { exitCode, stderr } = await run(plan(...option, 'deploy'), { cwd });
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`--plan and ${option[0]} cannot be used together`);
    }
    const { stderr } = await run(['set-service-account', OLD, '--format', 'json', 'deploy'], { cwd });
    expect(stderr).toBe('runlint: --format says how to print a plan\n  Add --plan.\n');
    await run(plan('deploy'), { cwd });
    for (const [name, text] of Object.entries(files)) expect(fs.readFileSync(join(cwd, name), 'utf8')).toBe(text);
  });

  it('and says what --write then does, and nothing else', async () => {
    const manifests = Object.entries({ ...files, ...refused });
    const cwd = folderWith(Object.fromEntries(manifests));
    const bytes = () => new Map(manifests.map(([name]) => [name, fs.readFileSync(join(cwd, name), 'latin1')]));
    const planned = async () => JSON.parse((await run(plan('--format', 'json', 'deploy'), { cwd })).stdout);
    const write = (...flags: string[]) => run(['set-service-account', '--map', 'm.csv', '--write', ...flags, 'deploy'], { cwd });
    const before = bytes();
    const { changes, summary } = await planned();
    await write();
    expect(bytes()).toEqual(before);
    await write('--keep-going');
    const written = [...bytes()].filter(([name, text]) => text !== before.get(name));
    expect(new Set(written.map(([name]) => name))).toEqual(new Set(changes.map(({ path }: { path: string }) => path)));
    const accounts = written.flatMap(([, text]) => text.match(/(?<=serviceAccountName: (?:&account )?)[^& ]\S+/g) ?? []);
    expect(accounts).toEqual(changes.map(({ newAccount }: { newAccount: string }) => newAccount));
    const expected = { ...summary, changes: 0, unchanged: summary.unchanged + summary.changes };
    expect((await planned()).summary).toEqual(expected);
  });

  it('and --only still has to name something', async () => {
    const { exitCode, stderr } = await run(plan('--only', 'Service/wbe', 'deploy'), { cwd: folderWith(files) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--only Service/wbe matches nothing\n  The resources are Service/web, Service/api,');
  });
});
