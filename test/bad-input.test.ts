import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkText } from '../src/index.ts';
import { writeFileAtomically } from '../src/io/atomic-write.ts';
import { nodeFileSystem, readBytes } from '../src/io/files.ts';
import { findFiles } from '../src/io/find-files.ts';
import { ROOT } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

const NEW = 'new-web@acme-prod.iam.gserviceaccount.com';
const head = 'apiVersion: serving.knative.dev/v1\nkind: Service\n';

/** A disk on which one call fails on one path. */
function failing(call: 'openSync' | 'readFileSync' | 'readdirSync' | 'writeSync' | 'renameSync', path: string, code: string) {
  return {
    [call]: (...args: unknown[]) => {
      if (call === 'writeSync' || String(args[0]).endsWith(path)) throw Object.assign(new Error(`${code}: it failed`), { code });
      return (nodeFileSystem[call] as (...all: unknown[]) => unknown)(...args);
    },
  };
}

describe('each bad input gets one clear line and the right exit code', () => {
  const cases: readonly [name: string, content: string | Buffer, line: RegExp, exitCode: number, stream: 'stdout' | 'stderr'][] =
    [
      ['an empty file', '', /^bad\.yaml: empty; not checked$/m, 0, 'stderr'],
      ['only comments', '# nothing\n', /^bad\.yaml: not a Cloud Run manifest; not checked$/m, 0, 'stderr'],
      [
        'a binary file',
        Buffer.from('\x7fELF\0\0\x01', 'latin1'),
        /file\/binary {2}The file is not text: byte 5 is zero/,
        1,
        'stdout',
      ],
      [
        'broken UTF-8',
        Buffer.from(`${head}# \xe9\n`, 'latin1'),
        /file\/encoding {2}The file is not valid UTF-8: byte 52/,
        1,
        'stdout',
      ],
      ['broken UTF-16', Buffer.from([0xff, 0xfe, 0x61]), /file\/encoding {2}The file is not valid UTF-16: byte 3/, 1, 'stdout'],
      ['a control character', `${head}a: \x1b[31m\n`, /yaml\/control-character {2}The control character U\+001B/, 1, 'stdout'],
      ['no YAML at all', `${head}a: "b\n`, /yaml\/syntax {2}The double quote that is opened here is not closed/, 1, 'stdout'],
    ];

  it.each(cases)('%s', async (_, content, line, exitCode, stream) => {
    const cwd = folderWith({ 'bad.yaml': content });
    const result = await run(['check', 'bad.yaml'], { cwd });
    expect(result[stream]).toMatch(line);
    expect(result.exitCode).toBe(exitCode);
    expect((result.stdout.match(/ {2}error {2}[a-z]+\/[a-z-]+ {2}/g) ?? []).length).toBeLessThanOrEqual(1);
    const changed = await run(['set-service-account', NEW, '--write', 'bad.yaml'], { cwd });
    expect(changed.exitCode).toBeLessThan(2);
    const isKept = fs.readFileSync(join(cwd, 'bad.yaml')).equals(Buffer.from(content));
    if (changed.exitCode === 1 || exitCode === 0) expect(isKept).toBe(true);
  });

  const long = (text: string) => text.repeat(1_000_000 / text.length);
  it.each<[name: string, text: string, ruleId: string]>([
    ['braces without an end', `${head}a: [\n${long('{{')}\n`, 'yaml/limit'],
    ['braces in a text that cannot be read', `${head}a: "${long('b {{ ')}\n`, 'yaml/syntax'],
    ['blanks in a text that cannot be read', `${head}a: [\n${long(' ')}x\n`, 'yaml/syntax'],
    ['blank lines in JSON that cannot be read', `{"apiVersion": "serving.knative.dev/v1",\n${long(' \n')}x`, 'yaml/syntax'],
    ['an account of a million characters', service(`'${long('$((')}'`), 'service-account-email-valid'],
    ['an account of a million brackets', service(`'${long('<a{')}'`), 'service-account-email-valid'],
    ['a kind of a million characters', service().replace('kind: Service', `kind: ${long('S')}`), 'manifest/unknown-kind'],
    [
      'a revision name of a million characters',
      service().replace('  template:\n', `  template:\n    metadata: {name: '${long('$((')}'}\n`),
      'revision-name-unpinned',
    ],
    [
      'an annotation of a million quotes',
      service().replace('  name:', `  annotations:\n    run.googleapis.com/custom-audiences: '"${long('\\\\"')}'\n  name:`),
      'annotation-json-valid',
    ],
  ])('%s: soon said, and in few words', async (_, text, ruleId) => {
    const { stdout } = await run(['check', '-'], { stdin: text });
    expect(stdout).toContain(ruleId);
    expect(stdout.length).toBeLessThan(5000);
  });

  it('a file of 100 MB', async () => {
    const cwd = folderWith({});
    const file = fs.openSync(join(cwd, 'bad.yaml'), 'w');
    fs.writeSync(file, head);
    fs.ftruncateSync(file, 100 * 1024 * 1024);
    fs.closeSync(file);
    for (const argv of [['bad.yaml'], ['.']]) {
      const { stdout, exitCode } = await run(argv, { cwd });
      expect(stdout).toContain('bad.yaml\n  error  file/too-large  The file is larger than 64 MiB');
      expect(exitCode).toBe(1);
    }
  });

  it('a pipe that nobody writes to', async () => {
    const cwd = folderWith({});
    execFileSync('mkfifo', ['pipe.yaml'], { cwd });
    expect(await run(['pipe.yaml'], { cwd })).toMatchObject({ exitCode: 0, stderr: 'pipe.yaml: empty; not checked\n' });
    expect((await run(['.'], { cwd })).stdout).toBe('No Cloud Run manifest to check\n');
  });

  it('more words than any manifest has', async () => {
    for (const words of ['a: x\n', '] ']) {
      const { stdout, exitCode } = await run(['check', '-'], {
        stdin: `${head}spec:\n${words.repeat(2_000_000 / words.length)}`,
      });
      expect(exitCode).toBe(1);
      expect(stdout.length).toBeLessThan(50_000);
    }
  });

  it('a device that never ends', async () => {
    const { stdout, exitCode } = await run(['/dev/zero'], {});
    expect(stdout).toContain('file/too-large');
    expect(exitCode).toBe(1);
  });

  it('links that lead round in a circle, or nowhere', async () => {
    const cwd = folderWith({ 'real/a.yaml': service() });
    fs.symlinkSync('b.yaml', join(cwd, 'a.yaml'));
    fs.symlinkSync('a.yaml', join(cwd, 'b.yaml'));
    fs.symlinkSync('nowhere', join(cwd, 'c.yaml'));
    fs.symlinkSync('..', join(cwd, 'real/up'));
    expect((await run(['a.yaml'], { cwd })).stdout).toContain(
      'a.yaml\n  error  file/unreadable  The file cannot be read: it is part of a loop',
    );
    expect((await run(['c.yaml'], { cwd })).stdout).toContain('The file cannot be read: there is no such file or folder');
    expect(await run(['.'], { cwd })).toMatchObject({ exitCode: 0, stdout: 'No problems found in 1 file\n' });
  });

  it('a file and a folder without rights', async () => {
    const cwd = folderWith({ 'a.yaml': service(), 'closed/b.yaml': service(), 'open/c.yaml': service() });
    const unreadable = { ...failing('openSync', 'a.yaml', 'EACCES'), ...failing('readFileSync', 'a.yaml', 'EACCES') };
    const file = await run(['a.yaml'], { cwd, disk: unreadable });
    expect(file).toMatchObject({ exitCode: 1 });
    expect(file.stdout).toContain('a.yaml\n  error  file/unreadable  The file cannot be read: permission denied');
    const folder = await run(['.'], { cwd, disk: failing('readdirSync', 'closed', 'EACCES') });
    expect(folder).toMatchObject({ exitCode: 1 });
    expect(folder.stdout).toContain('closed\n  error  file/unreadable  The folder cannot be read: permission denied');
    expect(folder.stdout).toContain('1 error in 1 of 3 files');
  });

  it.each([
    ['writeSync', 'ENOSPC', 'the disk is full'],
    ['renameSync', 'EACCES', 'permission denied'],
  ] as const)('a disk that fails in %s', async (call, code, reason) => {
    const cwd = folderWith({ 'a.yaml': service() });
    const path = call === 'renameSync' ? '.tmp' : '';
    const { exitCode, stderr } = await run(['set-service-account', NEW, '--write', 'a.yaml'], {
      cwd,
      disk: failing(call, path, code),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`a.yaml: the file cannot be written: ${reason}`);
    expect(fs.readdirSync(cwd)).toEqual(['a.yaml']);
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(service());
  });
});

describe('files', () => {
  it('are read up to a limit, also where their size is not told', () => {
    const cwd = folderWith({ a: 'x'.repeat(10) });
    expect(readBytes(join(cwd, 'a'), 10)).toEqual({ bytes: Buffer.from('x'.repeat(10)), isTruncated: false });
    expect(readBytes(join(cwd, 'a'), 9)).toEqual({ bytes: Buffer.from('x'.repeat(9)), isTruncated: true });
    expect(readBytes('/proc/self/status', 100_000).bytes.toString()).toContain('Name:');
  });

  it('keep their mode, and a link stays a link', () => {
    const cwd = folderWith({ 'a.yaml': 'old', 'in/b.yaml': 'old' });
    fs.chmodSync(join(cwd, 'a.yaml'), 0o640);
    fs.symlinkSync('in/b.yaml', join(cwd, 'link.yaml'));
    writeFileAtomically(join(cwd, 'a.yaml'), Buffer.from('new'), cwd);
    writeFileAtomically(join(cwd, 'link.yaml'), Buffer.from('new'), cwd);
    expect(fs.statSync(join(cwd, 'a.yaml')).mode & 0o777).toBe(0o640);
    expect(fs.lstatSync(join(cwd, 'link.yaml')).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(join(cwd, 'in/b.yaml'), 'utf8')).toBe('new');
  });

  it.each([
    ['a link', 'a.yaml', 'a.yaml', 'a.yaml'],
    ['a folder that is a link', '.', 'linked', 'linked/a.yaml'],
  ])('behind %s that leads out of the folder are not written', async (_, target, link, named) => {
    const outside = folderWith({ 'a.yaml': service() });
    const cwd = folderWith({});
    fs.symlinkSync(join(outside, target), join(cwd, link));
    for (const path of [named, link]) {
      const { exitCode, stderr } = await run(['set-service-account', NEW, '--write', path], { cwd });
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`outside of the folder runlint was started in; to change that file, name it itself\n`);
      expect(fs.readFileSync(join(outside, 'a.yaml'), 'utf8')).toBe(service());
    }
    const meant = join(fs.realpathSync(outside), 'a.yaml');
    expect((await run(['set-service-account', NEW, '--write', meant], { cwd })).exitCode).toBe(0);
    expect(fs.readFileSync(meant, 'utf8')).toBe(service(NEW));
  });

  it('are found by name, without what git ignores', async () => {
    const cwd = folderWith({
      'b.yaml': '',
      'a.YML': '',
      'c.json': '',
      'd.txt': '',
      'build/e.yaml': '',
      'kept/build/e.yaml': '',
      'sub/f.yaml': '',
      'sub/g.yaml': '',
      'sub/.gitignore': 'f.yaml\n!g.yaml\n',
      'node_modules/h.yaml': '',
      '.git/i.yaml': '',
      '.deploy/j.yaml': '',
      '.gitignore': '/build/\n*.json\ng.yaml\n',
    });
    const paths = async (...given: string[]) => (await findFiles(given, cwd, nodeFileSystem)).files.map(({ path }) => path);
    expect(await paths('.')).toEqual(['.deploy/j.yaml', 'a.YML', 'b.yaml', 'kept/build/e.yaml', 'sub/g.yaml']);
    expect(await paths('sub')).toEqual(['sub/g.yaml']);
    expect(await paths('build')).toEqual(['build/e.yaml']);
    expect(await paths('sub/f.yaml', 'sub')).toEqual(['sub/f.yaml', 'sub/g.yaml']);
    expect(await paths('b.yaml', './b.yaml', '.')).toEqual([
      'b.yaml',
      '.deploy/j.yaml',
      'a.YML',
      'kept/build/e.yaml',
      'sub/g.yaml',
    ]);
    expect(await paths('**/e.yaml')).toEqual(['build/e.yaml', 'kept/build/e.yaml']);
    expect(await paths(cwd)).toContain(`${cwd}/b.yaml`);
  });
});

