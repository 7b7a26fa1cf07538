import { resolve } from 'node:path';
import { type FileBytes, readBytes, reasonOf } from '../../io/files.ts';
import { findRepositoryRoot } from '../../io/find-repository.ts';
import { fingerprintsIn } from '../../review/comment-text.ts';
import { type DiffRefs, diffRefsIn } from '../../review/gitlab.ts';
import { reviewRun } from '../../run/review-run.ts';
import type { Arguments } from '../arguments.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { Platform } from '../options.ts';
import { outcomeOf, renderReview } from '../render-review.ts';
import { runOptionsOf } from '../run-settings.ts';
import { UserError } from '../user-error.ts';

/** A change, and between which commits it lies, where git has told. */
interface Change {
  readonly diff: string;
  readonly refs?: DiffRefs;
}

/** Larger than what a platform shows of a change, or has of comments. */
const MAX_BYTES = 64 * 1024 * 1024;

export async function runReview(args: Arguments, host: Host): Promise<ExitCode> {
  const { positionals, values, flags } = args;
  const base = values.get('base')?.[0];
  if (positionals.includes('-')) throw new UserError('runlint review reads a diff from standard input, and no manifest');
  const platform = values.get('for')?.[0] as Platform;
  checkPlatform(args, platform);
  const said = fingerprintsIn(readText(values.get('existing')?.[0], host));
  const told = diffRefsOf(values.get('merge-request')?.[0], host);
  const { inputs, missing, configs, call } = await collectInputs(args, positionals, host);
  if (missing.length > 0) throw new UserError(missing, base === undefined ? BASE_HINT : undefined);
  const { diff, refs } = base === undefined ? { diff: await readDiff(host) } : await changeSince(base, host);
  const root = findRepositoryRoot(host.cwd, host.disk) ?? host.cwd;
  const review = reviewRun(diff, Array.from(inputs), {
    ...runOptionsOf(args, host),
    root,
    configs,
    call,
    isAll: flags.has('all'),
    said,
  });
  const rulesets = () => review.reports.map(({ path }) => configs.of(resolve(root, path)).ruleset);
  host.stdout.write(await renderReview(review, platform, { refs: told ?? refs, commit: values.get('commit')?.[0], rulesets }));
  if (platform === 'gitlab' && review.comments.length > 0 && !(told ?? refs)) host.stderr.write(`${NO_COMMITS}\n`);
  host.stderr.write(`${outcomeOf(review)}\n`);
  return EXIT_CODE.ok;
}

const BASE_HINT = 'To name the branch or commit that the change began at: --base <ref>.';
const NO_COMMITS = 'No thread names its commits, and GitLab takes none without: give --merge-request <file>, or --base <ref>.';

/** Options of which the other platforms would take no notice. */
const PLATFORM_OPTIONS: Readonly<Record<string, Platform>> = { commit: 'github', 'merge-request': 'gitlab' };

function checkPlatform({ values }: Arguments, platform: Platform): void {
  for (const [option, owner] of Object.entries(PLATFORM_OPTIONS)) {
    if (values.has(option) && platform !== owner) throw new UserError(`--${option} needs --for ${owner}`);
  }
}

async function readDiff(host: Host): Promise<string> {
  if (host.isInputTerminal()) {
    const hint = 'As in git diff main... | runlint review, or runlint review --base main.';
    throw new UserError('runlint review reads a diff from standard input, and there is none', hint);
  }
  const bytes = host.readStdin(MAX_BYTES);
  if (bytes.length > MAX_BYTES) throw new UserError(`The diff is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
  return bytes.toString('utf8');
}

async function changeSince(base: string, { cwd }: Host): Promise<Change> {
  const { commitOf, diffSince, findRepository, mergeBase } = await import('../../io/git.ts');
  const root = findRepository(cwd);
  const from = mergeBase(root, base);
  const refs = { base_sha: from, start_sha: commitOf(root, base), head_sha: commitOf(root, 'HEAD') };
  return { diff: diffSince(root, from).toString('utf8'), refs };
}

function diffRefsOf(path: string | undefined, host: Host): DiffRefs | undefined {
  const refs = diffRefsIn(readText(path, host));
  if (refs || path === undefined) return refs;
  throw new UserError(
    `${path} is not the JSON of a merge request with its diff_refs`,
    'GitLab has none while it still looks at a push.',
  );
}

/** Nothing, where no file is named. */
function readText(path: string | undefined, { cwd, disk }: Host): string {
  if (path === undefined) return '';
  const { bytes, isTruncated } = readFile(path, { cwd, disk });
  if (isTruncated) throw new UserError(`${path} is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
  return bytes.toString('utf8');
}

function readFile(path: string, { cwd, disk }: Pick<Host, 'cwd' | 'disk'>): FileBytes {
  try {
    return readBytes(resolve(cwd, path), MAX_BYTES, disk);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}
