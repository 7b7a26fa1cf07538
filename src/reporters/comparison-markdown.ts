import type { ResourcePlace } from '../diagnostics/account-plan.ts';
import type { ComparedResource, Comparison, Difference } from '../diagnostics/comparison.ts';
import { counted } from '../text/counted.ts';
import { byteLength, countThatFits, LARGEST_COMMENT } from './comment-limit.ts';
import { EFFECT_MARKS, lossOf, summaryOfComparison, titleOfPart } from './comparison-words.ts';
import { codeSpan, escapeMarkdown } from './markdown-text.ts';

/**
 * A comparison for a comment: a table for each resource that differs.
 *
 * @param limit bytes of the result in UTF-8; lines that have no place in them are counted
 */
export function renderComparisonMarkdown(comparison: Comparison, limit: number = LARGEST_COMMENT): string {
  const { resources, onlyLive, onlyRepository, live, repository } = comparison;
  const loss = lossOf(comparison);
  const head = `### runlint diff: ${escapeMarkdown(summaryOfComparison(comparison))}\n${loss ? `\n${loss}\n` : ''}`;
  const pieces = [
    ...resources.flatMap(rowsOf),
    ...itemsOf(`Only live (${codeSpan(live)}):`, onlyLive),
    ...itemsOf(`Only in the repository (${codeSpan(repository)}):`, onlyRepository),
  ];
  const shown = pieces.slice(0, countThatFits(pieces, limit - byteLength(head) - byteLength(leftOutWords(pieces.length))));
  return head + shown.join('') + leftOutWords(pieces.length - shown.length);
}

/** The rows of a table, its heading with the first of them. */
function rowsOf({ description, kind, livePath, path, differences }: ComparedResource): string[] {
  const heading = `\n#### ${escapeMarkdown(description)}: ${codeSpan(livePath)} → ${codeSpan(path)}\n\n| | Part | Line | Difference |\n|---|---|---|---|\n`;
  return differences.map((difference, index) => (index === 0 ? heading : '') + row(difference, kind));
}

function row({ part, effect, place, message }: Difference, kind: string): string {
  return `| \`${EFFECT_MARKS[effect]}\` | ${titleOfPart(part, kind)} | ${place.line} | ${escapeMarkdown(message)} |\n`;
}

function itemsOf(title: string, places: readonly ResourcePlace[]): string[] {
  return places.map(({ path, line, resource }, index) => {
    const item = `- ${escapeMarkdown(resource)}, ${codeSpan(`${path}:${line}`)}\n`;
    return index === 0 ? `\n${title}\n\n${item}` : item;
  });
}

function leftOutWords(count: number): string {
  return count === 0 ? '' : `\nThis is not all: ${counted(count, 'more line')} would have made it too long.\n`;
}