it('a process that is killed while it writes leaves every file whole, old or new', async () => {
  const before = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');
  const after = service('web-app@acme-prod.iam.gserviceaccount.com');
  const names = Array.from({ length: 400 }, (_, index) => `${index}.yaml`);
  const seen = new Set<string>();
  for (const share of [0.05, 0.6]) {
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, before])));
    await killAfter(cwd, Math.floor(names.length * share));
    for (const name of names) {
      const text = fs.readFileSync(join(cwd, name), 'utf8');
      expect([before, after]).toContain(text);
      seen.add(text);
    }
  }
  expect(seen.size, 'the process was killed while it wrote').toBe(2);

  /** Kills the process once it has written so many files. */
  async function killAfter(cwd: string, count: number): Promise<void> {
    const child = spawn(process.execPath, [`${ROOT}dist/bin/bin.cjs`, 'fix', '--unsafe', '--write', '.'], {
      cwd,
      stdio: 'ignore',
    });
    const exited = new Promise((resolve) => child.on('exit', resolve));
    const probe = join(cwd, names[count] as string);
    const inode = fs.statSync(probe).ino;
    while (child.exitCode === null && fs.statSync(probe).ino === inode) await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill('SIGKILL');
    await exited;
  }
});

it('a few lines of aliases and many wrong values are told in part, and soon', () => {
  const many = (item: string, count: number) => Array(count).fill(item).join(', ');
  const spec = `${head}metadata: {name: a}\nspec:\n  template:\n    spec:\n      serviceAccountName: ${NEW}\n      containers:\n`;
  const aliased = `${spec}      - &one\n        image: a\n        args: [${many('5', 1000)}]\n${'      - *one\n'.repeat(900)}`;
  expect(checkText(aliased, { rules: [] }).diagnostics.map(({ ruleId }) => ruleId)).toEqual(['yaml/limit']);
  const wrong = checkText(`${spec}      - image: a\n        args: [${many('5', 5000)}]\n`).diagnostics;
  expect(wrong).toHaveLength(200);
  expect(new Set(wrong.map(({ ruleId }) => ruleId))).toEqual(new Set(['schema/type']));
});

it('of hundreds of mounts without a volume each is told, and none is guessed', () => {
  const check = (count: number) => {
    const mounts = Array.from({ length: count }, (_, index) => `        - {name: volume-${index}, mountPath: /data/${index}}\n`);
    const containers = service().replace(
      /$/,
      `        volumeMounts:\n${mounts.join('')}      volumes:\n      - {name: volum-0, emptyDir: {}}\n`,
    );
    return checkText(containers).diagnostics.filter(({ ruleId }) => ruleId === 'volume-mount-declared');
  };
  expect(check(100).map(({ remedy }) => remedy)).toContain('Did you mean volum-0?');
  expect(check(101).map(({ remedy }) => remedy)).not.toContain('Did you mean volum-0?');
});
