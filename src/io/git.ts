import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from './files.ts';
import { GitError } from './git-error.ts';

/**
 * What git knows of a repository. This file alone starts another process: git, which only reads, runs nothing that the
 * repository's configuration names, and reaches no network. Every function throws a `GitError` where git cannot answer.
 */

/** What is compared: with the commit where HEAD left another, or what is staged with HEAD. */
export type Comparison = { readonly since: string } | { readonly staged: true };

type Environment = Readonly<Record<string, string | undefined>>;

/** The real path of the top folder of the repository that a folder is in. */
export function findRepository(cwd: string): string {
  return realpathSync(withoutLineEnd(read(cwd, ['rev-parse', '--show-toplevel'])));
}

/**
 * The branch that work is merged into, as a ref, or in a GitLab merge request the commit it began at: what GitHub Actions or
 * GitLab CI say in `env`, and nothing else then; else the default branch of `origin`, or a branch `main` or `master`.
 */
export function defaultBase(root: string, env: Environment): string {
  const { GITHUB_BASE_REF, CI_MERGE_REQUEST_DIFF_BASE_SHA: commit, CI_MERGE_REQUEST_TARGET_BRANCH_NAME } = env;
  const branch = GITHUB_BASE_REF || CI_MERGE_REQUEST_TARGET_BRANCH_NAME;
  const told = [...(commit ? [commit] : []), ...(branch ? [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`] : [])];
  const base = (told.length > 0 ? told : DEFAULT_BASES).find((ref) => findCommit(root, ref) !== undefined);
  if (base !== undefined) return base;
  const hint = shallowHint(root);
  if (told.length === 0)
    throw new GitError('git knows of no default branch to compare with', hint ?? 'Name one: --since <branch>.');
  throw new GitError(`What the merge is to be compared with, ${branch || commit}, is not in this clone`, hint ?? FETCH_HINT);
}

/** The id of the commit that a branch, a tag or another name means. */
export function commitOf(root: string, ref: string): string {
  const commit = findCommit(root, ref);
  if (commit !== undefined) return commit;
  throw new GitError(`There is no branch, tag or commit ${ref}`, shallowHint(root) ?? 'git branch --all lists the branches.');
}

const FETCH_HINT = "Get all branches: git fetch origin '+refs/heads/*:refs/remotes/origin/*'";

/** A branch as people call it. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}

/** The commit where HEAD and `ref` parted. */
export function mergeBase(root: string, ref: string): string {
  const commit = commitOf(root, ref);
  const head = findCommit(root, 'HEAD');
  if (head === undefined) throw new GitError(`There is no commit yet to compare with ${ref}`, 'For what is staged: --staged.');
  const { status, stdout, stderr } = ask(root, ['merge-base', head, commit]);
  if (status === 0) return withoutLineEnd(stdout);
  if (status === 1) throw new GitError(`HEAD and ${shortName(ref)} have no commit in common`, shallowHint(root));
  throw refusal(stderr, root);
}

/**
 * The files that are not what they were, and exist: paths from `root`, with `/`, in order. What came since another commit
 * is what was committed, staged, changed or made since, but for what is ignored.
 */
export function changedFiles(root: string, comparison: Comparison): string[] {
  const paths =
    'staged' in comparison
      ? stagedFiles(root, [])
      : [
          ...stagedFiles(root, [mergeBase(root, comparison.since)]),
          ...listFiles(root, ['--modified', '--others', '--exclude-standard']),
        ];
  return [...new Set(paths)].filter((path) => existsSync(join(root, path))).sort();
}

/** The files whose text is another one than the one that is staged: paths from `root`. */
export function unstagedFiles(root: string): string[] {
  return listFiles(root, ['--modified']);
}

/** What was committed since a commit, as a unified diff with three lines around each change, as a pull request shows it. */
export function diffSince(root: string, commit: string): Buffer {
  return read(root, ['diff-tree', ...PATCH_OPTIONS, commitOf(root, commit), 'HEAD', '--']);
}

const PATCH_OPTIONS = [
  '-r',
  '--patch',
  '--unified=3',
  '--find-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
];

const DEFAULT_BASES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** The files that the index has, and another commit, or HEAD, has not or has otherwise. The work tree is not read. */
function stagedFiles(root: string, commit: readonly string[]): string[] {
  const options = ['--cached', '--name-only', '-z', '--no-renames', '--diff-filter=d', '--ignore-submodules=all'];
  return namesIn(read(root, ['diff', '--no-ext-diff', '--no-textconv', ...options, ...commit, '--']));
}

/** Lists files of the work tree. To see what differs, git reads them, and would run filters over them. */
function listFiles(root: string, options: readonly string[]): string[] {
  return namesIn(read(root, [...withoutFilters(root), 'ls-files', '-z', ...options]));
}

/** Options of git that turn off each filter that a configuration names. */
function withoutFilters(root: string): string[] {
  const { status, stdout, stderr } = ask(root, ['config', '-z', '--name-only', '--get-regexp', '^filter\\.']);
  if (status !== 0 && status !== 1) throw refusal(stderr, root);
  const filters = new Set(namesIn(stdout).map((key) => key.slice(0, key.lastIndexOf('.'))));
  return [...filters].flatMap((filter) => ['clean', 'process', 'required'].flatMap((key) => emptied(`${filter}.${key}`)));
}

/** Options that empty a setting: the value of `-c` begins at the first equals sign. */
function emptied(setting: string): string[] {
  return setting.includes('=') ? [`--config-env=${setting}=${NOTHING}`] : ['-c', `${setting}=`];
}

/** A commit's name in full; undefined where there is no such commit. */
function findCommit(root: string, ref: string): string | undefined {
  const { status, stdout } = ask(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  return status === 0 ? withoutLineEnd(stdout) : undefined;
}

/** What to do where a clone has only the last commits. */
function shallowHint(root: string): string | undefined {
  const { stdout } = ask(root, ['rev-parse', '--is-shallow-repository']);
  if (withoutLineEnd(stdout) !== 'true') return undefined;
  return 'The clone is shallow. Get its history: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 in GitLab, git fetch --unshallow.';
}

interface Answer {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function read(folder: string, args: readonly string[]): Buffer {
  const { status, stdout, stderr } = ask(folder, args);
  if (status !== 0) throw refusal(stderr, folder);
  return stdout;
}

/** Asks git in a folder. The program itself is not looked for there, as Windows would: it could be anybody's. */
function ask(folder: string, args: readonly string[]): Answer {
  const env = { ...process.env, ...SAFE_ENVIRONMENT };
  const { error, ...answer } = spawnSync('git', ['-C', folder, ...SAFE_OPTIONS, ...args], {
    cwd: dirname(process.execPath),
    env,
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  if (!error) return answer;
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  throw new GitError(isMissing ? 'git is not installed, or not in PATH' : `git cannot be started: ${reasonOf(error)}`);
}

/** No program that watches files, no hook; names in diffs as they are in ASCII; spaces at the ends of empty lines stay. */
const SAFE_OPTIONS = [
  '--no-pager',
  ...['-c', 'core.fsmonitor='],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'core.quotePath=true'],
  ...['-c', 'diff.suppressBlankEmpty=false'],
];

/** A variable that holds nothing. */
const NOTHING = 'RUNLINT_NOTHING';

/** Nothing of the index is written, no object fetched, no password asked for, and git speaks English. */
const SAFE_ENVIRONMENT: Environment = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
  GIT_DIFF_OPTS: '',
  LC_ALL: 'C',
  [NOTHING]: '',
};

function refusal(stderr: Buffer, folder: string): GitError {
  const [line = ''] = stderr.toString().trim().split('\n');
  const words = line.replace(/^(?:fatal|error): /, '');
  if (words.startsWith('not a git repository')) {
    return new GitError(`${folder} is not in a git repository`, 'What has changed is known only in one.');
  }
  const hint = words.startsWith('detected dubious ownership')
    ? 'If it is yours, or a build made it for you: git config --global --add safe.directory <folder>'
    : undefined;
  return new GitError(`git cannot say what has changed: ${words}`, hint);
}

function namesIn(bytes: Buffer): string[] {
  return bytes.toString().split('\0').slice(0, -1);
}

/** One line end only: the path of a folder can end with one of its own. */
function withoutLineEnd(bytes: Buffer): string {
  return bytes.toString().replace(/\r?\n$/, '');
}
