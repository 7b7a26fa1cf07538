import fs from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../src/io/files.ts';
import { folderWith, type Run, run, service } from './support/run.ts';

const MANIFESTS_EACH = 5;
const VICTIM = 'team-012/team-012-app-2.yaml';

interface Manifest {
  readonly path: string;
  readonly name: string;
  readonly email: string;
  readonly before: string;
  readonly after: string;
}

/** Manifests in folders, and a map with a row for each of them. */
class Monorepo {
  readonly cwd: string;
  /** Those to which the map gives another account: of the five in each folder all but the last. */
  readonly changed: readonly Manifest[];

  constructor(folders: number) {
    const manifests = Array.from({ length: folders }, (_, index) => manifestsOf(`team-${String(index).padStart(3, '0')}`)).flat();
    const rows = manifests.map(({ path, name, email }) => `Service,${name},${path},${email}\n`);
    const files = Object.fromEntries(manifests.map(({ path, before }) => [path, before]));
    this.cwd = folderWith({ ...files, 'accounts.csv': `kind,name,path,email\n${rows.join('')}` });
    this.changed = manifests.filter(({ before, after }) => before !== after);
  }

  setAccounts(flags: readonly string[], disk: Partial<FileSystem> = {}): Promise<Run> {
    return run(['set-service-account', '--map', 'accounts.csv', ...flags, '.'], { cwd: this.cwd, disk });
  }

  /** The paths of the files that hold what the map makes of them, all others being as they were. */
  written(): string[] {
    const written = this.changed.filter(({ path, before, after }) => {
      const text = fs.readFileSync(join(this.cwd, path), 'utf8');
      if (text !== before) expect(text, path).toBe(after);
      return text !== before;
    });
    return written.map(({ path }) => path);
  }

  leftovers(): string[] {
    return fs.readdirSync(this.cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
  }
}

function manifestsOf(team: string): Manifest[] {
  return Array.from({ length: MANIFESTS_EACH }, (_, index) => {
    const name = `${team}-app-${index}`;
    const email = `${name}@acme-prod.iam.gserviceaccount.com`;
    const isRight = index === MANIFESTS_EACH - 1;
    return {
      path: `${team}/${name}.yaml`,
      name,
      email,
      before: service(isRight ? email : null, name),
      after: service(email, name),
    };
  });
}

/** A disk on which a call fails for one file, and for its temporary file. */
function failing(call: 'openSync' | 'renameSync'): Partial<FileSystem> {
  return {
    [call]: (...args: unknown[]) => {
      const isVictim = args.some(
        (arg) => typeof arg === 'string' && arg.includes(`${basename(VICTIM)}.`) && arg.endsWith('.tmp'),
      );
      if (isVictim) throw Object.assign(new Error('EACCES: it failed'), { code: 'EACCES' });
      return (nodeFileSystem[call] as (...all: unknown[]) => unknown)(...args);
    },
  };
}

it('1000 manifests in 200 folders are planned, written, and then need nothing more', async () => {
  const repo = new Monorepo(200);
  const table = await repo.setAccounts(['--plan']);
  expect([table.exitCode, table.stderr]).toEqual([0, '']);
  expect(table.stdout).toMatch(/\n\n800 resources in 800 files would change, 200 have the right account\.\n$/);
  expect(table.stdout.match(/^team-\d+\/.*\(none\)/gm)).toHaveLength(800);
  const json = JSON.parse((await repo.setAccounts(['--plan', '--format', 'json'])).stdout);
  expect(json.summary).toEqual({ changes: 800, unchanged: 200, refusals: 0, unmatchedRows: 0, unmatchedResources: 0 });
  expect(json.changes.map(({ path, newAccount }: Record<string, string>) => [path, newAccount])).toEqual(
    repo.changed.map(({ path, email }) => [path, email]),
  );
  expect(repo.written()).toEqual([]);

  const write = await repo.setAccounts(['--write']);
  expect(write.exitCode).toBe(0);
  const commands = repo.changed.slice(0, 10).map(({ path }) => `  gcloud run services replace ${path}\n`);
  expect(write.stderr).toBe(
    `Wrote 800 files.\nTo deploy them:\n${commands.join('')}  … and 790 more\nBefore you deploy, see what must be granted: runlint grants .\n`,
  );
  expect(repo.written()).toEqual(repo.changed.map(({ path }) => path));
  expect(repo.leftovers()).toEqual([]);

  const again = await repo.setAccounts(['--write']);
  expect(again).toMatchObject({ exitCode: 0, stdout: '', stderr: 'Nothing changed.\n' });
  expect((await repo.setAccounts(['--plan'])).stdout).toBe('Nothing would change, 1000 have the right account.\n');
});

describe('where there is a file', () => {
  it.each([
    [200, 'openSync'],
    [20, 'renameSync'],
  ] as const)('of %i folders that cannot be written (%s), none is, but with --keep-going', async (folders, call) => {
    const repo = new Monorepo(folders);
    const { exitCode, stdout, stderr } = await repo.setAccounts(['--write'], failing(call));
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `${VICTIM}: the file cannot be written: permission denied\n` +
        `Nothing was written, because 1 of ${repo.changed.length} files cannot be written; --keep-going writes the others.\n`,
    );
    expect(repo.written()).toEqual([]);
    expect(repo.leftovers()).toEqual([]);

    const others = repo.changed.map(({ path }) => path).filter((path) => path !== VICTIM);
    const going = await repo.setAccounts(['--write', '--keep-going'], failing(call));
    expect(going.exitCode).toBe(1);
    expect(going.stderr).toContain(`Wrote ${others.length} files. 1 file refused.\n`);
    expect(repo.written()).toEqual(others);
    expect(repo.leftovers()).toEqual([]);
  });

  it('that is refused, none is written, but with --keep-going', async () => {
    const repo = new Monorepo(20);
    const victim = join(repo.cwd, VICTIM);
    const broken = fs.readFileSync(victim, 'utf8').replace('metadata:', 'metadata: [');
    fs.writeFileSync(victim, broken);
    const others = repo.changed.filter(({ path }) => path !== VICTIM);
    const changed = () => others.filter(({ path, after }) => fs.readFileSync(join(repo.cwd, path), 'utf8') === after);
    const { exitCode, stderr } = await repo.setAccounts(['--write']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Nothing was written, because 1 of 80 files was refused; --keep-going writes the others.\n');
    expect(changed()).toEqual([]);
    expect((await repo.setAccounts(['--write', '--keep-going'])).stderr).toContain('Wrote 79 files. 1 file refused.\n');
    expect(changed()).toEqual(others);
    expect(fs.readFileSync(victim, 'utf8')).toBe(broken);
  });
});
