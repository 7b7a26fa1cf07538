import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { delimiter, join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gcloudScript } from '../src/grants/gcloud-script.ts';
import type { Grant, Grantee, GrantList, GrantOptions, NamedAccount, Project, Target } from '../src/grants/grant.ts';
import { GRANT_FORMATS } from '../src/grants/grant-format.ts';
import { GrantSurvey } from '../src/grants/grant-survey.ts';
import { displayNameOf } from '../src/grants/grant-words.ts';
import { printGrants } from '../src/grants/print-grants.ts';
import { ROLES } from '../src/grants/roles.ts';
import { terraform } from '../src/grants/terraform.ts';
import { findHiddenValues } from '../src/manifest/hidden-values.ts';
import { type Manifest, readManifest } from '../src/manifest/manifest.ts';
import { paintFor } from '../src/reporters/terminal-text.ts';
import { decodeSourceFile, isDecodeFailure } from '../src/text/source-file.ts';
import { hostileGrants, hostileOptions } from './support/hostile-grants.ts';
import { ROOT, TESTDATA } from './support/paths.ts';
import { folderWith, type Run, run, service } from './support/run.ts';
import { callsOf } from './support/script-calls.ts';

const CASES = `${TESTDATA}grants/`;
const NAMES = fs.readdirSync(CASES).sort();
const EXTENSIONS = { text: 'txt', gcloud: 'sh', terraform: 'tf', json: 'json' } as const;

/** A folder of manifests. `# args: --create` in `service.yaml` says what is asked besides. */
function runCase(name: string, format: string): Promise<Run> {
  const cwd = join(CASES, name);
  const paths = fs.readdirSync(cwd).filter((file) => file.endsWith('.yaml') && file !== 'runlint.yaml');
  const args = /^# args: (.*)$/m.exec(fs.readFileSync(join(cwd, 'service.yaml'), 'utf8'))?.[1]?.split(' ') ?? [];
  return run(['grants', '--format', format, ...args, ...paths], { cwd });
}

describe.each(NAMES)('%s', (name) => {
  it.each(Object.entries(EXTENSIONS))('as %s is the file beside it', async (format, extension) => {
    const { exitCode, stdout, stderr } = await runCase(name, format);
    expect([exitCode, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot(`${CASES}${name}/expected.${extension}`);
  });

  it('fits its schema, and each thing leads to a line that has what it is about', async () => {
    const json: Printed = JSON.parse((await runCase(name, 'json')).stdout);
    validate(json);
    expect(validate.errors).toBeNull();
    const lineOf = ({ path, line, column }: PrintedReason) => {
      const text = fs.readFileSync(join(CASES, name, path), 'utf8').split('\n')[line - 1] ?? '';
      return text.slice(column - 1);
    };
    for (const { on, reasons } of json.grants) {
      const meant = on.name ?? on.project?.id ?? '';
      const aliases = on.type === 'secret' ? `|${aliasesOf(name)}` : '';
      const shortName = on.type === 'service-account' ? meant.split('@')[0] : meant;
      for (const reason of reasons) expect(lineOf(reason)).toMatch(new RegExp(`${shortName}${aliases}`));
    }
    for (const { reasons } of [...json.accounts, ...json.questions, ...json.crossProjects])
      for (const reason of reasons) expect(lineOf(reason)).toMatch(/\S/);
  });
});

const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync(`${ROOT}schemas/grants.schema.json`, 'utf8')),
);

