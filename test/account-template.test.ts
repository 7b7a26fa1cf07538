import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, run, service } from './support/run.ts';

const TEMPLATE = '{service}-run@{project}.iam.gserviceaccount.com';

/** A Service of this name with these lines below `metadata`. */
function named(name: string, ...metadata: string[]): string {
  return service(null, name).replace(`name: ${name}\n`, `name: ${name}\n${metadata.map((line) => `  ${line}\n`).join('')}`);
}

function fill(template: string, stdin: string, ...flags: string[]) {
  return run(['set-service-account', '--template', template, ...flags, '-'], { stdin });
}

describe('a template makes an account of', () => {
  const job = `apiVersion: run.googleapis.com/v1
kind: Job
metadata: {name: nightly, namespace: acme-prod}
spec: {template: {spec: {template: {spec: {containers: [{image: web}]}}}}}
`;

  it.each<[string, string, string, string[], string]>([
    [
      'the name and the namespace',
      TEMPLATE,
      named('hello', 'namespace: acme-prod'),
      [],
      'hello-run@acme-prod.iam.gserviceaccount.com',
    ],
    [
      'the same by other words',
      '{kind}-{name}@{project}.iam.gserviceaccount.com',
      job,
      [],
      'job-nightly@acme-prod.iam.gserviceaccount.com',
    ],
    [
      '--project, whatever the namespace is',
      TEMPLATE,
      named('hello', "namespace: '814577087058'"),
      ['--project', 'acme-prod'],
      'hello-run@acme-prod.iam.gserviceaccount.com',
    ],
    [
      'a project of a domain',
      TEMPLATE,
      named('hello'),
      ['--project', 'example.com:acme-prod'],
      'hello-run@acme-prod.example.com.iam.gserviceaccount.com',
    ],
    [
      'nothing, the same for all',
      'web-run@acme-prod.iam.gserviceaccount.com',
      job,
      [],
      'web-run@acme-prod.iam.gserviceaccount.com',
    ],
    [
      'the project twice',
      '{project}-app@{project}.iam.gserviceaccount.com',
      named('a'),
      ['--project', 'acme-prod'],
      'acme-prod-app@acme-prod.iam.gserviceaccount.com',
    ],
  ])('%s', async (_, template, stdin, flags, email) => {
    const { exitCode, stdout } = await fill(template, stdin, ...flags);
    expect(exitCode).toBe(0);
    expect(stdout.match(/(?<=serviceAccountName: )[^\s,]+/)?.[0]).toBe(email);
  });

  it('the id that the configuration has for the number of a project', async () => {
    const cwd = folderWith({
      'runlint.yaml': "projects: {acme-prod: '814577087058'}\n",
      'a.yaml': named('hello', "namespace: '814577087058'"),
    });
    const args = ['set-service-account', '--template', TEMPLATE, 'a.yaml'];
    expect((await run(args, { cwd })).stdout).toContain('hello-run@acme-prod.iam.gserviceaccount.com');
    const without = await run([...args, '--no-config'], { cwd });
    expect(without.stderr).toContain(
      'only the number of its project is known, 814577087058 (according to metadata.namespace), and the template needs the id\n',
    );
  });
});

