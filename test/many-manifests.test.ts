import fs from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../src/io/files.ts';
import { folderWith, type Run, run, service } from './support/run.ts';

const FOLDERS = 200;
const MANIFESTS_EACH = 5;

const TEAMS = Array.from({ length: FOLDERS }, (_, index) => `team-${String(index).padStart(3, '0')}`);
/** Five in each folder, of which the last has the account already that the map gives it. */
const MANIFESTS = TEAMS.flatMap((team) =>
  Array.from({ length: MANIFESTS_EACH }, (_, index) => {
    const name = `${team}-app-${index}`;
    const email = `${name}@acme-prod.iam.gserviceaccount.com`;
    return {
      path: `${team}/${name}.yaml`,
      name,
      email,
      before: service(index === 4 ? email : null, name),
      after: service(email, name),
    };
  }),
);
const CHANGED = MANIFESTS.filter(({ before, after }) => before !== after);
const MAP = `kind,name,path,email\n${MANIFESTS.map(({ path, name, email }) => `Service,${name},${path},${email}\n`).join('')}`;
const VICTIM = 'team-123-app-2.yaml';

let cwd: string;

beforeEach(() => {
  cwd = folderWith({ 'accounts.csv': MAP, ...Object.fromEntries(MANIFESTS.map(({ path, before }) => [path, before])) });
});

function setAccounts(flags: readonly string[], disk: Partial<FileSystem> = {}): Promise<Run> {
  return run(['set-service-account', '--map', 'accounts.csv', ...flags, '.'], { cwd, disk });
}

/** The paths of the files that hold what the map makes of them, all others being as they were. */
function written(): string[] {
  return CHANGED.filter(({ path, before, after }) => {
    const text = fs.readFileSync(join(cwd, path), 'utf8');
    if (text !== before) expect(text, path).toBe(after);
    return text !== before;
  }).map(({ path }) => path);
}

function leftovers(): string[] {
  return fs.readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
}

/** A disk on which a call fails for one file, and for its temporary file. */
function failing(call: 'openSync' | 'renameSync'): Partial<FileSystem> {
  return {
    [call]: (...args: unknown[]) => {
      const isVictim = args.some((arg) => typeof arg === 'string' && arg.includes(`${VICTIM}.`) && arg.endsWith('.tmp'));
      if (isVictim) throw Object.assign(new Error('EACCES: it failed'), { code: 'EACCES' });
      return (nodeFileSystem[call] as (...all: unknown[]) => unknown)(...args);
    },
  };
}

describe(`${MANIFESTS.length} manifests in ${FOLDERS} folders`, () => {
  it('are planned, written, and then need nothing more', async () => {
    const table = await setAccounts(['--plan']);
    expect([table.exitCode, table.stderr]).toEqual([0, '']);
    expect(table.stdout).toMatch(/\n\n800 resources in 800 files would change, 200 have the right account\.\n$/);
    expect(table.stdout.match(/^team-\d+\/.*\(none\)/gm)).toHaveLength(CHANGED.length);
    const json = JSON.parse((await setAccounts(['--plan', '--format', 'json'])).stdout);
    expect(json.summary).toEqual({ changes: 800, unchanged: 200, refusals: 0, unmatchedRows: 0, unmatchedResources: 0 });
    expect(json.changes.map(({ path, newAccount }: Record<string, string>) => [path, newAccount])).toEqual(
      CHANGED.map(({ path, email }) => [path, email]),
    );
    expect(written()).toEqual([]);

    const write = await setAccounts(['--write']);
    expect(write.exitCode).toBe(0);
    expect(write.stderr).toBe(
      `Wrote 800 files.\nTo deploy them:\n${CHANGED.slice(0, 10)
        .map(({ path }) => `  gcloud run services replace ${path}\n`)
        .join('')}  … and 790 more\n`,
    );
    expect(written()).toEqual(CHANGED.map(({ path }) => path));
    expect(leftovers()).toEqual([]);

    const again = await setAccounts(['--write']);
    expect(again).toMatchObject({ exitCode: 0, stdout: '', stderr: 'Nothing changed.\n' });
    expect((await setAccounts(['--plan'])).stdout).toBe('Nothing would change, 1000 have the right account.\n');
  });

  it.each(['openSync', 'renameSync'] as const)(
    'of which one cannot be written (%s): none is, but with --keep-going',
    async (call) => {
      const { exitCode, stdout, stderr } = await setAccounts(['--write'], failing(call));
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toBe(
        `team-123/${VICTIM}: the file cannot be written: permission denied\n` +
          'Nothing was written, because 1 of 800 files cannot be written; --keep-going writes the others.\n',
      );
      expect(written()).toEqual([]);
      expect(leftovers()).toEqual([]);

      const others = await setAccounts(['--write', '--keep-going'], failing(call));
      expect(others.exitCode).toBe(1);
      expect(others.stderr).toContain('Wrote 799 files. 1 file refused.\n');
      expect(written()).toEqual(CHANGED.map(({ path }) => path).filter((path) => !path.endsWith(VICTIM)));
      expect(leftovers()).toEqual([]);
    },
  );

  it('of which one is refused: none is written, but with --keep-going', async () => {
    const victim = join(cwd, 'team-123', VICTIM);
    const broken = fs.readFileSync(victim, 'utf8').replace('metadata:', 'metadata: [');
    fs.writeFileSync(victim, broken);
    const others = CHANGED.filter(({ path }) => !path.endsWith(VICTIM));
    const changed = () => others.filter(({ path, after }) => fs.readFileSync(join(cwd, path), 'utf8') === after);
    const { exitCode, stderr } = await setAccounts(['--write']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Nothing was written, because 1 of 800 files was refused; --keep-going writes the others.\n');
    expect(changed()).toEqual([]);
    expect((await setAccounts(['--write', '--keep-going'])).stderr).toContain('Wrote 799 files. 1 file refused.\n');
    expect(changed()).toEqual(others);
    expect(fs.readFileSync(victim, 'utf8')).toBe(broken);
  });
});
