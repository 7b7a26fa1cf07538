import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../src/version.ts';
import { ROOT } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

const NEW = 'new-web@acme-prod.iam.gserviceaccount.com';
const BIN = `${ROOT}dist/bin/bin.cjs`;
const DEFAULT_ACCOUNT = '100200300400-compute@developer.gserviceaccount.com';
const good = service('web-app@acme-prod.iam.gserviceaccount.com');
const bad = service(DEFAULT_ACCOUNT);
const pinned = good.replace('  template:\n', '  template:\n    metadata:\n      name: hello-00001-abc\n');
const prefixed = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');

describe('check', () => {
  it('reports, and exits with 1', async () => {
    const { exitCode, stdout, stderr } = await run(['check', 'a.yaml'], { cwd: folderWith({ 'a.yaml': bad }) });
    expect(exitCode).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toContain('a.yaml\n  8:27  error  service-account-not-default  Service hello runs as the default account');
    expect(stdout).toContain('1 error in 1 of 1 file\n');
  });

  it('is what is meant when no command is named, and the current folder when no path is', async () => {
    const cwd = folderWith({ 'a.yaml': bad, 'b/c.yml': bad, 'b/d.json': '{}', 'e.txt': bad });
    const { stdout, exitCode } = await run([], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('2 errors in 2 of 2 files (1 skipped: not Cloud Run)');
  });

  it('says so when all is well, and when there is nothing to check', async () => {
    const cwd = folderWith({ 'a.yaml': good, 'other/b.yaml': 'a: b\n', 'empty/.keep': '' });
    expect(await run(['a.yaml'], { cwd })).toMatchObject({ exitCode: 0, stdout: 'No problems found in 1 file\n', stderr: '' });
    expect(await run(['other'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: 'No Cloud Run manifest to check (1 skipped: not Cloud Run)\n',
    });
    expect(await run(['empty'], { cwd })).toMatchObject({ exitCode: 0, stdout: 'No Cloud Run manifest to check\n' });
  });

  it.each([
    ['error', good, 0],
    ['error', pinned, 0],
    ['warning', pinned, 1],
    ['info', service('web-app@$PROJECT.iam.gserviceaccount.com'), 1],
    ['warning', service('web-app@$PROJECT.iam.gserviceaccount.com'), 0],
  ])('--fail-on %s', async (threshold, text, exitCode) => {
    expect((await run(['check', '--fail-on', threshold, 'a.yaml'], { cwd: folderWith({ 'a.yaml': text }) })).exitCode).toBe(
      exitCode,
    );
  });

  it('reads standard input, by the name it is given', async () => {
    const { stdout, exitCode } = await run(['check', '-', '--stdin-filename', 'deploy/x.yaml'], { stdin: bad });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('deploy/x.yaml\n');
    expect(await run(['-'], { stdin: 'a: b\n' })).toMatchObject({
      exitCode: 0,
      stderr: '<stdin>: not a Cloud Run manifest; not checked\n',
    });
  });

  it('is silent about kinds that cannot be replaced in a folder, and answers when they are named', async () => {
    const revision = good.replace('kind: Service', 'kind: Revision');
    const cwd = folderWith({ 'r.yaml': revision });
    expect(await run(['.'], { cwd })).toMatchObject({ exitCode: 0, stdout: 'No problems found in 1 file\n' });
    const { stdout, exitCode } = await run(['r.yaml'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('manifest/not-replaceable  A Revision cannot be replaced from a manifest');
    expect(stdout).toContain('export and replace the Service');
  });

  it.each([
    ['kind: Servcie', 'Cloud Run has no kind Servcie', 'Did you mean Service?'],
    ['kind: Job', 'Kind Job belongs to apiVersion run.googleapis.com/v1', 'Write apiVersion: run.googleapis.com/v1.'],
    ['kind: Deployment', 'Cloud Run has no kind Deployment', 'Service, Job, WorkerPool or Instance'],
    ['kid: Service', 'This manifest has no kind', 'the kind is Service'],
  ])('a near miss is an error with a suggestion: %s', async (kind, message, remedy) => {
    const { stdout, exitCode } = await run(['.'], { cwd: folderWith({ 'a.yaml': good.replace('kind: Service', kind) }) });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(message);
    expect(stdout).toContain(remedy);
  });

  it('passes over what is not ours', async () => {
    const cwd = folderWith({
      'old.yaml': good.replace('/v1', '/v1alpha1'),
      'older.yaml': good.replace('/v1', '/v1beta1'),
      'kubernetes.yaml': good.replace('serving.knative.dev/v1', 'v1'),
      'pool.yaml': 'apiVersion: ate.dev/v1alpha1\nkind: WorkerPool\n# serving.knative.dev/v1\n',
      'job.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: {annotations: {run.googleapis.com/x: y}}\n',
      'map.yaml': `apiVersion: v1\nkind: ConfigMap\ndata:\n  service.yaml: |\n${bad.replace(/^/gm, '    ')}\n`,
      'chart.yaml': 'apiVersion: v2\nname: {{ x\n# run.googleapis.com/v1\n',
    });
    expect(await run(['.'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: 'No Cloud Run manifest to check (7 skipped: not Cloud Run)\n',
      stderr: '',
    });
    const named = await run(fs.readdirSync(cwd), { cwd });
    expect(named.exitCode).toBe(0);
    expect(named.stderr.trim().split('\n')).toHaveLength(7);
  });

  it('says nothing of what is not ours and named, with --ignore-unknown', async () => {
    const cwd = folderWith({ '-a.yaml': bad, 'b.yaml': 'a: b\n', 'c.json': '', 'd.txt': 'd', 'e.yaml': good });
    const names = ['--', ...fs.readdirSync(cwd)];
    for (const command of ['check', 'fix']) {
      const { stdout, stderr } = await run([command, ...names], { cwd });
      expect(`${stdout}${stderr}`).toMatch(/^b\.yaml: not a Cloud Run manifest; .*\nc\.json: empty; .*\nd\.txt: not/m);
    }
    const checked = await run(['check', '--ignore-unknown', ...names], { cwd });
    expect(checked).toMatchObject({ exitCode: 1, stderr: '' });
    expect(checked.stdout).toMatch(/^-a\.yaml\n[\s\S]*1 error in 1 of 2 files \(3 skipped: not Cloud Run\)\n$/);
    const fixed = await run(['fix', '--ignore-unknown', ...names], { cwd });
    expect(fixed).toMatchObject({ exitCode: 0, stdout: '', stderr: 'Nothing changed.\n' });
    expect((await run(['check', '--ignore-unknown', 'gone.yaml'], { cwd })).exitCode).toBe(2);
  });

  it('says one thing of a template, and fails nothing for it', async () => {
    const template = good
      .replace('metadata:\n', '{{- if .Values.x }}\nmetadata:\n')
      .replace('image: ', 'image: {{ .Values.image }}:');
    const { stdout, exitCode } = await run(['.'], {
      cwd: folderWith({ 'a.yaml': template, 'b.yaml': good.replace(/image: .*/, 'image: {{ image }}') }),
    });
    expect(exitCode).toBe(0);
    expect(stdout.match(/manifest\/template/g)).toHaveLength(2);
    expect(stdout).toContain('2 warnings in 2 of 2 files');
  });

  it('a long run says at a terminal how far it has come, and leaves nothing of that behind', async () => {
    const cwd = folderWith({ 'a.yaml': service(), 'b.yaml': service(), 'c.yaml': service() });
    const slowly = (env = {}, isTerminal = true) => {
      let time = 0;
      return run(['.'], { cwd, env, isTerminal, now: () => (time += 600) });
    };
    const { stderr, stdout, exitCode } = await slowly();
    expect(stderr).toBe('\r1 of 3 files\r2 of 3 files\r\u001b[K');
    expect([stdout, exitCode]).toEqual(['\u001b[32mNo problems found\u001b[0m in 3 files\n', 0]);
    expect((await slowly({ TERM: 'dumb' })).stderr).toBe('');
    expect((await slowly({}, false)).stderr).toBe('');
    expect((await run(['.'], { cwd, isTerminal: true })).stderr).toBe('');
  });

  it('colours a terminal, unless NO_COLOR says no', async () => {
    const cwd = folderWith({ 'a.yaml': bad });
    expect((await run(['.'], { cwd, isTerminal: true })).stdout).toContain('\x1b[31merror');
    expect((await run(['.'], { cwd, isTerminal: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\x1b');
    expect((await run(['.'], { cwd })).stdout).not.toContain('\x1b');
    expect((await run(['.'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).toContain('\x1b');
  });

  it('shows no value of an environment variable, in any layout, and no control character', async () => {
    const env = 'env:\n        - name: A\n          value: s3cret-a\n        - {name: B, value: "s3cret-b"}\n';
    const multiline =
      '        - name: C\n          value: |\n            s3cret-c\n            key: s3cret-c\n        - name: D\n          value: &d s3cret-d\n';
    const texts = [
      bad
        .replace('containers:\n', `containers:\n      - ${env}${multiline}        image: x\n      - name: y\n        `)
        .replace(`      serviceAccountName: ${DEFAULT_ACCOUNT}\n`, ''),
      `{"apiVersion": "serving.knative.dev/v1", "kind": "Service", "spec": {"template": {"spec": {"containers": [{"env": [{"name": "A", "value": "s3cret"}]}]}}}}`,
      `apiVersion: serving.knative.dev/v1\nkind: Servise\nspec: {env: {A: s3cret}}\n`,
      `apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  env:\n  - name: A\n    value: "s3cret\n  - name: B\n    value: s3cret\n`,
      `apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  env:\n  - value: |\n      s3cret\n      PASSWORD: s3cret\n   x: y\n`,
      `{"apiVersion": "serving.knative.dev/v1",\n"spec": [{"name": "A", "value": "s3cret"}\n`,
      ...[
        '*s3cret',
        '!s3cret',
        '!s3cret x',
        '&a !s3cret x',
        '{{ "s3cret" | b64enc }}',
        '%s3cret%',
        '{% raw s3cret %}',
        '"s3cret',
      ].map((value) => service(null).replace('image:', `env:\n        - name: A\n          value: ${value}\n        image:`)),
      'apiVersion: serving.knative.dev/v1\nkind: "Serv\\e[2Jice\\u202e"\n',
      `${bad.replace('containers:\n', 'containers:\n      - env:\n        - name: A value: s3cret\n')}`,
      `${bad.replace('containers:\n', 'containers:\n      - env:\n        - value: |\n            # s3cret\n            --- s3cret\n            name: s3cret\n            kind: s3cret x\n           - x\n')}`,
      bad
        .replace('  name: hello\n', '  name: hello\n  labels: {a: &tok s3cret, b: *tok}\n')
        .replace('metadata:\n', 'metadata: &m\n')
        .replace('containers:\n', 'containers:\n      - env:\n        - {name: T, value: *tok}\n        image: x\n')
        .replace('kind: Service', 'kind: Servise\nkind: Service'),
    ];
    for (const text of texts) {
      const { stdout, stderr, exitCode } = await run(['check', '-', '--fail-on', 'warning'], { stdin: text });
      expect(exitCode).toBe(1);
      expect(stdout + stderr).not.toContain('s3cret');
      expect((await run(['check', '-', '--reporter', 'json'], { stdin: text })).stdout).not.toContain('s3cret');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
    }
  });
});

describe('fix', () => {
  it('shows safe fixes only, unless --unsafe is given', async () => {
    const cwd = folderWith({ 'a.yaml': prefixed });
    expect(await run(['fix'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'Nothing changed.\n1 fix changes what is deployed: add --unsafe to see.\n',
    });
    const shown = await run(['fix', '--unsafe'], { cwd });
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toContain('-      serviceAccountName: serviceAccount:web-app@');
    expect(shown.stderr).toBe('1 file would change; nothing was written (add --write).\n');
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(prefixed);
  });

  it('--check exits with 1 where something would change, --write writes, and then nothing is left', async () => {
    const cwd = folderWith({ 'a.yaml': prefixed, 'b.yaml': good });
    expect((await run(['fix', '--unsafe', '--check'], { cwd })).exitCode).toBe(1);
    expect(await run(['fix', '--unsafe', '--write'], { cwd })).toMatchObject({ exitCode: 0, stderr: 'Wrote 1 file.\n' });
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(good);
    expect((await run(['fix', '--unsafe', '--check'], { cwd })).exitCode).toBe(0);
    expect(fs.readdirSync(cwd)).toEqual(['a.yaml', 'b.yaml']);
  });

  it('--exit-non-zero-on-fix exits with 1 where something was written', async () => {
    const cwd = folderWith({ 'a.yaml': prefixed });
    const argv = ['fix', '--unsafe', '--write', '--exit-non-zero-on-fix'];
    expect(await run(argv, { cwd })).toMatchObject({ exitCode: 1, stderr: 'Wrote 1 file.\n' });
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(good);
    expect(await run(argv, { cwd })).toMatchObject({ exitCode: 0, stderr: 'Nothing changed.\n' });
  });

  it('with - prints the new text, unchanged text too', async () => {
    expect(await run(['fix', '--unsafe', '-'], { stdin: prefixed })).toMatchObject({ exitCode: 0, stdout: good });
    expect(await run(['fix', '-'], { stdin: good })).toMatchObject({ exitCode: 0, stdout: good });
    expect(await run(['fix', '-'], { stdin: 'a: b\n' })).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

describe('set-service-account', () => {
  it('changes what an export says, ready for the next command in the pipe', async () => {
    const exported = fs.readFileSync(`${ROOT}testdata/manifests/shop.export.yaml`, 'utf8');
    const expected = exported.replace(DEFAULT_ACCOUNT, NEW).replace('      name: shop-00042-kod\n', '');
    const encodings: [string, (text: string) => Buffer][] = [
      ['UTF-8', (text) => Buffer.from(text)],
      ['CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
      ['PowerShell', (text) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le')],
    ];
    for (const [name, encode] of encodings) {
      const { stdoutBytes, stderr, exitCode } = await run(['set-service-account', NEW, '-'], { stdin: encode(exported) });
      expect(exitCode, name).toBe(0);
      expect(stdoutBytes.equals(encode(expected)), name).toBe(true);
      expect(stderr).toContain(`+      serviceAccountName: ${NEW}`);
      expect(stderr).toContain('409 ALREADY_EXISTS');
      expect(stderr).toContain('To deploy it: gcloud run services replace -\n');
    }
  });

  it('--only, --missing-only and --from choose', async () => {
    const text = [
      service('web-app@acme-prod.iam.gserviceaccount.com', 'one'),
      service(null, 'two'),
      service(DEFAULT_ACCOUNT, 'three'),
    ].join('---\n');
    const changed = async (...args: string[]) => {
      const { stdout } = await run(['set-service-account', NEW, ...args, '-'], { stdin: text });
      return stdout.split('---\n').map((document) => document.includes(NEW));
    };
    expect(await changed()).toEqual([true, true, true]);
    expect(await changed('--only', 'Service/two')).toEqual([false, true, false]);
    expect(await changed('--only', 'Service/two', '--only', 'Service/three')).toEqual([false, true, true]);
    expect(await changed('--missing-only')).toEqual([false, true, false]);
    expect(await changed('--from', DEFAULT_ACCOUNT)).toEqual([false, false, true]);
    const from = (account: string) => run(['set-service-account', NEW, '--from', account, '-'], { stdin: text });
    expect((await from(DEFAULT_ACCOUNT)).stderr).not.toContain('No resource');
    expect(await from('wep-app@acme-prod.iam.gserviceaccount.com')).toMatchObject({
      exitCode: 0,
      stdout: text,
      stderr:
        'No resource names the account wep-app@acme-prod.iam.gserviceaccount.com; did you mean web-app@acme-prod.iam.gserviceaccount.com?\n',
    });
    expect((await from('me@example.com')).stderr).toBe(
      `No resource names the account me@example.com; named are web-app@acme-prod.iam.gserviceaccount.com, ${DEFAULT_ACCOUNT}.\n`,
    );
    const none = await run(['set-service-account', NEW, '--only', 'Service/four', '-'], { stdin: text });
    expect(none).toMatchObject({ exitCode: 2, stdout: '' });
    expect(none.stderr).toContain('The resources are Service/one, Service/two, Service/three.');
  });

  it('leaves the bytes where the account is the same, a pinned name too', async () => {
    const account = 'web-app@acme-prod.iam.gserviceaccount.com';
    expect(await run(['set-service-account', account, '-'], { stdin: pinned })).toMatchObject({
      exitCode: 0,
      stdout: pinned,
      stderr: '',
    });
  });

  it('refuses where traffic is sent to the pinned name, and says how to go on', async () => {
    const text = `${pinned}  traffic:\n  - revisionName: hello-00001-abc\n    percent: 100\n`;
    const cwd = folderWith({ 'a.yaml': text });
    const { exitCode, stdout, stderr } = await run(['set-service-account', NEW, '--write', 'a.yaml'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('must be removed, but spec.traffic[0].revisionName still sends traffic to it');
    expect(stderr).toContain('--keep-revision-name');
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(text);
    expect((await run(['set-service-account', NEW, '--keep-revision-name', 'a.yaml'], { cwd })).exitCode).toBe(0);
  });

  it.each([
    ['a broken document', good.replace('metadata:', 'metadata: ['), 'is not closed'],
    [
      'an alias on the way',
      good.replace('    spec:\n      service', 'x: &s\n      service').replace('  template:\n', '  template: *t\n'),
      'alias',
    ],
    ['an account that stands twice', good.replace('containers:', 'serviceAccountName: x\n      containers:'), 'twice'],
    ['a missing pod spec', 'apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {}\n', 'spec.template is missing'],
    ['a kind that cannot be replaced', good.replace('kind: Service', 'kind: Revision'), 'cannot be replaced'],
    ['an unknown kind', good.replace('kind: Service', 'kind: Servcie'), 'Did you mean Service?'],
    ['a template that is no YAML', good.replace('metadata:\n', '${METADATA}\nmetadata:\n'), 'cannot be read'],
    ['lines that end with CR alone', good.replace('containers:', '# note\r      containers:'), 'U+000D'],
    [
      'a revision name that is merged in',
      good.replace('metadata:\n', 'metadata: &m\n').replace('  template:\n', '  template:\n    metadata:\n      <<: *m\n'),
      'comes from a merge key',
    ],
    ['nothing of ours', 'a: b\n', 'not a Cloud Run manifest'],
  ])('refuses with a reason, and a pipe stops: %s', async (_, text, reason) => {
    const { exitCode, stdout, stderr } = await run(['set-service-account', NEW, '-'], { stdin: text });
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(reason);
  });

  it('one refusal leaves its own file as it is, and with --keep-going the others are written', async () => {
    const cwd = folderWith({ 'a.yaml': bad.replace('metadata:', 'metadata: ['), 'b.yaml': bad });
    expect((await run(['set-service-account', NEW, '--write', '--keep-going', '.'], { cwd })).exitCode).toBe(1);
    expect(fs.readFileSync(join(cwd, 'b.yaml'), 'utf8')).toBe(service(NEW));
  });

  it('names what changes with a shared anchor', async () => {
    const text = good
      .replace('Name: web-app', 'Name: &account web-app')
      .replace('image:', 'env: [{name: WHO, value: *account}]\n        image:');
    const { stdout, stderr } = await run(['set-service-account', NEW, '-'], { stdin: text });
    expect(stdout).toContain(`serviceAccountName: &account ${NEW}`);
    expect(stderr).toContain('edit/shared-anchor');
    expect(stderr).toContain('is anchored, so spec.template.spec.containers[0].env[0].value changes too');
  });

  it('warns of an account that is left on the wrong level', async () => {
    const text = service(null).replace('spec:\n', 'spec:\n  serviceAccountName: web-app@acme-prod.iam.gserviceaccount.com\n');
    const { exitCode, stderr } = await run(['set-service-account', NEW, '-'], { stdin: text });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('spec.serviceAccountName is left as it is');
  });

  it.each([
    ['serviceAccount:web-app@acme-prod.iam.gserviceaccount.com', 'Did you mean web-app@acme-prod.iam.gserviceaccount.com?'],
    ['web-app', 'is not an e-mail address'],
    ['web@.iam.gserviceaccount.com', 'has no project'],
    ['web@ac_me.iam.gserviceaccount.com', 'is not a valid project id'],
    ['WEB@acme-prod.iam.gserviceaccount.com', 'has upper-case letters'],
    [`${'a'.repeat(40)}@acme-prod.iam.gserviceaccount.com`, 'names have 6 to 30'],
    ['web_app@acme-prod.iam.gserviceaccount.com', 'that no account can have'],
    ['web-app@acme-prod', 'Did you mean web-app@acme-prod.iam.gserviceaccount.com?'],
    ['ann@acme.example', 'address of a person'],
    ['${ACCOUNT}', 'placeholder ${ACCOUNT}'],
    ['service-123456@serverless-robot-prod.iam.gserviceaccount.com', 'is a Google service agent'],
  ])('refuses %s before anything is read', async (email, words) => {
    const { exitCode, stdout, stderr } = await run(['set-service-account', email, '/nowhere/at/all'], {});
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
  });

  it('does not name a command for what gcloud would not read', async () => {
    const { exitCode, stdout, stderr } = await run(['set-service-account', NEW, '-'], {
      stdin: good.replace('kind: Service', 'kind: Service\t'),
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(NEW);
    expect(stderr).toContain('gcloud cannot read <stdin> as it is');
  });

  it('says when a placeholder is replaced, and when the account is a default one', async () => {
    const placeholder = await run(['set-service-account', NEW, '-'], { stdin: service('${ACCOUNT}') });
    expect(placeholder).toMatchObject({ exitCode: 0, stdout: service(NEW) });
    expect(placeholder.stderr).toContain('The placeholder ${ACCOUNT} is replaced by a fixed account');
    const byDefault = await run(['set-service-account', DEFAULT_ACCOUNT, '-'], { stdin: good });
    expect(byDefault).toMatchObject({ exitCode: 0, stdout: bad });
    expect(byDefault.stderr).toContain('is a default account of its project');
  });

  it('passes over templates that a search comes across, and refuses one that is named', async () => {
    const cwd = folderWith({ 'a.yaml': good, 'chart/b.yaml': `{{- if .Values.x }}\n${good}{{- end }}\n` });
    const searched = await run(['set-service-account', NEW, '.'], { cwd });
    expect(searched.exitCode).toBe(0);
    expect(searched.stderr).toContain('manifest/template');
    expect((await run(['set-service-account', NEW, 'chart/b.yaml'], { cwd })).exitCode).toBe(1);
  });

  it('advises what can be copied: one resource of several, a dash in front, standard input', async () => {
    const cwd = folderWith({ 'two.yaml': `${bad}---\n${service(null, 'two')}`, '-dash.yaml': bad });
    expect((await run(['two.yaml'], { cwd })).stdout).toContain(
      'set-service-account hello-run@PROJECT.iam.gserviceaccount.com --only Service/hello two.yaml',
    );
    expect((await run(['.'], { cwd })).stdout).toContain('.iam.gserviceaccount.com ./-dash.yaml\n');
    expect((await run(['-'], { stdin: bad })).stdout).toContain('.iam.gserviceaccount.com -\n');
  });

  it('says what was written and what was refused', async () => {
    const outside = folderWith({ 'a.yaml': good });
    const cwd = folderWith({ 'b.yaml': good, 'c.yaml': good.replace('containers:', 'serviceAccountName: x\n      containers:') });
    fs.symlinkSync(join(outside, 'a.yaml'), join(cwd, 'a.yaml'));
    const flags = ['--write', '--keep-going'];
    const { exitCode, stderr } = await run(['set-service-account', NEW, ...flags, 'a.yaml', 'b.yaml', 'c.yaml'], { cwd });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Wrote 1 file. 2 files refused.\nTo deploy it: gcloud run services replace b.yaml\n');
    expect(stderr).not.toContain('replace a.yaml');
  });

  it('counts a file and a link to it once', async () => {
    const cwd = folderWith({ 'a.yaml': good });
    fs.symlinkSync('a.yaml', join(cwd, 'l.yaml'));
    const { stdout, stderr } = await run(['set-service-account', NEW, 'l.yaml', 'a.yaml'], { cwd });
    expect(stdout).toMatch(/^--- a\/a\.yaml\n/);
    expect(stderr).toContain('1 file would change');
  });

  it('takes an e-mail of the right form that is too short to exist, and says so', async () => {
    const email = 'web@acme.iam.gserviceaccount.com';
    const { exitCode, stdout, stderr } = await run(['set-service-account', email, '-'], { stdin: good });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(service(email));
    expect(stderr).toContain('has a name of 3 characters before "@"; names have 6 to 30');
  });

  it('tells that gcloud takes one document at a time', async () => {
    const cwd = folderWith({ 'two files.yaml': `${bad}---\n${bad}`, 'one file.yaml': `---\n${bad}---\n# nothing\n` });
    const { stderr } = await run(['set-service-account', NEW, '.'], { cwd });
    expect(stderr).toContain("Once written, deploy it: gcloud run services replace 'one file.yaml'\n");
    expect(stderr).toContain('two files.yaml holds several documents');
  });
});

describe('the change is what git apply takes', () => {
  const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
    'UTF-8': (text) => Buffer.from(text),
    CRLF: (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
    'a byte-order mark': (text) => Buffer.from(`\uFEFF${text}`),
    'a byte-order mark in line 1 of a change': (text) =>
      Buffer.from(`\uFEFF${text.slice(text.indexOf('spec:'))}${text.slice(0, text.indexOf('spec:'))}`),
    'UTF-16LE': (text) => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le'),
    'UTF-16BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    'no final line end': (text) => Buffer.from(text.trimEnd()),
  };

  it.each(Object.entries(encodings))('%s', async (encoding, encode) => {
    const name = 'deploy/é b.yaml';
    const exported = `${fs.readFileSync(`${ROOT}testdata/manifests/shop.export.yaml`, 'utf8')}# é 🙂\n`;
    const cwd = folderWith({ [name]: encode(exported) });
    const shown = await run(['set-service-account', NEW, '--patch', 'change.patch', name], { cwd });
    execFileSync('git', ['init', '-q'], { cwd });
    expect((await run(['set-service-account', NEW, '--write', name], { cwd })).exitCode).toBe(0);
    const written = fs.readFileSync(join(cwd, name));
    const patches = { 'change.patch': true, 'shown.patch': !encoding.startsWith('UTF-16') };
    fs.writeFileSync(join(cwd, 'shown.patch'), shown.stdoutBytes);
    for (const [patch, isExact] of Object.entries(patches)) {
      if (!isExact) continue;
      fs.writeFileSync(join(cwd, name), encode(exported));
      execFileSync('git', ['apply', patch], { cwd });
      expect(fs.readFileSync(join(cwd, name)).equals(written), patch).toBe(true);
    }
  });
});

describe('--as, --project, --namespace, --region', () => {
  const kubernetes = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n';

  it('with --as every file is read as gcloud will read it, and none is passed over', async () => {
    const cwd = folderWith({ 'a.yaml': service(), 'b.yaml': '', 'c.yaml': '- a\n', 'd.yaml': kubernetes, 'e.json': '"x"' });
    const { stdout, exitCode } = await run(['check', '--as', 'services', '--reporter', 'json'], { cwd });
    expect(exitCode).toBe(1);
    const { files, summary } = JSON.parse(stdout);
    expect(summary).toMatchObject({ files: 5, skipped: 0 });
    const refused = files.map(({ path, diagnostics }: JsonFile) => [
      path,
      ...diagnostics.filter(({ refusedBy }) => refusedBy.includes('gcloud')).map(({ ruleId }) => ruleId),
    ]);
    expect(refused).toEqual([
      ['b.yaml', 'manifest/empty'],
      ['c.yaml', 'manifest/not-a-map'],
      ['d.yaml', 'schema/unknown-field'],
      ['e.json', 'manifest/not-a-map'],
    ]);
    const empty = await run(['check', '--as', 'jobs', '-'], { stdin: '' });
    expect([empty.exitCode, empty.stdout]).toEqual([1, expect.stringContaining('manifest/empty')]);
  });

  it('a manifest is held to the project and the namespace that gcloud will be given', async () => {
    const stdin = service().replace('  name: hello', "  name: hello\n  namespace: '814577087058'");
    const at = (...flags: string[]) => run(['check', ...flags, '-'], { stdin });
    expect((await at('--project', 'acme-prod=814577087058')).exitCode).toBe(0);
    expect((await at('--project', 'acme-prod')).exitCode).toBe(0);
    expect((await at('--project', 'acme-prod=814577087059')).stdout).toContain('which is not the project acme-prod');
    expect((await at('--project', 'other-project=814577087058')).stdout).toContain(
      'deployed to project other-project (according to --project)',
    );
    expect((await at('--namespace', 'acme-prod')).stdout).toContain('Namespace specified in file does not match passed flag.');
  });

  it('a manifest is held to the region that gcloud will be given', async () => {
    const stdin = service().replace('  name: hello', '  name: hello\n  labels: {cloud.googleapis.com/location: europe-west1}');
    const at = (...flags: string[]) => run(['check', ...flags, '-'], { stdin });
    expect((await at('--region', 'europe-west1')).stdout).not.toContain('region-consistent');
    expect((await at('--region', 'us-central1')).stdout).toContain('is deployed to us-central1 (according to --region)');
  });

  it('several documents are as bad as is said', async () => {
    const stdin = `${service()}---\n${service(undefined, 'other')}`;
    const exitCode = async (value: string) => (await run(['check', '--several-documents', value, '-'], { stdin })).exitCode;
    expect([await exitCode('error'), await exitCode('warning'), await exitCode('off')]).toEqual([1, 0, 0]);
  });

  it('who refuses a manifest, and in which words, is printed and reported', async () => {
    const stdin = service().replace('containers:', 'timeoutSeconds: 5000\n      containerz: []\n      containers:');
    const { stdout } = await run(['check', '-'], { stdin });
    expect(stdout).toContain(
      'gcloud will say: Failed to parse value(s) in protobuf [Service]: Service.spec.template.spec.containerz\n',
    );
    expect(stdout).toContain('     Cloud Run will refuse it.\n');
    const json = JSON.parse((await run(['check', '--reporter', 'json', '-'], { stdin })).stdout);
    expect(json.files[0].diagnostics.map(({ refusedBy, gcloudSays }: JsonDiagnostic) => [refusedBy, gcloudSays])).toEqual([
      [['cloud-run'], null],
      [['gcloud'], 'Failed to parse value(s) in protobuf [Service]: Service.spec.template.spec.containerz'],
    ]);
  });
});

interface JsonDiagnostic {
  readonly ruleId: string;
  readonly refusedBy: readonly string[];
  readonly gcloudSays: string | null;
}

interface JsonFile {
  readonly path: string;
  readonly diagnostics: readonly JsonDiagnostic[];
}

describe('explain', () => {
  it('lists the rules, and prints a page', async () => {
    const list = await run(['explain'], {});
    expect(list.stdout).toContain('service-account-required');
    expect((await run(['explain', 'schema/null'], {})).stdout).toMatch(/^# schema\/null\n\nA key has no value/);
    const { stdout, exitCode } = await run(['explain', 'revision-name-unpinned'], {});
    expect(exitCode).toBe(0);
    expect(stdout).toBe(fs.readFileSync(`${ROOT}docs/rules/revision-name-unpinned.md`, 'utf8'));
  });
});

it('no control character of a manifest or of an argument reaches the terminal', async () => {
  const text = good.replace('name: hello', 'name: "a\\e[31m\\u009b\\u202e"').replace('kind: Service', 'kind: "Job\\u009b"');
  const runs = [
    await run(['check', '-'], { stdin: text }),
    await run(['check', '-', '--reporter', 'json'], { stdin: text }),
    await run(['set-service-account', NEW, '--only', 'X/\x1b[31m', '-'], {
      stdin: good.replace('name: hello', 'name: "a\\e[31m"'),
    }),
    await run(['check', '\x1b[31m.yaml'], { cwd: folderWith({}) }),
  ];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

describe('called wrongly', () => {
  it.each<[string[], string]>([
    [['--wirte'], 'There is no option --wirte'],
    [['fix', '--wirte'], 'Did you mean --write?'],
    [['check', '--write'], 'runlint fix has it.'],
    [['check', '--fix'], 'runlint fix shows what can be fixed'],
    [['--fix'], 'runlint fix shows what can be fixed'],
    [['review', '--fix'], 'See runlint review --help.'],
    [['fix', '--dry-run'], 'Without --write nothing is written.'],
    [['check', '--format', 'json'], 'Did you mean --reporter?'],
    [['fix', '--format', 'json'], 'runlint set-service-account has it.'],
    [['check', '--json'], 'Did you mean --reporter json?'],
    [['check', '--max-warnings=0'], 'Did you mean --fail-on warning?'],
    [['-v'], 'Did you mean --version?'],
    [['fxi'], 'Did you mean runlint fix?'],
    [['checks', '.'], 'Did you mean runlint check?'],
    [['fix', '-d.yaml'], 'write "./" before it'],
    [['check', '--fail-on=warn'], 'Did you mean warning?'],
    [['explain', 'yaml/sintax'], 'Did you mean yaml/syntax?'],
    [['check', '--as', 'service'], 'Did you mean services?'],
    [['check', '--project', 'acme=prod'], '--project takes an id, or an id and a number, not acme=prod'],
    [['check', '--project', '=1'], '--project takes an id'],
    [['check', '--project', 'Acme Prod'], '--project takes an id, or an id and a number, not Acme Prod'],
    [
      ['set-service-account', '--template', '{service}@{project}.iam.gserviceaccount.com', '--project', 'Acme_Prod'],
      'not Acme_Prod',
    ],
    [['fix', '--project', 'prod'], '--project takes an id'],
    [['set-service-account', 'a.yaml', NEW], 'The e-mail comes first'],
    [['nowhere.yaml'], 'There is no file, folder or match for nowhere.yaml'],
    [['*.yaml'], 'There is no file, folder or match for *.yaml'],
    [['check', '--reporter', 'jsn'], 'Did you mean json?'],
    [['check', '--reporter'], '--reporter needs a value'],
    [['check', '--fail-on', 'error', '--fail-on', 'info'], '--fail-on is given twice'],
    [['fix', '--write=yes'], '--write takes no value'],
    [['fix', '--write', '--check'], 'cannot be used together'],
    [['fix', '--write', '-'], '--write needs files'],
    [['fix', '--patch', 'p', '-'], '--patch needs files'],
    [['fix', '--exit-non-zero-on-fix'], '--exit-non-zero-on-fix needs --write'],
    [['check', '--ignore-unknown', '-'], '--ignore-unknown is for files, and - is standard input'],
    [['check', '-', 'a.yaml'], 'cannot be combined'],
    [['set-service-account'], 'needs <email>'],
    [['explain', 'service-account-requird'], 'Did you mean service-account-required?'],
    [['explain', 'a', 'b'], 'takes no further argument: b'],
  ])('%j', async (argv, words) => {
    const { exitCode, stdout, stderr } = await run(argv, { cwd: folderWith({}) });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
    expect(stdout).toBe('');
  });

  it('a patch does not write over a manifest, and says why it cannot be written', async () => {
    const broken = bad.replace('metadata:', 'metadata: [');
    const cwd = folderWith({ 'a.yaml': bad, 'refused.yaml': broken });
    for (const name of ['a.yaml', 'refused.yaml']) {
      const over = await run(['set-service-account', NEW, '--keep-going', '--patch', name, '.'], { cwd });
      expect(over).toMatchObject({ exitCode: 2, stdout: '' });
      expect(over.stderr).toContain(`--patch ${name} would write over a manifest`);
    }
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(bad);
    expect(fs.readFileSync(join(cwd, 'refused.yaml'), 'utf8')).toBe(broken);
    const nowhere = await run(['set-service-account', NEW, '--patch', 'no/such.patch', 'a.yaml'], { cwd });
    expect(nowhere).toMatchObject({
      exitCode: 2,
      stderr: 'runlint: The patch cannot be written to no/such.patch: there is no such file or folder\n',
    });
  });

  it('a patch of a file outside of the current folder cannot be applied from here', async () => {
    const cwd = folderWith({ 'a.yaml': bad, 'sub/.keep': '' });
    const outside = await run(['set-service-account', NEW, '--patch', 'x.patch', '../a.yaml'], { cwd: join(cwd, 'sub') });
    expect(outside).toMatchObject({ exitCode: 2 });
    expect(outside.stderr).toContain('--patch takes files below the current folder');
    const shown = await run(['set-service-account', NEW, '../a.yaml'], { cwd: join(cwd, 'sub') });
    expect(shown.stdout).toContain('--- a/../a.yaml\n');
  });

  it('a missing path does not keep the others from being checked, but from being changed', async () => {
    const cwd = folderWith({ 'a.yaml': bad });
    const checked = await run(['check', 'a.yaml', 'b.yaml'], { cwd });
    expect(checked).toMatchObject({ exitCode: 2, stderr: 'runlint: There is no file, folder or match for b.yaml\n' });
    expect(checked.stdout).toContain('1 error');
    expect((await run(['set-service-account', NEW, '--write', 'a.yaml', 'b.yaml'], { cwd })).exitCode).toBe(2);
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(bad);
  });
});

describe('the built program', () => {
  it('runs, and prints its version and help', () => {
    expect(execFileSync(process.execPath, [BIN, '--version'], { encoding: 'utf8' })).toBe(`runlint ${VERSION}\n`);
    expect(VERSION).toBe(JSON.parse(fs.readFileSync(`${ROOT}package.json`, 'utf8')).version);
    expect(execFileSync(process.execPath, [BIN, 'fix', '--help'], { encoding: 'utf8' })).toContain('--unsafe');
  });

  it('reads a pipe and ends quietly when its reader goes away', () => {
    const many = Array.from({ length: 300 }, (_, index) => [`${index}.yaml`, bad] as const);
    const cwd = folderWith(Object.fromEntries(many));
    const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${BIN}" . | head -1`], { cwd, encoding: 'utf8' });
    expect(stdout).toBe('0.yaml\n');
    expect(stderr).toBe('');
    const piped = spawnSync(process.execPath, [BIN, 'set-service-account', NEW, '-'], { input: bad, encoding: 'utf8' });
    expect(piped).toMatchObject({ status: 0, stdout: service(NEW) });
  });
});
