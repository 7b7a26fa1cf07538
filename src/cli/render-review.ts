import { type FileReport, ReportBuilder } from '../diagnostics/report.ts';
import type { Ruleset } from '../lint/ruleset.ts';
import { printJson } from '../reporters/print-json.ts';
import { printable } from '../reporters/terminal-text.ts';
import { githubReview } from '../review/github.ts';
import { type DiffRefs, gitlabDiscussions } from '../review/gitlab.ts';
import type { Review } from '../review/review.ts';
import { counted } from '../text/counted.ts';
import type { Platform } from './options.ts';

/** What a platform wants to know besides. */
interface ReviewContext {
  readonly refs: DiffRefs | undefined;
  readonly commit: string | undefined;
  readonly rulesets: () => readonly Ruleset[];
}

/** The body of a review, as a platform takes it: nothing, where there is nothing to say, but for reviewdog. */
export async function renderReview(
  review: Review,
  platform: Platform,
  { refs, commit, rulesets }: ReviewContext,
): Promise<string> {
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
  const { rdjsonReporter } = await import('../reporters/rdjson.ts');
  const { describerOf } = await import('../run/rule-descriptions.ts');
  const builder = new ReportBuilder();
  for (const report of reports) builder.add(report, false);
  return rdjsonReporter(builder.build(), { describe: describerOf(rulesets) });
}

/** What a review holds, in a sentence. */
export function outcomeOf({ comments, others }: Review): string {
  if (comments.length + others.length === 0) return 'Nothing to say of this change.';
  const onLines = `${counted(comments.length, 'comment')} on lines of the diff`;
  return others.length === 0 ? `${onLines}.` : `${onLines}, ${counted(others.length, 'finding')} beside them.`;
}
