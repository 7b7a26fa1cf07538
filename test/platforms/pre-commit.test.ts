import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.ts';
import { type Repository, repositoryWith } from '../support/repository.ts';
import { service } from '../support/run.ts';
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
const env = promptEnvironment({ PRE_COMMIT_HOME: join(shared, 'pre-commit'), NO_COLOR: '1' }, [programs]);
const meant: Record<string, string> = { 'https://github.com/OWNER/runlint': `file://${hooks}` };

/** A fresh clone of what is committed here, with the tag of the page; the package, and a program in PATH. */
beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', `file://${ROOT}`, hooks], { env });
  execFileSync('git', ['tag', 'v0.1.0'], { cwd: hooks, env });
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', shared];
  const archive = execFileSync('npm', pack, { cwd: ROOT, env, encoding: 'utf8' }).trim();
  meant['runlint@0.1.0'] = join(shared, archive);
  fs.mkdirSync(programs);
  fs.symlinkSync(join(ROOT, 'dist/bin/bin.cjs'), join(programs, 'runlint'));
});

afterAll(() => fs.rmSync(shared, { recursive: true, force: true }));

it('every recipe of the page is tried, with every block of it', () => {
  expect([...RECIPES.keys()]).toEqual(Object.keys(EXPECTED));
  const fences = fs.readFileSync(join(ROOT, 'docs/pre-commit.md'), 'utf8').match(/^```/gm) ?? [];
  expect([...RECIPES.values()].flat()).toHaveLength(fences.length / 2);
});

it('the README shows the first of them', () => {
  expect(recipesIn('README.md').get('Before each commit')).toEqual(RECIPES.get('pre-commit')?.slice(0, 1));
});

describe.each(Object.entries(EXPECTED))('%s', (name, { fixing, isUnstagedHidden }) => {
  const isMissing = name.startsWith('pre-commit') && !hasPreCommit;
  const options = { skip: isMissing, timeout: 600_000 };
  const reason = isMissing ? ' (skipped: pre-commit is not installed)' : '';

  it(`stops what is wrong, and lets pass what is not${reason}`, options, () => {
    const repository = repositoryFollowing(name);
    repository.write({ 'deploy/a blank.yaml': bad, '-dash.yaml': good, 'bücher.yaml': good, 'other.yaml': 'a: b\n' });
    const stopped = tryCommit(repository);
    expect(stopped.output).toContain(FINDING);
    expect(stopped.output).toContain('deploy/a blank.yaml');
    expect(stopped.isDone).toBe(false);

    repository.write({ 'deploy/a blank.yaml': good });
    expect(tryCommit(repository)).toMatchObject({ isDone: true, output: expect.not.stringMatching(/not a Cloud Run/) });
    repository.write({ 'other.yaml': 'a: c\n', 'read.me': 'Hello\n' });
    expect(tryCommit(repository)).toMatchObject({ isDone: true, output: expect.not.stringMatching(/not a Cloud Run/) });
  });

  it(`fixes: ${fixing}${reason}`, options, () => {
    const repository = repositoryFollowing(name);
    repository.write({ 'a.yaml': fixable });
    const first = tryCommit(repository);
    expect(first.isDone).toBe(fixing === 'is part of the commit');
    expect(textOf(repository, 'a.yaml')).toBe(fixing === 'no' ? fixable : fixed);
    if (fixing === 'stops the commit') expect(tryCommit(repository)).toMatchObject({ isDone: true });
    expect(committedText(repository, 'a.yaml')).toBe(fixing === 'no' ? undefined : fixed);
  });

  it(`what is not staged: is ${isUnstagedHidden ? 'not ' : ''}looked at${reason}`, options, () => {
    const repository = repositoryFollowing(name);
    repository.write({ 'a.yaml': good });
    repository.git('add', 'a.yaml');
    repository.write({ 'a.yaml': bad });
    const { isDone, output } = repository.tryGit('commit', '--message=A change');
    expect({ isDone, output }).toMatchObject({ isDone: isUnstagedHidden });
    if (!isUnstagedHidden) expect(output).toContain('a.yaml: read from the disk, with changes that are not staged');
    expect(textOf(repository, 'a.yaml')).toBe(bad);
  });
});

describe('pre-commit try-repo', () => {
  it(`runs both hooks of a clone${hasPreCommit ? '' : ' (skipped: pre-commit is not installed)'}`, {
    skip: !hasPreCommit,
    timeout: 600_000,
  }, () => {
    const repository = repositoryFollowing('none');
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
    expect(textOf(repository, 'b.yaml')).toBe(fixed);
  });
});

/** A new repository that follows a recipe, or none, with all of it committed. */
function repositoryFollowing(recipe: string): Repository {
  const files = { 'package.json': '{}\n', '.gitignore': 'node_modules\n', '.git/hooks/.keep': '' };
  const repository = repositoryWith(files, env);
  repository.commit();
  followRecipe(RECIPES.get(recipe) ?? [], repository.root, env, meant);
  repository.commit();
  return repository;
}

/** Commits all that is there, as far as hooks let it. */
function tryCommit({ git, tryGit }: Repository): ReturnType<Repository['tryGit']> {
  git('add', '--all');
  return tryGit('commit', '--message=A change');
}

function textOf({ root }: Repository, name: string): string {
  return fs.readFileSync(join(root, name), 'utf8');
}

/** The text of a file in the last commit; undefined where it is not part of it. */
function committedText({ git }: Repository, name: string): string | undefined {
  return git('ls-tree', '--name-only', 'HEAD', name) === '' ? undefined : git('show', `HEAD:${name}`);
}