interface PrintedReason {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

interface Printed {
  readonly grants: readonly {
    readonly role: string;
    readonly on: { readonly type: string; readonly name: string | null; readonly project: { readonly id: string } | null };
    readonly reasons: readonly PrintedReason[];
  }[];
  readonly accounts: readonly { readonly reasons: readonly PrintedReason[] }[];
  readonly questions: readonly { readonly reasons: readonly PrintedReason[] }[];
  readonly crossProjects: readonly { readonly reasons: readonly PrintedReason[] }[];
}

/** The names by which a manifest knows secrets of other projects, or one that nothing is called. */
function aliasesOf(name: string): string {
  const text = fs.readFileSync(`${CASES}${name}/service.yaml`, 'utf8');
  return /run\.googleapis\.com\/secrets: ([\w-]+):/.exec(text)?.[1] ?? 'no-alias';
}

describe('what is granted', () => {
  const files = (extension: string) => NAMES.map((name) => fs.readFileSync(`${CASES}${name}/expected.${extension}`, 'utf8'));

  it('is never a basic role, nor anything on whatever there is', () => {
    for (const text of Object.values(EXTENSIONS).flatMap(files)) {
      expect(text).not.toMatch(/roles\/(?:editor|owner|viewer)\b|allUsers|allAuthenticatedUsers|projects\/-\//);
    }
  });

  it('is every role that there is, in one case or another', () => {
    const granted = files('json').flatMap((text) => (JSON.parse(text) as Printed).grants.map(({ role }) => role));
    expect([...new Set(granted)].sort()).toEqual([...new Set(Object.values(ROLES).map(({ id }) => id))].sort());
  });

  it('has a name of its own for Terraform, also where two read alike without their signs', async () => {
    const [one, other] = ['checkout-a@bcdefg', 'checkout@a-bcdefg'].map((name) => `${name}.iam.gserviceaccount.com`);
    const stdin = `${service(one)}---\n${service(other, 'other')}`;
    const { stdout } = await run(['grants', '--create', '--format', 'terraform', '-'], { stdin });
    const names = stdout.match(/(?<=^resource ")\w+" "\w+/gm) ?? [];
    expect(names).toContain('google_service_account" "checkout_a_bcdefg');
    expect(names).toContain('google_service_account" "checkout_a_bcdefg_2');
    expect(new Set(names).size).toBe(names.length);
    expect(stdout.match(/(?<=service_account_id = ).*/g)?.sort()).toEqual([
      'google_service_account.checkout_a_bcdefg.name',
      'google_service_account.checkout_a_bcdefg_2.name',
    ]);
  });

  it('is the same whatever order the files come in', async () => {
    const cwd = join(CASES, 'shared');
    const [one, other] = await Promise.all(
      [
        ['job.yaml', 'service.yaml'],
        ['service.yaml', 'job.yaml'],
      ].map((paths) => run(['grants', ...paths], { cwd })),
    );
    expect(one).toEqual(other);
  });
});

/** True where a program is on this machine; says that tests are skipped where it is not. */
function isThere(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.some((folder) => fs.existsSync(join(folder, program)));
  if (!found) process.stderr.write(`What ${program} says of grants is not tested: it is not on this machine.\n`);
  return found;
}

const HAS_BASH = isThere('bash');
const HAS_SHELLCHECK = isThere('shellcheck');
const HAS_TERRAFORM = isThere('terraform');

describe('other programs take it', () => {
  const paths = (extension: string) => NAMES.map((name) => `${CASES}${name}/expected.${extension}`);

  it.skipIf(!HAS_BASH)('bash reads the scripts', () => {
    for (const path of paths('sh'))
      expect(spawnSync('bash', ['-n', path], { encoding: 'utf8' })).toMatchObject({ stderr: '', status: 0 });
  });

  it.skipIf(!HAS_SHELLCHECK)('shellcheck has nothing to say of the scripts', () => {
    expect(spawnSync('shellcheck', paths('sh'), { encoding: 'utf8' })).toMatchObject({ stdout: '', status: 0 });
  });

  it.skipIf(!HAS_TERRAFORM)('terraform fmt would change nothing', () => {
    const { stdout, status } = spawnSync('terraform', ['fmt', '-check', ...paths('tf')], { encoding: 'utf8' });
    expect([stdout, status]).toEqual(['', 0]);
  });

  it.skipIf(!HAS_TERRAFORM)('nor of hostile texts', () => {
    const texts = fc.sample(fc.tuple(hostileGrants, hostileOptions), { numRuns: 20, seed: 1 });
    const cwd = folderWith(Object.fromEntries(texts.map(([list, options], index) => [`${index}.tf`, terraform(list, options)])));
    const { stdout, status } = spawnSync('terraform', ['fmt', '-check', '.'], { cwd, encoding: 'utf8' });
    expect([stdout, status]).toEqual(['', 0]);
  });
});

describe.skipIf(!HAS_BASH)('the script', () => {
  const PROJECT_ID = 'acme-test';

  it.each(NAMES)('calls gcloud and nothing else: %s', (name) => {
    const script = fs.readFileSync(`${CASES}${name}/expected.sh`, 'utf8');
    const { calls, stderr, status } = callsOf(script, { DEPLOYER: 'user:ann@example.com', PROJECT_ID });
    expect([stderr, status]).toEqual(['', 0]);
    const { grants } = JSON.parse(fs.readFileSync(`${CASES}${name}/expected.json`, 'utf8')) as Printed;
    expect(calls.filter((call) => call.includes('add-iam-policy-binding'))).toHaveLength(grants.length);
  });

  it('makes nothing while it is not known who deploys, and to what', () => {
    const script = fs.readFileSync(`${CASES}unknown-project/expected.sh`, 'utf8');
    const neither = callsOf(script, {});
    expect([neither.calls, neither.status]).toEqual([[], 1]);
    expect(neither.stderr).toContain('PROJECT_ID: must be the id of the project that is deployed to');
    const noDeployer = callsOf(script, { PROJECT_ID });
    expect([noDeployer.calls, noDeployer.status]).toEqual([[], 1]);
    expect(noDeployer.stderr).toContain('DEPLOYER: must name who deploys');
  });

  it('hands every text to gcloud as it is, and runs nothing of it', () => {
    fc.assert(
      fc.property(hostileGrants, hostileOptions, (list, options) => {
        const { calls, stderr, status } = callsOf(gcloudScript(list, options), { DEPLOYER: '$(touch pwned)', PROJECT_ID });
        expect([stderr, status]).toEqual(['', 0]);
        const made = calls.filter(([group, verb]) => group !== 'projects' || verb !== 'describe');
        expect(made).toEqual(expectedCalls(list, options).map((call) => call.map(asBytes)));
      }),
      { numRuns: 30 },
    );
  });

  /** As a text comes out of a program: half of a pair of surrogates is no character. */
  function asBytes(text: string): string {
    return Buffer.from(text).toString();
  }

  /** What is meant, written down a second time and not by phrases. */
  function expectedCalls({ accounts, grants }: GrantList, options: GrantOptions): string[][] {
    const created = options.isCreating ? accounts : [];
    return [...created.flatMap(creationCalls), ...grants.map((grant) => bindingCall(grant, options))];
  }

  function creationCalls(account: NamedAccount): string[][] {
    const project = `--project=${projectOf(account.project)}`;
    const group = ['iam', 'service-accounts'];
    return [
      [...group, 'describe', account.email, project],
      [...group, 'create', account.name, project, `--display-name=${displayNameOf(account)}`],
    ];
  }

  function bindingCall({ grantee, role, target }: Grant, options: GrantOptions): string[] {
    const [group, ...words] = targetWords(target);
    const condition =
      target.type === 'cloud-sql-instance'
        ? `expression=resource.name == ${JSON.stringify(`projects/${projectOf(target.project)}/instances/${target.name}`)} && resource.service == "sqladmin.googleapis.com",title=${`Cloud SQL ${target.name}`.slice(0, 100)}`
        : 'None';
    return [
      ...(group as string).split(' '),
      'add-iam-policy-binding',
      ...words,
      `--member=${memberOf(grantee, options)}`,
      `--role=${ROLES[role].id}`,
      ...(target.type === 'subnetwork' ? [] : [`--condition=${condition}`]),
      '--format=none',
    ];
  }

  function targetWords({ type, name, project, location, keyRing }: Target): string[] {
    const ofProject = `--project=${projectOf(project)}`;
    switch (type) {
      case 'secret':
        return ['secrets', name, ofProject];
      case 'bucket':
        return ['storage buckets', `gs://${name}`];
      case 'service-account':
        return ['iam service-accounts', name, ofProject];
      case 'repository':
        return ['artifacts repositories', name, `--location=${location}`, ofProject];
      case 'crypto-key':
        return ['kms keys', name, `--keyring=${keyRing}`, `--location=${location}`, ofProject];
      case 'subnetwork':
        return ['compute networks subnets', name, `--region=${location}`, ofProject];
      default:
        return ['projects', projectOf(project)];
    }
  }

  function memberOf(grantee: Grantee, { deployer = '$(touch pwned)' }: GrantOptions): string {
    if (grantee.type === 'identity') return `serviceAccount:${grantee.email}`;
    if (grantee.type === 'deployer') return deployer;
    const domain = grantee.universe === undefined ? 'serverless-robot-prod' : `serverless-robot-prod.${grantee.universe}-system`;
    return `serviceAccount:service-${grantee.project.number ?? '814577087058'}@${domain}.iam.gserviceaccount.com`;
  }

  function projectOf({ id, number }: Project = {}): string {
    return id ?? number ?? PROJECT_ID;
  }
});

describe('the command', () => {
  const prod = ['--project', 'acme-prod=814577087058'];

  it('has one line for a manifest that needs nothing, and for a folder without any', async () => {
    const nothing = await run(['grants', 'service.yaml'], { cwd: `${CASES}nothing` });
    expect(nothing).toMatchObject({ exitCode: 0, stdout: 'Nothing to grant for 1 resource in 1 file.\n', stderr: '' });
    const empty = await run(['grants'], { cwd: folderWith({ 'README.md': '', 'values.yaml': 'a: b\n' }) });
    expect(empty).toMatchObject({ exitCode: 0, stdout: 'No Cloud Run resource to look at.\n', stderr: '' });
  });

  it('prints what the README shows', async () => {
    const [, command = '', output] =
      /^```console\n\$ (runlint grants .*)\n([\s\S]*?)^```$/m.exec(fs.readFileSync(`${ROOT}README.md`, 'utf8')) ?? [];
    const cwd = folderWith({
      'deploy/checkout.yaml': `${service('checkout@acme-prod.iam.gserviceaccount.com', 'checkout')}        env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: db-password
              key: '3'
`,
    });
    expect(await run(command.split(' ').slice(1), { cwd })).toMatchObject({ exitCode: 0, stdout: output, stderr: '' });
  });

  it('reads standard input, and calls it as it is told', async () => {
    const argv = ['grants', ...prod, '--stdin-filename', 'deploy/hello.yaml', '-'];
    const { exitCode, stdout } = await run(argv, { stdin: service() });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('        deploy/hello.yaml:8:27  Service hello: its account\n');
  });

  it('says what it could not read, and goes on', async () => {
    const cwd = folderWith({
      'deploy/whole.yaml': service(),
      'deploy/broken.yaml': `${service()}: [`,
      'deploy/chart.yaml': `{{- if .Values.x }}\n${service()}{{- end }}\n`,
      'deploy/latin.yaml': Buffer.from(`${service()}# \xe9\n`, 'latin1'),
      'deploy/misspelt.yaml': service().replace('kind: Service', 'kind: Servce'),
    });
    const { exitCode, stdout, stderr } = await run(['grants', ...prod, 'deploy', 'deploy/whole.yaml'], { cwd });
    expect([exitCode, stdout.match(/^\d+ grants? .*?\./m)?.[0]]).toEqual([1, '1 grant for 1 resource in 1 file.']);
    const told = stderr.match(/^deploy\/\S+\n.*?(?:yaml|file|manifest)\/\S+/gms) ?? [];
    expect(told.map((text) => text.replace(/\n.* {2}/s, ' '))).toEqual([
      'deploy/broken.yaml yaml/syntax',
      'deploy/chart.yaml manifest/template',
      'deploy/latin.yaml file/encoding',
      'deploy/misspelt.yaml manifest/unknown-kind',
    ]);
  });

  it('answers for each file that is named', async () => {
    const cwd = folderWith({
      'values.yaml': 'a: b\n',
      'revision.yaml': service().replace('kind: Service', 'kind: Revision'),
      'chart.yaml': `{{- if .Values.x }}\n${service()}{{- end }}\n`,
    });
    const { exitCode, stderr } = await run(['grants', 'values.yaml', 'revision.yaml', 'chart.yaml'], { cwd });
    expect(exitCode).toBe(1);
    for (const words of ['values.yaml: not a Cloud Run manifest', 'manifest/not-replaceable', 'manifest/template'])
      expect(stderr).toContain(words);
    expect(await run(['grants', '--ignore-unknown', 'values.yaml'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each([
    ['ann@example.com', 'is not user:EMAIL', 'Did you mean --deployer user:ann@example.com?'],
    ['ci@acme-ci.iam.gserviceaccount.com', 'is not user:EMAIL', 'serviceAccount:ci@acme-ci.iam.gserviceaccount.com?'],
    [
      'user:deployer@acme-ci.iam.gserviceaccount.com',
      'as if it was none',
      'serviceAccount:deployer@acme-ci.iam.gserviceaccount.com?',
    ],
    ['serviceAccount:bad@@x', 'is not user:EMAIL', 'As in --deployer user:ann@example.com.'],
    ['serviceAccount:deployer@acme-ci.example.com', 'names an account that', 'As in'],
    ['user:${WHO}@example.com', 'holds the placeholder ${WHO}', 'As in'],
    ['allUsers', 'is not user:EMAIL', 'As in'],
    ['user:ann@example.com\nuser:eve@example.com', 'is not user:EMAIL', 'As in'],
  ])('refuses the deployer %j', async (deployer, problem, hint) => {
    const { exitCode, stderr, stdout } = await run(['grants', '--deployer', deployer, '-'], { stdin: service() });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(hint);
  });

  it.each(['user:ann@example.com', 'group:deployers@example.com', 'serviceAccount:100200300400@cloudbuild.gserviceaccount.com'])(
    'takes the deployer %s',
    async (deployer) => {
      const { stdout } = await run(['grants', ...prod, '--deployer', deployer, '-'], { stdin: service() });
      expect(stdout).toContain(`${deployer}, who deploys\n`);
    },
  );
});

describe('--grants', () => {
  const EMAIL = 'hello-run@acme-prod.iam.gserviceaccount.com';
  const withSecret = service(null).replace(
    'image:',
    'env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: token, key: "1"}}}]\n        image:',
  );
  const set = (...args: string[]) => ['set-service-account', EMAIL, ...args];
  const read = (cwd: string, path: string) => fs.readFileSync(join(cwd, path), 'utf8');

  it.each([
    ['grants.sh', 'gcloud'],
    ['grants', 'gcloud'],
    ['grants.tf', 'terraform'],
    ['grants.JSON', 'json'],
  ])('%s gets what the file needs as it is to be, as %s', async (path, format) => {
    const cwd = folderWith({ 'service.yaml': withSecret });
    const more = ['--project', 'acme-prod=814577087058', '--create', '--deployer', 'user:ann@example.com'];
    const { exitCode, stderr } = await run(set('--grants', path, ...more, 'service.yaml'), { cwd });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`Wrote 2 grants to ${path}.\n`);
    await run(set('--write', 'service.yaml'), { cwd });
    const { stdout } = await run(['grants', '--format', format, ...more, 'service.yaml'], { cwd });
    expect(read(cwd, path)).toBe(stdout);
    expect(stdout).toContain('hello-run');
  });

  it('is written with the change, and for standard input, too', async () => {
    const cwd = folderWith({ 'service.yaml': withSecret });
    expect((await run(set('--write', '--grants', 'g.sh', 'service.yaml'), { cwd })).exitCode).toBe(0);
    expect(read(cwd, 'service.yaml')).toContain(EMAIL);
    const script = read(cwd, 'g.sh').replaceAll(/service\.yaml:\S+/g, 'X');
    await run(set('--grants', 'g.sh', '-'), { cwd, stdin: withSecret });
    expect(read(cwd, 'g.sh').replaceAll(/<stdin>:\S+/g, 'X')).toBe(script);
  });

  it('of fix has what is refused as it stays, and what is mended as it is to be', async () => {
    const prefixed = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');
    const cwd = folderWith({ 'a.yaml': prefixed, 'b.yaml': service('other-app@acme-prod.iam.gserviceaccount.com', 'b') });
    const { stderr } = await run(['fix', '--unsafe', '--grants', 'g.json', '.'], { cwd });
    expect(stderr).toContain('Wrote 2 grants and 1 open question to g.json.\n');
    const { grants } = JSON.parse(read(cwd, 'g.json')) as Printed;
    expect(grants.map(({ on }) => on.name)).toEqual([
      'other-app@acme-prod.iam.gserviceaccount.com',
      'web-app@acme-prod.iam.gserviceaccount.com',
    ]);
  });

  it.each(['service.yaml', './service.yaml', 'elsewhere/job.yaml', 'link.sh'])(
    'never stands in the place of a manifest: %s',
    async (path) => {
      const cwd = folderWith({ 'service.yaml': withSecret, 'elsewhere/job.yaml': service() });
      fs.symlinkSync('service.yaml', join(cwd, 'link.sh'));
      const { exitCode, stderr } = await run(set('--write', '--grants', path, 'service.yaml'), { cwd });
      expect([exitCode, stderr]).toEqual([
        2,
        `runlint: --grants ${path} would write over a manifest\n  Name another file for the grants.\n`,
      ]);
      expect([read(cwd, 'service.yaml'), read(cwd, 'elsewhere/job.yaml')]).toEqual([withSecret, service()]);
    },
  );

  it('is written where all is, or some of it is wanted', async () => {
    const cwd = folderWith({ 'deploy/a.yaml': withSecret, 'deploy/b.yaml': `${service()}: [` });
    const held = await run(set('--write', '--grants', 'g.sh', 'deploy'), { cwd });
    expect(held.stderr).toContain('No grants were written to g.sh: --keep-going leaves out what is refused.\n');
    expect(fs.existsSync(join(cwd, 'g.sh'))).toBe(false);
    const kept = await run(set('--write', '--keep-going', '--grants', 'g.sh', 'deploy'), { cwd });
    expect(kept.stderr).toContain('Wrote 2 grants and 1 open question to g.sh.\n');
  });

  it('is pointed to where accounts change and it is not given, with the ready command', async () => {
    const pointer = /Before you deploy, see what must be granted: (.*)/;
    const cwd = folderWith({ 'my deploy/service.yaml': withSecret, 'set.yaml': service(EMAIL) });
    const pointed = async (...argv: string[]) => pointer.exec((await run(argv, { cwd, stdin: withSecret })).stderr)?.[1];
    expect(await pointed(...set('my deploy'))).toBe("runlint grants 'my deploy'");
    expect(await pointed(...set('--project', 'acme-prod=1', '-'))).toBe('runlint grants --project acme-prod=1 -');
    expect(await pointed(...set('--grants', 'g.sh', 'my deploy'))).toBeUndefined();
    expect(await pointed(...set('set.yaml'))).toBeUndefined();
  });

  it.each([
    [set('--create', 'service.yaml'), '--create says how to write grants'],
    [['fix', '--deployer', 'user:ann@example.com', 'service.yaml'], '--deployer says how to write grants'],
    [['fix', '--grants', 'g.sh', '--deployer', 'ann', 'service.yaml'], '--deployer ann is not'],
    [set('--plan', '--grants', 'g.sh', 'service.yaml'), '--plan and --grants cannot be used together'],
    [set('--grants', 'no/such/folder/g.sh', 'service.yaml'), 'cannot be written to no/such/folder/g.sh'],
  ])('%j is a mistake', async (argv, message) => {
    const cwd = folderWith({ 'service.yaml': withSecret });
    const { exitCode, stderr } = await run(argv, { cwd });
    expect([exitCode, fs.readdirSync(cwd)]).toEqual([2, ['service.yaml']]);
    expect(stderr).toContain(message);
  });
});

const corpus = process.env['RUNLINT_CORPUS'];
if (!corpus) process.stderr.write('The grants of real files are not tested: RUNLINT_CORPUS names no folder with manifests/.\n');

describe.skipIf(!corpus)('real manifests', () => {
  const folder = `${corpus}/manifests/`;
  const options = { deployer: undefined, isCreating: true };

  it('have grants in every format, and no value of an environment variable is among them', () => {
    let grants = 0;
    for (const name of fs.readdirSync(folder)) {
      const file = decodeSourceFile('x.yaml', fs.readFileSync(folder + name));
      if (isDecodeFailure(file)) continue;
      const manifest = readManifest(file);
      const survey = new GrantSurvey();
      survey.add(manifest);
      const list = survey.conclude();
      grants += list.grants.length;
      const printed = GRANT_FORMATS.map((format) => printGrants(format, list, options, paintFor(false))).join('\n');
      for (const secret of secretsOf(manifest)) expect(printed, name).not.toContain(secret);
    }
    process.stdout.write(`\nReal manifests need ${grants} grants, each by itself.\n`);
    expect(grants).toBeGreaterThan(50);
  });

  it.skipIf(!HAS_SHELLCHECK)('make scripts that shellcheck has nothing to say of', async () => {
    const { stdout } = await run(['grants', '--create', '--format', 'gcloud', folder]);
    expect(spawnSync('shellcheck', ['-'], { input: stdout, encoding: 'utf8' })).toMatchObject({ stdout: '', status: 0 });
  });

  /** Values that stand nowhere else in the file: those that do can be told from there. */
  function secretsOf({ file: { text }, documents }: Manifest): string[] {
    const ranges = documents.flatMap((document) => findHiddenValues(document).ranges);
    const values = ranges.map(({ start, end }) => text.slice(start, end).replace(/^(["'])(.*)\1$/s, '$2'));
    const rest = ranges.toReversed().reduce((left, { start, end }) => `${left.slice(0, start)}${left.slice(end)}`, text);
    return values.filter((value) => value.length >= 6 && !rest.includes(value));
  }
});
