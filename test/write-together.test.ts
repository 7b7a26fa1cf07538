import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../src/io/files.ts';
import { folderWith, type Run, run, service } from './support/run.ts';

const NEW = 'new-web@acme-prod.iam.gserviceaccount.com';
const NAMES = ['a.yaml', 'b.yaml', 'c.yaml'];

/** A disk on which a call fails for each path that a test names, once the call was made so often. */
function failing(
  call: 'openSync' | 'renameSync' | 'rmSync',
  fails: (path: string, count: number) => boolean,
): Partial<FileSystem> {
  let count = 0;
  return {
    [call]: (...args: unknown[]) => {
      count++;
      if (fails(args.map(String).join(' '), count)) throw Object.assign(new Error('EACCES: it failed'), { code: 'EACCES' });
      return (nodeFileSystem[call] as (...all: unknown[]) => unknown)(...args);
    },
  };
}

const noTemporaryOfB = failing('openSync', (paths) => paths.includes('.b.yaml.'));
const noRenameOfC = () => failing('renameSync', (paths) => paths.endsWith('c.yaml'));

function threeServices(): string {
  return folderWith(Object.fromEntries(NAMES.map((name) => [name, service()])));
}

function write(cwd: string, disk: Partial<FileSystem>, ...flags: string[]): Promise<Run> {
  return run(['set-service-account', NEW, '--write', ...flags, '.'], { cwd, disk });
}

/** The names of the files that have the new account; of the others, all bytes are as they were. */
function written(cwd: string): string[] {
  return NAMES.filter((name) => {
    const text = fs.readFileSync(join(cwd, name), 'utf8');
    if (text !== service()) expect(text).toBe(service(NEW));
    return text !== service();
  });
}

describe('files are written together or not at all', () => {
  it('where a temporary file cannot be written', async () => {
    const cwd = threeServices();
    const { exitCode, stdout, stderr } = await write(cwd, noTemporaryOfB);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'b.yaml: the file cannot be written: permission denied\n' +
        'Nothing was written, because 1 of 3 files cannot be written; --keep-going writes the others.\n',
    );
    expect(written(cwd)).toEqual([]);
    expect(fs.readdirSync(cwd)).toEqual(NAMES);
  });

  it('where one of them cannot take its name: the others get back what they held, and their modes', async () => {
    const cwd = threeServices();
    fs.chmodSync(join(cwd, 'a.yaml'), 0o640);
    const { exitCode, stdout, stderr } = await write(cwd, noRenameOfC());
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('c.yaml: the file cannot be written: permission denied\nNothing was written, because 1 of 3 files');
    expect(written(cwd)).toEqual([]);
    expect(fs.statSync(join(cwd, 'a.yaml')).mode & 0o777).toBe(0o640);
    expect(fs.readdirSync(cwd)).toEqual(NAMES);
  });

  it('and it is told which cannot be put back, and which temporary files are left', async () => {
    const cwd = threeServices();
    const disk = {
      ...failing('renameSync', (_, count) => count > 2),
      ...failing('rmSync', (paths) => paths.includes('.c.yaml.')),
    };
    const { exitCode, stdout, stderr } = await write(cwd, disk);
    expect(exitCode).toBe(1);
    for (const name of ['a.yaml', 'b.yaml'])
      expect(stderr).toContain(`${name}: the file was written, and cannot be put back as it was: permission denied\n`);
    expect(stderr).toMatch(/\.c\.yaml\.[0-9a-f]{12}\.tmp: this temporary file cannot be removed\n/);
    expect(stderr).toContain('Wrote 2 files. 1 file refused.\n');
    expect(stdout).not.toContain('c.yaml');
    expect(written(cwd)).toEqual(['a.yaml', 'b.yaml']);
  });

  it('where one is refused, and none of them is shown or written as a patch', async () => {
    const cwd = threeServices();
    fs.writeFileSync(join(cwd, 'd.yaml'), service().replace('metadata:', 'metadata: ['));
    const shown = await run(['set-service-account', NEW, '--patch', 'x.patch', '.'], { cwd });
    expect(shown.stderr).toContain(
      '3 files would change; nothing was written (add --write). 1 file refused; --write writes the others only with --keep-going.\n',
    );
    expect(shown.stderr).toContain('\nNo patch was written to x.patch: --keep-going leaves out what is refused.\n');
    expect(fs.existsSync(join(cwd, 'x.patch'))).toBe(false);
    const others = await run(['set-service-account', NEW, '--patch', 'x.patch', '--keep-going', '.'], { cwd });
    expect(others.stderr).toContain('Wrote the change to x.patch.\n');
    expect(fs.readFileSync(join(cwd, 'x.patch'), 'utf8').match(/^--- a\/.*$/gm)).toHaveLength(3);
    const { exitCode, stdout, stderr } = await write(cwd, {});
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Nothing was written, because 1 of 4 files was refused; --keep-going writes the others.\n');
    expect(written(cwd)).toEqual([]);
  });

  it.each([
    ['cannot be read', 'openSync', 'd.yaml'],
    ['is not text', undefined, 'd.yaml'],
  ] as const)('where one %s', async (_, call, name) => {
    const cwd = threeServices();
    fs.writeFileSync(join(cwd, name), Buffer.from(`${service()}# \xff`, 'latin1'));
    const disk = call ? failing(call, (paths) => paths.includes(name)) : {};
    const { exitCode, stderr } = await write(cwd, disk);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Nothing was written, because 1 of 4 files was refused; --keep-going writes the others.\n');
    expect(written(cwd)).toEqual([]);
  });
});

