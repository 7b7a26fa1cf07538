import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedFiles, defaultBase, diffSince, findRepository, mergeBase, unstagedFiles } from '../src/io/git.ts';
import { ROOT } from './support/paths.ts';
import { cloneOf, type Repository, repositoryWith } from './support/repository.ts';
import { folderWith, run, service } from './support/run.ts';

const BIN = `${ROOT}dist/bin/bin.cjs`;
const good = service();
const bad = service('100200300400-compute@developer.gserviceaccount.com');

/** Names that have been the end of many scripts. */
const AWKWARD_NAMES = [
  '-dash.yaml',
  'a blank.yaml',
  'bücher.yaml',
  'line\nend.yaml',
  '"quotes\'.yaml',
  'back\\slash.yaml',
  '*.yaml',
  '🚀.yaml',
];

/** A branch `work` beside `main`: one commit of its own, one that only main has, and more that is not committed. */
function branched(): Repository {
  const repository = repositoryWith({
    'old.yaml': good,
    'moved.yaml': good,
    'gone.yaml': good,
    'ours.yaml': good.replace('hello', 'before'),
    'theirs.yaml': good,
  });
  repository.commit();
  repository.git('switch', '--quiet', '--create', 'work');
  repository.write({ 'ours.yaml': bad, 'deploy/added.yaml': bad });
  repository.git('mv', 'moved.yaml', 'deploy/renamed.yaml');
  repository.git('rm', '--quiet', 'gone.yaml');
  repository.commit();
  repository.git('switch', '--quiet', 'main');
  repository.write({ 'theirs.yaml': bad });
  repository.commit();
  repository.git('switch', '--quiet', 'work');
  return repository;
}

const OURS = ['deploy/added.yaml', 'deploy/renamed.yaml', 'ours.yaml'];

describe('which files have changed', () => {
  it('are those of this branch since it left the other one: added, changed and renamed, but not deleted', () => {
    const { root } = branched();
    expect(changedFiles(root, { since: 'main' })).toEqual(OURS);
    expect(changedFiles(root, { since: 'work' })).toEqual([]);
  });

  it('and what is staged, changed or new and not committed, but for what is ignored', () => {
    const { root, write, git } = branched();
    write({
      'staged.yaml': good,
      'old.yaml': bad,
      'new/untracked.yaml': good,
      'ignored.yaml': bad,
      '.gitignore': 'ignored.yaml\n',
    });
    git('add', 'staged.yaml');
    fs.rmSync(join(root, 'ours.yaml'));
    const changed = [
      '.gitignore',
      ...OURS.filter((path) => path !== 'ours.yaml'),
      'new/untracked.yaml',
      'old.yaml',
      'staged.yaml',
    ];
    expect(changedFiles(root, { since: 'main' })).toEqual(changed);
  });

  it('no longer holds a file that was only touched', () => {
    const { root } = branched();
    fs.utimesSync(join(root, 'old.yaml'), new Date(0), new Date(0));
    expect(changedFiles(root, { since: 'main' })).toEqual(OURS);
    expect(unstagedFiles(root)).toEqual([]);
  });

  it('are those in the index, where staged ones are asked for', () => {
    const { root, write, git } = branched();
    write({ 'staged.yaml': good, 'old.yaml': bad, 'untracked.yaml': good });
    git('add', 'staged.yaml');
    git('mv', 'ours.yaml', 'mine.yaml');
    git('rm', '--quiet', 'theirs.yaml');
    expect(changedFiles(root, { staged: true })).toEqual(['mine.yaml', 'staged.yaml']);
    write({ 'staged.yaml': bad });
    expect(unstagedFiles(root)).toEqual(['old.yaml', 'staged.yaml']);
  });

  it('are found on a detached HEAD, from a tag and from a commit', () => {
    const { root, git } = branched();
    git('tag', 'v1', 'main');
    git('switch', '--quiet', '--detach', 'work');
    for (const since of ['main', 'v1', git('rev-parse', 'main').trim(), 'HEAD~1']) {
      expect(changedFiles(root, { since })).toEqual(OURS);
    }
  });

  it('can have any name', () => {
    const { root, git, commit, write } = repositoryWith({});
    commit();
    write(Object.fromEntries(AWKWARD_NAMES.map((name) => [name, good])));
    const names = AWKWARD_NAMES.toSorted();
    expect(changedFiles(root, { since: 'main' })).toEqual(names);
    git('add', '--all');
    expect(changedFiles(root, { staged: true })).toEqual(names);
    git('switch', '--quiet', '--create', 'work');
    commit();
    expect(changedFiles(root, { since: 'main' })).toEqual(names);
  });

  it('before the first commit are those that are staged', () => {
    const { root, git } = repositoryWith({ 'a.yaml': good, 'b.yaml': good });
    git('add', 'a.yaml');
    expect(changedFiles(root, { staged: true })).toEqual(['a.yaml']);
  });

  it('are so many that no buffer of a fixed size holds their names', () => {
    const { root, commit, write } = repositoryWith({});
    commit();
    const folder = `${'long-name/'.repeat(20)}`;
    write(Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`${folder}${index}.yaml`, ''])));
    expect(changedFiles(root, { since: 'main' })).toHaveLength(6000);
  });

  it('are found in a work tree beside the repository, and not in a submodule', () => {
    const repository = branched();
    const other = repositoryWith({ 'a.yaml': good });
    other.commit();
    repository.git('submodule', '--quiet', 'add', `file://${other.root}`, 'module');
    fs.appendFileSync(join(repository.root, 'module/a.yaml'), '# changed\n');
    expect(changedFiles(repository.root, { since: 'main' })).toEqual(['.gitmodules', ...OURS]);
    const beside = join(folderWith({}), 'beside');
    repository.git('worktree', 'add', '--quiet', '--detach', beside, 'work');
    expect(findRepository(join(beside, 'deploy'))).toBe(fs.realpathSync(beside));
    expect(changedFiles(beside, { since: 'main' })).toEqual(OURS);
  });
});