describe('a resource is refused, at the right place,', () => {
  it.each<[string, string, string, string[], string[]]>([
    [
      'whose project nothing tells',
      TEMPLATE,
      named('hello'),
      [],
      [
        '3:1  error  edit/refused  The account of Service hello was not changed: nothing says for sure to which project it is deployed, and the template needs it\n',
        'Give the project with --project.\n',
      ],
    ],
    [
      'for which two projects are named',
      TEMPLATE,
      named(
        'hello',
        'namespace: acme-prod',
        `annotations: {run.googleapis.com/urls: '["https://us-central1-acme-test.cloudfunctions.net/hello"]'}`,
      ),
      [],
      [
        '6:42  error  edit/refused  The account of Service hello was not changed: it would be deployed to project acme-prod (according to metadata.namespace) or project acme-test (according to the annotation run.googleapis.com/urls), and the template needs one project\n',
      ],
    ],
    [
      'whose name is too long for an account',
      TEMPLATE,
      named('a-name-of-twenty-eight-signs', 'namespace: acme-prod'),
      [],
      [
        '4:9  error  edit/refused  The account of Service a-name-of-twenty-eight-signs was not changed: the template makes a-name-of-twenty-eight-signs-run@acme-prod.iam.gserviceaccount.com, which has a name of 32 characters before "@"; names have 6 to 30\n',
        'Name its account in a row of --map, or choose a template that fits.\n',
      ],
    ],
    [
      'whose name is too short',
      '{service}@{project}.iam.gserviceaccount.com',
      named('web', 'namespace: acme-prod'),
      [],
      ['which has a name of 3 characters before "@"; names have 6 to 30\n'],
    ],
    [
      'whose name is no name',
      TEMPLATE,
      named('"a b"', 'namespace: acme-prod'),
      [],
      ['the template makes a b-run@acme-prod.iam.gserviceaccount.com, which has a space in it\n'],
    ],
    [
      'whose name is to be filled in',
      TEMPLATE,
      named('${NAME}', 'namespace: acme-prod'),
      [],
      ['which holds the placeholder ${NAME}\n'],
    ],
    [
      'without a name',
      TEMPLATE,
      service(null).replace('  name: hello\n', '  labels: {}\n'),
      ['--project', 'acme-prod'],
      ['3:1  error  edit/refused  The account of this Service was not changed: it has no name to fill the template with\n'],
    ],
  ])('%s', async (_, template, stdin, flags, words) => {
    const { exitCode, stdout, stderr } = await fill(template, stdin, ...flags);
    expect([exitCode, stdout]).toEqual([1, '']);
    for (const part of words) expect(stderr).toContain(part);
  });

  it('whose project only a variable tells, which is not repeated', async () => {
    const stdin = named('hello').replace(
      '      - image',
      '      - env: [{name: GOOGLE_CLOUD_PROJECT, value: acme-secret}]\n        image',
    );
    const { exitCode, stderr } = await fill(TEMPLATE, stdin);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('nothing says for sure');
    expect(stderr).not.toContain('acme-secret');
  });
});

describe('a wrong template is told before anything is read', () => {
  it.each([
    ['{servce}@{project}.iam.gserviceaccount.com', 'holds {servce}, which stands for nothing\n  Did you mean {service}?'],
    ['{region}@x', 'holds {region}, which stands for nothing\n  A template can hold {service} or {name}, {kind} and {project}.'],
    ['{constructor}@x', 'holds {constructor}, which stands for nothing'],
    ['{}@x', 'holds {}, which stands for nothing'],
    ['{{service}}@{project}.iam.gserviceaccount.com', 'holds a brace that is part of no placeholder'],
    ['{service}@{project.iam.gserviceaccount.com', 'holds a brace that is part of no placeholder'],
    ['{service}-run', 'which is not an e-mail address'],
    [
      '{service}_run@{project}.iam.gserviceaccount.com',
      'makes e-mails such as a_run@sample.iam.gserviceaccount.com, which has a name before "@" that',
    ],
    [`{service}-${'x'.repeat(30)}@{project}.iam.gserviceaccount.com`, 'names have 6 to 30'],
    ['{service}@{project}', 'does not end like'],
    ['service-{service}@gcp-sa-run.iam.gserviceaccount.com', 'is a Google service agent'],
  ])('%s', async (template, words) => {
    const { exitCode, stdout, stderr } = await run(['set-service-account', '--template', template, '/nowhere/at/all'], {});
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`runlint: --template ${template} `);
    expect(stderr).toContain(words);
  });

  it('one that makes default accounts is told, and followed', async () => {
    const { exitCode, stdout, stderr } = await fill(
      '{project}@appspot.gserviceaccount.com',
      named('hello'),
      '--project',
      'acme-prod',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('serviceAccountName: acme-prod@appspot.gserviceaccount.com');
    expect(stderr).toContain('runlint: warning: --template {project}@appspot.gserviceaccount.com makes e-mails such as');
  });
});

it('rows of a map come first, and the template names the accounts of the others', async () => {
  const cwd = folderWith({
    'm.csv':
      'kind,name,email\nService,web,own-web@acme-prod.iam.gserviceaccount.com\nService,gone,own-web@acme-prod.iam.gserviceaccount.com\n',
    'a.yaml': `${named('web')}---\n${named('api', 'namespace: acme-prod')}`,
  });
  const { exitCode, stderr } = await run(['set-service-account', '--map', 'm.csv', '--template', TEMPLATE, '--write', '.'], {
    cwd,
  });
  expect(exitCode).toBe(0);
  expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8').match(/(?<=serviceAccountName: ).*/g)).toEqual([
    'own-web@acme-prod.iam.gserviceaccount.com',
    'api-run@acme-prod.iam.gserviceaccount.com',
  ]);
  expect(stderr).toContain('m.csv:3  Service/gone');
  expect(stderr).not.toContain('no row');
});
