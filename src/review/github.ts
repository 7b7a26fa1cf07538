import { commentText, summaryText } from './comment-text.ts';
import type { Review, ReviewComment } from './review.ts';

/** The body of GitHub's "create a review for a pull request" (https://docs.github.com/rest/pulls/reviews). */
export interface GithubReview {
  readonly commit_id?: string;
  readonly event: 'COMMENT';
  readonly body: string;
  readonly comments: readonly GithubComment[];
}

interface GithubComment {
  readonly path: string;
  readonly body: string;
  /** The last line of the comment, in the file as it is now. */
  readonly line: number;
  readonly side: 'RIGHT';
  /** The first line, where there are several. */
  readonly start_line?: number;
  readonly start_side?: 'RIGHT';
}

/**
 * The review as GitHub takes it; undefined where there is nothing to say, which GitHub would refuse.
 *
 * @param commit the commit that the lines are of; GitHub takes the last of the pull request where none is given
 */
export function githubReview(review: Review, commit?: string): GithubReview | undefined {
  const { comments, others } = review;
  if (comments.length + others.length === 0) return undefined;
  return {
    ...(commit !== undefined && { commit_id: commit }),
    event: 'COMMENT',
    body: summaryText(review),
    comments: comments.map(githubComment),
  };
}

function githubComment(comment: ReviewComment): GithubComment {
  const { first, last } = comment.lines;
  return {
    path: comment.change.path,
    body: commentText(comment, 'suggestion'),
    line: last,
    side: 'RIGHT',
    ...(first < last && { start_line: first, start_side: 'RIGHT' }),
  };
}
