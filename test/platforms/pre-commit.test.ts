import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.ts';
import { folderWith, service } from '../support/run.ts';
import { followRecipe, promptEnvironment, recipesIn } from './recipes.ts';

/** Every recipe of docs/pre-commit.md, as it stands there, in a repository made here. */

const RECIPES = recipesIn('docs/pre-commit.md');

const good = service();
const bad = service('100200300400-compute@developer.gserviceaccount.com');
const fixable = `${good}        env:\n          - name: DEBUG\n            value: on\n`;
const fixed = fixable.replace('on\n', "'on'\n");
const FINDING = 'service-account-not-default';

/** What a hook makes of a commit that can be fixed, and whether it sees what is not staged. */
interface Expected {
  readonly fixing: 'no' | 'stops the commit' | 'is part of the commit';
  readonly isUnstagedHidden: boolean;
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  'pre-commit': { fixing: 'stops the commit', isUnstagedHidden: true },
  'pre-commit, with the package': { fixing: 'no', isUnstagedHidden: true },
  husky: { fixing: 'no', isUnstagedHidden: false },
  'lint-staged': { fixing: 'is part of the commit', isUnstagedHidden: true },
  lefthook: { fixing: 'is part of the commit', isUnstagedHidden: true },
  'git alone': { fixing: 'no', isUnstagedHidden: false },
};

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
const shared = fs.mkdtempSync(join(os.tmpdir(), 'runlint-hooks-'));
const hooks = join(shared, 'runlint');
const programs = join(shared, 'bin');
const env = promptEnvironment(
  {
    PRE_COMMIT_HOME: join(shared, 'pre-commit'),
    GIT_CONFIG_GLOBAL: join(shared, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    NO_COLOR: '1',
  },
  [programs],
);
const meant: Record<string, string> = { 'https://github.com/OWNER/runlint': `file://${hooks}` };

/** A fresh clone of what is committed here, with the tag of the page; the package, and a program in PATH. */
beforeAll(() => {
  fs.writeFileSync(join(shared, 'gitconfig'), '[user]\n  name = Test\n  email = test@example.com\n');
  execFileSync('git', ['clone', '--quiet', `file://${ROOT}`, hooks], { env });
  execFileSync('git', ['tag', 'v0.1.0'], { cwd: hooks, env });
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', shared];
  const archive = execFileSync('npm', pack, { cwd: ROOT, env, encoding: 'utf8' }).trim();
  meant['runlint@0.1.0'] = join(shared, archive);
  fs.mkdirSync(programs);
  fs.symlinkSync(join(ROOT, 'dist/bin/bin.js'), join(programs, 'runlint'));
});

afterAll(() => fs.rmSync(shared, { recursive: true, force: true }));

it('every recipe of the page is tried, with every block of it', () => {
  expect([...RECIPES.keys()]).toEqual(Object.keys(EXPECTED));
  const fences = fs.readFileSync(join(ROOT, 'docs/pre-commit.md'), 'utf8').match(/^```/gm) ?? [];
  expect([...RECIPES.values()].flat()).toHaveLength(fences.length / 2);
});

describe.each(Object.entries(EXPECTED))('%s', (name, { fixing, isUnstagedHidden }) => {
  const isMissing = name.startsWith('pre-commit') && !hasPreCommit;
  const options = { skip: isMissing, timeout: 600_000 };
  const reason = isMissing ? ' (skipped: pre-commit is not installed)' : '';

  it(`stops what is wrong, and lets pass what is not${reason}`, options, () => {
    const repository = repositoryWith(name);
    repository.write({ 'deploy/a blank.yaml': bad, '-dash.yaml': good, 'bücher.yaml': good, 'other.yaml': 'a: b\n' });
    const stopped = repository.commit();
    expect(stopped.output).toContain(FINDING);
    expect(stopped.output).toContain('deploy/a blank.yaml');
    expect(stopped.isDone).toBe(false);

    repository.write({ 'deploy/a blank.yaml': good });
    expect(repository.commit()).toMatchObject({ isDone: true, output: expect.not.stringMatching(/not a Cloud Run/) });
    repository.write({ 'other.yaml': 'a: c\n', 'read.me': 'Hello\n' });
    expect(repository.commit()).toMatchObject({ isDone: true, output: expect.not.stringMatching(/not a Cloud Run/) });
  });

  it(`fixes: ${fixing}${reason}`, options, () => {
    const repository = repositoryWith(name);
    repository.write({ 'a.yaml': fixable });
    const first = repository.commit();
    expect(first.isDone).toBe(fixing === 'is part of the commit');
    expect(repository.read('a.yaml')).toBe(fixing === 'no' ? fixable : fixed);
    if (fixing === 'stops the commit') expect(repository.commit()).toMatchObject({ isDone: true });
    expect(repository.committed('a.yaml')).toBe(fixing === 'no' ? undefined : fixed);
  });

  it(`what is not staged: is ${isUnstagedHidden ? 'not ' : ''}looked at${reason}`, options, () => {
    const repository = repositoryWith(name);
    repository.write({ 'a.yaml': good });
    repository.git('add', 'a.yaml');
    repository.write({ 'a.yaml': bad });
    const { isDone, output } = repository.commitStaged();
    expect({ isDone, output }).toMatchObject({ isDone: isUnstagedHidden });
    if (!isUnstagedHidden) expect(output).toContain('a.yaml: read from the disk, with changes that are not staged');
    expect(repository.read('a.yaml')).toBe(bad);
  });
});

describe('pre-commit try-repo', () => {
  it(`runs both hooks of a clone${hasPreCommit ? '' : ' (skipped: pre-commit is not installed)'}`, {
    skip: !hasPreCommit,
    timeout: 600_000,
  }, () => {
    const repository = repositoryWith('none');
    repository.write({ 'a.yaml': bad, 'b.yaml': fixable });
    repository.git('add', '--all');
    const { status, stdout } = spawnSync('pre-commit', ['try-repo', hooks, '--all-files', '--verbose'], {
      cwd: repository.root,
      env,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^runlint\.+Failed\n- hook id: runlint\n/m);
    expect(stdout).toContain(FINDING);
    expect(stdout).toMatch(
      /^runlint fix\.+Failed\n- hook id: runlint-fix\n[\s\S]*- files were modified by this hook\n[\s\S]*Wrote 1 file\./m,
    );
    expect(status).toBe(1);
    expect(repository.read('b.yaml')).toBe(fixed);
  });
});

interface Committed {
  readonly isDone: boolean;
  readonly output: string;
}

/** A new repository that follows a recipe, or none, with one commit. */
function repositoryWith(recipe: string) {
  const root = folderWith({ 'package.json': '{}\n', '.gitignore': 'node_modules\n', '.git/hooks/.keep': '' });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=First');
  followRecipe(RECIPES.get(recipe) ?? [], root, env, meant);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message=The recipe');

  function commitStaged(): Committed {
    const { status, stdout, stderr } = spawnSync('git', ['commit', '--message=A change'], { cwd: root, env, encoding: 'utf8' });
    return { isDone: status === 0, output: `${stdout}${stderr}` };
  }
  return {
    root,
    git,
    commitStaged,
    commit(): Committed {
      git('add', '--all');
      return commitStaged();
    },
    write(files: Readonly<Record<string, string>>): void {
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(join(root, name, '..'), { recursive: true });
        fs.writeFileSync(join(root, name), text);
      }
    },
    read: (name: string) => fs.readFileSync(join(root, name), 'utf8'),
    /** The text of a file in the last commit; undefined where it is not part of it. */
    committed(name: string): string | undefined {
      const { status, stdout } = spawnSync('git', ['show', `HEAD:${name}`], { cwd: root, env, encoding: 'utf8' });
      return status === 0 ? stdout : undefined;
    },
  };
}