describe('the branch that is compared with', () => {
  it('is main or master where there is nothing else', () => {
    const { root, git } = branched();
    expect(defaultBase(root, {})).toBe('refs/heads/main');
    git('branch', '--move', 'main', 'master');
    expect(defaultBase(root, {})).toBe('refs/heads/master');
  });

  it('is the default branch of origin, whatever its name', () => {
    const origin = branched();
    origin.git('branch', '--move', 'main', 'trunk');
    origin.git('switch', '--quiet', 'trunk');
    const clone = cloneOf(origin);
    expect(defaultBase(clone.root, {})).toBe('refs/remotes/origin/HEAD');
    clone.git('switch', '--quiet', 'work');
    expect(changedFiles(clone.root, { since: defaultBase(clone.root, {}) })).toEqual(OURS);
  });

  it.each([
    ['GitHub Actions', { GITHUB_BASE_REF: 'release' }, 'refs/remotes/origin/release'],
    ['GitHub Actions, of a push', { GITHUB_BASE_REF: '' }, 'refs/remotes/origin/HEAD'],
    ['GitLab CI', { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'release' }, 'refs/remotes/origin/release'],
    ['GitLab CI, of a branch here', { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'here' }, 'refs/heads/here'],
  ])('is what %s says', (_, env, base) => {
    const origin = branched();
    origin.git('branch', 'release', 'main~1');
    const clone = cloneOf(origin);
    clone.git('branch', 'here');
    expect(defaultBase(clone.root, env)).toBe(base);
  });

  it('is the commit that GitLab says, where the clone has it', () => {
    const { root, git } = branched();
    const commit = git('rev-parse', 'main~1').trim();
    const env = { CI_MERGE_REQUEST_DIFF_BASE_SHA: commit, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    expect(defaultBase(root, env)).toBe(commit);
    expect(defaultBase(root, { ...env, CI_MERGE_REQUEST_DIFF_BASE_SHA: 'f'.repeat(40) })).toBe('refs/heads/main');
  });

  it('is never another one than CI says', () => {
    const { root } = branched();
    expect(() => defaultBase(root, { GITHUB_BASE_REF: 'release' })).toThrow(
      'What the merge is to be compared with, release, is not in this clone',
    );
  });
});

describe('the diff of what was committed', () => {
  const settings = {
    'diff.noprefix': 'true',
    'diff.mnemonicPrefix': 'true',
    'diff.renames': 'false',
    'diff.context': '0',
    'diff.suppressBlankEmpty': 'true',
    'diff.submodule': 'log',
    'diff.relative': 'true',
    'color.ui': 'always',
    'core.quotePath': 'false',
  };
  const lines = ['one', 'two', '', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  const text = (...changed: string[]) => `${lines.map((line) => (changed.includes(line) ? `${line}!` : line)).join('\n')}\n`;

  it('is the one of a pull request, whatever the settings', () => {
    const { root, git, write, commit } = repositoryWith({ 'a.yaml': text(), 'from.yaml': text(), 'gone.yaml': 'x\n' });
    const before = commit();
    write({ 'a.yaml': text('five'), 'new.yaml': 'y\n' });
    git('mv', 'from.yaml', 'bücher.yaml');
    git('rm', '--quiet', 'gone.yaml');
    commit();
    for (const [name, value] of Object.entries(settings)) git('config', name, value);
    write({ 'a.yaml': 'not committed\n', 'untracked.yaml': 'z\n' });
    expect(
      diffSince(root, before)
        .toString()
        .replace(/^index .*\n/gm, ''),
    ).toBe(`diff --git a/a.yaml b/a.yaml
--- a/a.yaml
+++ b/a.yaml
@@ -2,7 +2,7 @@ one
 two
${' '}
 four
-five
+five!
 six
 seven
 eight
diff --git a/from.yaml "b/b\\303\\274cher.yaml"
similarity index 100%
rename from from.yaml
rename to "b\\303\\274cher.yaml"
diff --git a/gone.yaml b/gone.yaml
deleted file mode 100644
--- a/gone.yaml
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/new.yaml b/new.yaml
new file mode 100644
--- /dev/null
+++ b/new.yaml
@@ -0,0 +1 @@
+y
`);
  });

  it('keeps every byte, and can be large', () => {
    const { root, write, commit } = repositoryWith({});
    const before = commit();
    write({ 'latin.yaml': Buffer.from('caf\xe9\r\n', 'latin1'), 'large.yaml': 'a: b\n'.repeat(1_000_000) });
    commit();
    const diff = diffSince(root, before);
    expect(diff.includes(Buffer.from('+caf\xe9\r\n', 'latin1'))).toBe(true);
    expect(diff.length).toBeGreaterThan(6_000_000);
  });
});

describe('what git cannot answer', () => {
  it.each([
    ['no such branch', 'nowhere', 'There is no branch, tag or commit nowhere'],
    ['what looks like an option', '--output=pwned', 'There is no branch, tag or commit --output=pwned'],
    ['a file', 'main:old.yaml', 'There is no branch, tag or commit main:old.yaml'],
  ])('%s', (_, since, message) => {
    const { root } = branched();
    expect(() => changedFiles(root, { since })).toThrow(message);
    expect(fs.existsSync(join(root, 'pwned'))).toBe(false);
  });

  it('branches that have nothing in common', () => {
    const { root, git, commit } = branched();
    git('switch', '--quiet', '--orphan', 'other');
    commit();
    expect(() => mergeBase(root, 'main')).toThrow('HEAD and main have no commit in common');
  });

  it.each([
    ['a branch that was not fetched', 'refs/heads/main', 'There is no branch, tag or commit refs/heads/main'],
    ['history that was not fetched', 'refs/remotes/origin/main', 'HEAD and origin/main have no commit in common'],
  ])('a shallow clone: %s', (_, ref, message) => {
    const clone = cloneOf(branched(), '--depth=1', '--no-single-branch');
    expect(() => mergeBase(clone.root, ref)).toThrow(
      expect.objectContaining({ message, hint: expect.stringContaining('fetch-depth: 0 of actions/checkout') }),
    );
  });

  it('a shallow clone of one branch: the default branch was not fetched', () => {
    const origin = branched();
    origin.git('switch', '--quiet', 'main');
    const clone = cloneOf(origin, '--depth=1', '--branch=work');
    for (const env of [{}, { GITHUB_BASE_REF: 'main' }]) {
      expect(() => defaultBase(clone.root, env)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining('fetch-depth: 0 of actions/checkout') }),
      );
    }
  });

  it('a clone of one branch: what the merge is to be compared with was not fetched', () => {
    const origin = branched();
    const clone = cloneOf(origin, '--single-branch', '--branch=work');
    const env = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    const refs = '+refs/heads/*:refs/remotes/origin/*';
    const hint = `Get all branches: git fetch origin '${refs}'`;
    expect(() => defaultBase(clone.root, env)).toThrow(expect.objectContaining({ hint }));
    clone.git('fetch', '--quiet', 'origin', refs);
    expect(changedFiles(clone.root, { since: defaultBase(clone.root, env) })).toEqual(OURS);
  });

  it('nothing is committed yet', () => {
    const { root } = repositoryWith({ 'a.yaml': good });
    expect(() => defaultBase(root, {})).toThrow('git knows of no default branch');
    expect(() => mergeBase(root, 'HEAD')).toThrow('There is no branch, tag or commit HEAD');
  });
});

