import { findingParagraphs } from '../reporters/finding-markdown.ts';
import { commandOfFix } from '../reporters/fix-command.ts';
import { codeBlock, codeSpan } from '../reporters/markdown-text.ts';
import { severityCounts } from '../reporters/summary-words.ts';
import { listWords } from '../text/list-words.ts';
import type { OtherFinding, Review, ReviewComment, ReviewFinding } from './review.ts';

/**
 * The text of a comment, in Markdown: what was found, the lines to take over, and by which fingerprints it is known again.
 *
 * @param word what the platform wants behind the fence of a suggestion
 */
export function commentText({ findings, suggestion, change }: ReviewComment, word: string): string {
  if (!suggestion) return findings.map((finding) => findingText(finding, change.path)).join('\n\n');
  const paragraphs = findings.flatMap(({ diagnostic }) => findingParagraphs(diagnostic));
  return [
    ...fitting(paragraphs, ROOM_ABOVE_SUGGESTION),
    ...(suggestion.isUnsafe ? ['The suggestion changes what is deployed.'] : []),
    codeBlock(suggestion.newLines, word),
    ...findings.map(markerOf),
  ].join('\n\n');
}

/** Characters of what is said: GitHub takes 65,536 with all that stands around it. */
const ROOM = 60_000;
const ROOM_ABOVE_SUGGESTION = 20_000;

/** The texts that there is room for: a name of a manifest alone can be longer. */
function fitting(texts: readonly string[], room: number): string[] {
  let left = room;
  return texts.filter(({ length }) => {
    const isFitting = length <= left;
    if (isFitting) left -= length;
    return isFitting;
  });
}

/** What the review says as a whole, with the findings that cannot stand on a line. */
export function summaryText({ comments, others }: Omit<Review, 'reports'>): string {
  const findings = [...comments.flatMap((comment) => comment.findings), ...others];
  const lead = leadOf(findings);
  if (others.length === 0) return lead;
  const listed = fitting(others.map(otherText), ROOM);
  const left = others.length - listed.length;
  return [lead, ...listed, ...(left > 0 ? [`And ${left} more: \`runlint check\` lists all of them.`] : [])].join('\n\n');
}

function leadOf(findings: readonly ReviewFinding[]): string {
  const counts = severityCounts((severity) => findings.filter(({ diagnostic }) => diagnostic.severity === severity).length);
  const words = counts.map((count) => count.words);
  return `runlint found ${listWords(words, 'and')} to be looked at in this change.`;
}

/**
 * The fingerprints that comments hold, in the JSON that a platform gives, or in the texts themselves. Each stands at the start
 * of a line, as it does in no line of a diff or of a manifest that is repeated there.
 */
export function fingerprintsIn(text: string): ReadonlySet<string> {
  const marker = /^\s*[[{]/m.test(text) ? MARKER_IN_JSON : MARKER;
  return new Set(Array.from(text.matchAll(marker), ([, fingerprint = '']) => fingerprint));
}

const MARKER = /^<!-- runlint:fingerprint ([0-9a-f]{32}) -->/gm;
/** In JSON, a back-slash of the text itself is doubled. */
const MARKER_IN_JSON = /(?<!\\)(?:\\\\)*\\n(?:<|\\u003c)!-- runlint:fingerprint ([0-9a-f]{32}) --/gi;

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
  const { fix } = diagnostic;
  const mending = fix ? [`${codeSpan(commandOfFix(fix, path))} mends it.`] : [];
  return [...fitting(findingParagraphs(diagnostic), ROOM), ...mending, markerOf(finding)].join('\n\n');
}
