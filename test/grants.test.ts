import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { delimiter, join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gcloudScript } from '../src/grants/gcloud-script.ts';
import type { Grant, Grantee, GrantList, GrantOptions, NamedAccount, Project, Target } from '../src/grants/grant.ts';
import { displayNameOf } from '../src/grants/grant-words.ts';
import { ROLES } from '../src/grants/roles.ts';
import { terraform } from '../src/grants/terraform.ts';
import { hostileGrants, hostileOptions } from './support/hostile-grants.ts';
import { ROOT, TESTDATA } from './support/paths.ts';
import { folderWith, type Run, run } from './support/run.ts';

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

/** Notes each call with its number of arguments before them, as texts that end with a zero byte. */
const STUB = `gcloud() {
  printf '%s\\0' "$#" "$@" >> "$LOG"
  if [ "$2" = describe ] && [ "$1" = projects ]; then echo 814577087058; elif [ "$3" = describe ]; then return 1; fi
}
source "$0"`;

/** Runs a script with a gcloud that only notes how it is called. */
function callsOf(
  script: string,
  env: Readonly<Record<string, string>>,
): { calls: string[][]; stderr: string; status: number | null } {
  const cwd = folderWith({ 'grants.sh': script, log: '' });
  const { stderr, status } = spawnSync('bash', ['--norc', '-c', STUB, './grants.sh'], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', LOG: 'log', LC_ALL: 'C.UTF-8', ...env },
    encoding: 'utf8',
  });
  const words = fs.readFileSync(join(cwd, 'log'), 'utf8').split('\0').slice(0, -1);
  const calls: string[][] = [];
  while (words.length > 0) calls.push(words.splice(0, Number(words.shift())));
  expect(fs.readdirSync(cwd).sort()).toEqual(['grants.sh', 'log']);
  return { calls, stderr, status };
}

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