describe('a repository of a stranger', () => {
  it('runs none of the programs that its configuration names', () => {
    const { root, git, write, commit } = repositoryWith({ 'a.yaml': good, 'b.yaml': good });
    const before = commit();
    const program = join(root, '.git/program');
    const trace = join(root, '.git/it-ran');
    fs.writeFileSync(program, `#!/bin/sh\necho "$0" "$@" >> '${trace}'\ncat\n`, { mode: 0o755 });
    const hooks = join(root, '.git/evil-hooks');
    fs.mkdirSync(hooks);
    for (const hook of ['post-index-change', 'fsmonitor-watchman']) fs.copyFileSync(program, join(hooks, hook));
    const filters = ['evil', 'e=vil', 'e.v il'];
    write({
      'a.yaml': `${good}# a comment\n`,
      '.gitattributes': filters
        .map((name, index) => `${'abc'[index]}.yaml diff=evil "filter=${name}"\n`)
        .join('')
        .replaceAll('"', ''),
    });
    commit();
    write({ 'a.yaml': bad, 'b.yaml': bad, 'c.yaml': good });
    git('add', 'b.yaml');
    const settings: Record<string, string> = {
      'core.fsmonitor': program,
      'core.hooksPath': hooks,
      'core.pager': program,
      'pager.diff': program,
      'diff.external': program,
      'diff.evil.command': program,
      'diff.evil.textconv': program,
      ...Object.fromEntries(filters.flatMap((name) => ['clean', 'process'].map((key) => [`filter.${name}.${key}`, program]))),
      ...Object.fromEntries(filters.map((name) => [`filter.${name}.required`, 'true'])),
    };
    for (const [name, value] of Object.entries(settings)) git('config', name, value);
    fs.utimesSync(join(root, 'b.yaml'), new Date(0), new Date(0));

    expect(changedFiles(root, { since: before })).toEqual(['.gitattributes', 'a.yaml', 'b.yaml', 'c.yaml']);
    expect(changedFiles(root, { staged: true })).toEqual(['b.yaml']);
    expect(unstagedFiles(root)).toEqual(['a.yaml']);
    expect(diffSince(root, before).toString()).toMatch(/^\+\+\+ b\/\.gitattributes$[\s\S]*^\+# a comment$/m);
    expect(fs.existsSync(trace), 'something ran').toBe(false);
    spawnSync('git', ['status'], { cwd: root });
    expect(fs.readFileSync(trace, 'utf8'), 'git alone would have run it').toContain('program');
  });

  it('is not written to, and no object of it is fetched', () => {
    const origin = branched();
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.git('switch', '--quiet', 'work');
    const clone = cloneOf(origin, '--filter=blob:none');
    fs.utimesSync(join(clone.root, 'old.yaml'), new Date(0), new Date(0));
    const stateOf = () =>
      fs
        .readdirSync(join(clone.root, '.git'), { recursive: true, encoding: 'utf8' })
        .map((name) => [name, fs.statSync(join(clone.root, '.git', name)).mtimeMs]);
    const before = stateOf();
    expect(changedFiles(clone.root, { since: 'origin/main' })).toEqual(OURS);
    expect(() => diffSince(clone.root, mergeBase(clone.root, 'origin/main'))).toThrow('git cannot say what has changed: ');
    expect(stateOf()).toEqual(before);
  });
});

describe.each([
  ['--changed', ['--changed']],
  ['--since', ['--since', 'main']],
])('check %s', (_, options) => {
  it('checks what has changed, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await run(['check', ...options], { cwd: branched().root });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^deploy\/added\.yaml\n[\s\S]*^ours\.yaml\n[\s\S]*^2 errors in 2 of 3 files/m);
    expect(exitCode).toBe(1);
  });

  it('of what is named, from any folder, by any link', async () => {
    const { root } = branched();
    const link = join(folderWith({}), 'link');
    fs.symlinkSync(root, link);
    const inFolder = await run(['check', ...options], { cwd: join(link, 'deploy') });
    expect(inFolder.stdout).toMatch(/^added\.yaml\n[\s\S]*^1 error in 1 of 2 files/m);
    const named = await run(['check', ...options, '../theirs.yaml', '../ours.yaml', '*.yaml'], { cwd: join(link, 'deploy') });
    expect(named.stdout).toMatch(/^\.\.\/ours\.yaml\n[\s\S]*^added\.yaml\n[\s\S]*^2 errors in 2 of 3 files/m);
  });

  it('and says so where nothing has', async () => {
    const { root } = branched();
    expect(await run(['check', ...options, 'theirs.yaml'], { cwd: root })).toEqual(
      expect.objectContaining({
        exitCode: 0,
        stdout: 'No Cloud Run manifest to check\n',
        stderr: 'Of 1 file found, none has changed since main\n',
      }),
    );
  });
});