describe('what somebody else does to a file between reading and writing', () => {
  /** A disk on which something happens once all files are read: when the first temporary file is opened. */
  function meanwhile(act: () => void): Partial<FileSystem> {
    let hasHappened = false;
    return {
      openSync: (...args) => {
        if (args[1] === 'wx' && !hasHappened) {
          hasHappened = true;
          act();
        }
        return nodeFileSystem.openSync(...args);
      },
    };
  }
  const others = service('others@acme-prod.iam.gserviceaccount.com');

  it.each<[string, string | undefined, string]>([
    ['another text', others, 'it was changed after it was read; run runlint again'],
    ['a longer text', `${service()}# and more\n`, 'it was changed after it was read; run runlint again'],
    ['no text', '', 'it was changed after it was read; run runlint again'],
    ['no file', undefined, 'there is no such file or folder'],
  ])('%s: it stays, and nothing else is written', async (_, text, reason) => {
    const cwd = threeServices();
    const path = join(cwd, 'b.yaml');
    const disk = meanwhile(() => (text === undefined ? fs.rmSync(path) : fs.writeFileSync(path, text)));
    const { exitCode, stdout, stderr } = await write(cwd, disk);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`b.yaml: the file cannot be written: ${reason}\nNothing was written`);
    for (const name of ['a.yaml', 'c.yaml']) expect(fs.readFileSync(join(cwd, name), 'utf8')).toBe(service());
    expect(fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined).toBe(text);
    expect(fs.readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('the same change: there is nothing against it', async () => {
    const cwd = threeServices();
    const { exitCode } = await write(
      cwd,
      meanwhile(() => fs.writeFileSync(join(cwd, 'b.yaml'), service(NEW))),
    );
    expect(exitCode).toBe(0);
    expect(written(cwd)).toEqual(NAMES);
  });
});

it('a file whose name is as long as a name can be is written', async () => {
  const name = `${'ü'.repeat(125)}.yaml`;
  const cwd = folderWith({ [name]: service() });
  expect((await write(cwd, {})).exitCode).toBe(0);
  expect(fs.readFileSync(join(cwd, name), 'utf8')).toBe(service(NEW));
  expect(fs.readdirSync(cwd)).toEqual([name]);
});

describe('with --keep-going what can be written is', () => {
  it.each([
    ['a temporary file cannot be written', noTemporaryOfB, ['a.yaml', 'c.yaml']],
    ['one cannot take its name', noRenameOfC(), ['a.yaml', 'b.yaml']],
  ])('where %s', async (_, disk, expected) => {
    const cwd = threeServices();
    const { exitCode, stdout, stderr } = await write(cwd, disk, '--keep-going');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Wrote 2 files. 1 file refused.\n');
    expect(stdout.match(/^--- a\/.*$/gm)).toEqual(expected.map((name) => `--- a/${name}`));
    expect(written(cwd)).toEqual(expected);
    expect(fs.readdirSync(cwd)).toEqual(NAMES);
  });
});

it('fix mends what it can beside a file that it cannot write', async () => {
  const broken = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');
  const cwd = folderWith({ 'a.yaml': broken, 'b.yaml': broken });
  const { exitCode, stderr } = await run(['fix', '--unsafe', '--write', '.'], { cwd, disk: noTemporaryOfB });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Wrote 1 file. 1 file refused.\n');
  expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(service());
});
