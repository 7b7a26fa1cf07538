import { commentText, summaryText } from './comment-text.ts';
import type { Review, ReviewComment } from './review.ts';

/** The body of GitLab's "create a new thread in the merge request diff" (https://docs.gitlab.com/api/discussions/). */
export interface GitlabDiscussion {
  readonly body: string;
  /** Where it stands; on the merge request as a whole where it has none. */
  readonly position?: GitlabPosition;
}

interface GitlabPosition extends Partial<DiffRefs> {
  readonly position_type: 'text';
  readonly old_path: string;
  readonly new_path: string;
  readonly new_line: number;
  /** Of a line that is not changed, its number before. */
  readonly old_line?: number;
}

/** The commits of a merge request, as its API has them in `diff_refs`. */
export interface DiffRefs {
  /** Where the change leaves the target branch. */
  readonly base_sha: string;
  /** The last commit of the target branch. */
  readonly start_sha: string;
  /** The last commit of the change. */
  readonly head_sha: string;
}

/** The commits that the JSON of a merge request names; undefined where it names none, as while GitLab still looks at a push. */
export function diffRefsIn(json: string): DiffRefs | undefined {
  const refs: Partial<DiffRefs> | undefined = parseJson(json)?.diff_refs ?? undefined;
  const { base_sha, start_sha, head_sha } = refs ?? {};
  return base_sha && start_sha && head_sha ? { base_sha, start_sha, head_sha } : undefined;
}

function parseJson(json: string): { readonly diff_refs?: Partial<DiffRefs> | null } | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The review as threads of a merge request: one for each comment, and one for what cannot stand on a line. */
export function gitlabDiscussions(review: Review, refs?: DiffRefs): GitlabDiscussion[] {
  const threads = review.comments.map((comment) => discussionOf(comment, refs));
  return review.others.length === 0 ? threads : [...threads, { body: summaryText({ comments: [], others: review.others }) }];
}

/** A thread stands on one line, and its suggestion counts the lines above it. */
function discussionOf(comment: ReviewComment, refs: DiffRefs | undefined): GitlabDiscussion {
  const { change, lines } = comment;
  const oldLine = change.oldLines.get(lines.last);
  return {
    body: commentText(comment, `suggestion:-${lines.last - lines.first}+0`),
    position: {
      ...refs,
      position_type: 'text',
      old_path: change.oldPath,
      new_path: change.path,
      new_line: lines.last,
      ...(oldLine !== undefined && { old_line: oldLine }),
    },
  };
}