describe('check --staged', () => {
  it('checks what is staged, and says what is not so on the disk', async () => {
    const { root, git, write } = branched();
    write({
      'old.yaml': service('other-app@acme-prod.iam.gserviceaccount.com', 'hi'),
      'theirs.yaml': bad,
      'new\nline.yaml': good,
    });
    git('add', 'old.yaml', 'new\nline.yaml');
    expect((await run(['check', '--staged'], { cwd: root })).stdout).toBe('No problems found in 2 files\n');
    write({ 'old.yaml': bad, 'new\nline.yaml': bad });
    const { exitCode, stdout, stderr } = await run(['check', '--staged'], { cwd: root });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('2 errors in 2 of 2 files');
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^new.+line\.yaml: read from the disk, with changes that are not staged$/),
      'old.yaml: read from the disk, with changes that are not staged',
      '',
    ]);
  });

  it('knows the index that a commit is made from', () => {
    const { root, git, write } = repositoryWith({ 'a.yaml': good, 'b.yaml': good });
    fs.writeFileSync(join(root, '.git/hooks/pre-commit'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' check --staged\n`, {
      mode: 0o755,
    });
    git('add', '--all');
    git('commit', '--quiet', '--message=First');
    write({ 'a.yaml': bad, 'b.yaml': bad.replace('hello', 'other') });
    expect(() => git('commit', '--message=One of two', 'b.yaml')).toThrow(/b\.yaml\n[\s\S]*1 error in 1 of 1 file/);
    expect(() => git('commit', '--all', '--message=All')).toThrow(/2 errors in 2 of 2 files/);
    write({ 'b.yaml': good.replace('hello', 'other') });
    git('commit', '--quiet', '--message=One of two', 'b.yaml');
  });
});

