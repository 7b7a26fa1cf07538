import { resolve } from 'node:path';
import { type FileReport, ReportBuilder } from '../../diagnostics/report.ts';
import { type FileBytes, readBytes, reasonOf } from '../../io/files.ts';
import { findRepositoryRoot } from '../../io/find-repository.ts';
import type { Ruleset } from '../../lint/ruleset.ts';
import { printJson } from '../../reporters/print-json.ts';
import { printable } from '../../reporters/terminal-text.ts';
import { fingerprintsIn } from '../../review/comment-text.ts';
import { githubReview } from '../../review/github.ts';
import { type DiffRefs, diffRefsIn, gitlabDiscussions } from '../../review/gitlab.ts';
import type { Review } from '../../review/review.ts';
import { reviewRun } from '../../run/review-run.ts';
import { counted } from '../../text/counted.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { Platform } from '../options.ts';
import type { Arguments } from '../parse-arguments.ts';
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
  const said = fingerprintsIn(readText(values.get('existing')?.[0], host));
  const told = diffRefsOf(values.get('merge-request')?.[0], host);
  const { inputs, missing, configs, call } = await collectInputs(args, positionals, host);
  if (missing.length > 0) throw new UserError(missing);
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
  host.stdout.write(await print(review, platform, { refs: told ?? refs, commit: values.get('commit')?.[0], rulesets }));
  host.stderr.write(`${outcomeOf(review)}\n`);
  return EXIT_CODE.ok;
}

/** What a platform wants to know besides. */
interface Context {
  readonly refs: DiffRefs | undefined;
  readonly commit: string | undefined;
  readonly rulesets: () => readonly Ruleset[];
}

/** Nothing is printed where there is nothing to say, but for reviewdog: no platform takes an empty review. */
async function print(review: Review, platform: Platform, { refs, commit, rulesets }: Context): Promise<string> {
  switch (platform) {
    case 'github': {
      const body = githubReview(review, commit);
      return body ? printJson(body) : '';
    }
    case 'gitlab':
      return gitlabDiscussions(review, refs)
        .map((discussion) => `${printable(JSON.stringify(discussion))}\n`)
        .join('');
    case 'rdjson':
      return printRdjson(review.reports, rulesets());
  }
}

async function printRdjson(reports: readonly FileReport[], rulesets: readonly Ruleset[]): Promise<string> {
  const { rdjsonReporter } = await import('../../reporters/rdjson.ts');
  const { describerOf } = await import('../../run/rule-descriptions.ts');
  const builder = new ReportBuilder();
  for (const report of reports) builder.add(report, false);
  return rdjsonReporter(builder.build(), { describe: describerOf(rulesets) });
}

function outcomeOf({ comments, others }: Review): string {
  if (comments.length + others.length === 0) return 'Nothing to say of this change.';
  const onLines = `${counted(comments.length, 'comment')} on lines of the diff`;
  return others.length === 0 ? `${onLines}.` : `${onLines}, ${counted(others.length, 'finding')} beside them.`;
}

async function readDiff(host: Host): Promise<string> {
  if (host.isInputTerminal()) {
    const hint = 'As in git diff main... | runlint review, or runlint review --base main.';
    throw new UserError('runlint review reads a diff from standard input, and there is none', hint);
  }
  const bytes = await host.readStdin(MAX_BYTES);
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
