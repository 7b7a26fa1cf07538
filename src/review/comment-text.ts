import { findingParagraphs } from '../reporters/finding-markdown.ts';
import { codeBlock, codeSpan } from '../reporters/markdown-text.ts';
import { severityCounts } from '../reporters/summary-words.ts';
import { listWords } from '../text/list-words.ts';
import { shellPath } from '../text/shell-word.ts';
import type { OtherFinding, Review, ReviewComment, ReviewFinding } from './review.ts';

/**
 * The text of a comment, in Markdown: what was found, the lines to take over, and by which fingerprints it is known again.
 *
 * @param word what the platform wants behind the fence of a suggestion
 */
export function commentText({ findings, suggestion, change }: ReviewComment, word: string): string {
  if (!suggestion) return findings.map((finding) => findingText(finding, change.path)).join('\n\n');
  return [
    ...findings.flatMap(({ diagnostic }) => findingParagraphs(diagnostic)),
    ...(suggestion.isUnsafe ? ['The suggestion changes what is deployed.'] : []),
    codeBlock(suggestion.newLines, word),
    ...findings.map(markerOf),
  ].join('\n\n');
}

/** Characters up to which findings are listed: GitHub takes 65,536. */
const MAX_LENGTH = 60_000;

/** What the review says as a whole, with the findings that cannot stand on a line. */
export function summaryText({ comments, others }: Omit<Review, 'reports'>): string {
  const findings = [...comments.flatMap((comment) => comment.findings), ...others];
  const lead = leadOf(findings);
  if (others.length === 0) return lead;
  const listed: string[] = [];
  let room = MAX_LENGTH;
  for (const other of others) {
    const text = otherText(other);
    room -= text.length;
    if (room < 0) break;
    listed.push(text);
  }
  const left = others.length - listed.length;
  return [lead, ...listed, ...(left > 0 ? [`And ${left} more: \`runlint check\` lists all of them.`] : [])].join('\n\n');
}

function leadOf(findings: readonly ReviewFinding[]): string {
  const counts = severityCounts((severity) => findings.filter(({ diagnostic }) => diagnostic.severity === severity).length);
  const words = counts.map((count) => count.words);
  return `runlint found ${listWords(words, 'and')} to be looked at in this change.`;
}

/** The fingerprints that comments hold, in any text that they stand in: the JSON that a platform gives, for one. */
export function fingerprintsIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/runlint:fingerprint ([0-9a-f]{32})\b/g), ([, fingerprint = '']) => fingerprint));
}

/** Seen by nobody but the next run. */
function markerOf({ fingerprint }: ReviewFinding): string {
  return `<!-- runlint:fingerprint ${fingerprint} -->`;
}

function otherText(finding: OtherFinding): string {
  const { path, line } = finding;
  const place = codeSpan(line === undefined ? path : `${path}:${line}`);
  return `**In** ${place}:\n\n${findingText(finding, path)}`;
}

/** A finding without lines to take over, and the command that mends it, if there is one. */
function findingText(finding: ReviewFinding, path: string): string {
  const { diagnostic } = finding;
  const paragraphs = findingParagraphs(diagnostic);
  if (diagnostic.fix) {
    const options = diagnostic.fix.safety === 'unsafe' ? '--unsafe --write' : '--write';
    paragraphs.push(`${codeSpan(`runlint fix ${options} ${shellPath(path)}`)} mends it.`);
  }
  return [...paragraphs, markerOf(finding)].join('\n\n');
}