describe('commands that change files', () => {
  const prefixed = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');

  it('fix only what has changed', async () => {
    const { root, git, write, commit } = repositoryWith({ 'old.yaml': prefixed, 'new.yaml': good });
    commit();
    write({ 'new.yaml': prefixed });
    git('add', 'new.yaml');
    const { exitCode, stderr } = await run(['fix', '--unsafe', '--write', '--staged'], { cwd: root });
    expect(stderr).toContain('Wrote 1 file.');
    expect(exitCode).toBe(0);
    expect(fs.readFileSync(join(root, 'old.yaml'), 'utf8')).toBe(prefixed);
    expect(fs.readFileSync(join(root, 'new.yaml'), 'utf8')).toBe(good);
  });

  it('set the account only of what has changed', async () => {
    const { root, write, commit } = repositoryWith({ 'old.yaml': good, 'new.yaml': good });
    commit();
    write({ 'new.yaml': `${good}# changed\n` });
    const account = 'other@acme-prod.iam.gserviceaccount.com';
    const { stdout } = await run(['set-service-account', account, '--changed'], { cwd: root });
    expect(stdout.match(/^\+\+\+ .*/gm)).toEqual(['+++ b/new.yaml']);
  });
});

describe('wrong usage', () => {
  it.each([
    [['--changed', '--staged'], '--changed and --staged cannot be used together'],
    [['--changed', '--since', 'main'], '--changed and --since cannot be used together'],
    [['--since', 'main', '--staged'], '--since and --staged cannot be used together'],
    [['--staged', '-'], '--staged is for files, and - is standard input'],
    [['--since', 'nowhere'], 'There is no branch, tag or commit nowhere'],
    [['--since=-x\u001b[31m'], 'There is no branch, tag or commit -x\\u001b[31m'],
  ])('%j', async (options, message) => {
    const { exitCode, stdout, stderr } = await run(['check', ...options], { cwd: branched().root });
    expect(stderr).toContain(`runlint: ${message}\n`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('outside of any repository, or with files of another one', async () => {
    const cwd = folderWith({ 'a.yaml': good });
    expect(await run(['check', '--changed'], { cwd })).toMatchObject({
      exitCode: 2,
      stderr: `runlint: ${cwd} is not in a git repository\n  What has changed is known only in one.\n`,
    });
    const { root } = branched();
    const { exitCode, stderr } = await run(['check', '--changed', join(cwd, 'a.yaml')], { cwd: root });
    expect(stderr).toBe(
      `runlint: ${cwd}/a.yaml is not in the repository ${fs.realpathSync(root)}\n  --changed is for files that are.\n`,
    );
    expect(exitCode).toBe(2);
  });

  it('without git', () => {
    const { root } = branched();
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'check', '--changed'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: root },
    });
    expect(stderr).toBe('runlint: git is not installed, or not in PATH\n');
    expect(status).toBe(2);
  });
});
