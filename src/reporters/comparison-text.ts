import type { ResourcePlace } from '../diagnostics/account-plan.ts';
import type { ComparedResource, Comparison, Difference, Effect } from '../diagnostics/comparison.ts';
import { STDIN_PATH } from '../text/source-file.ts';
import { EFFECT_MARKS, lossOf, summaryOfComparison, titleOfPart } from './comparison-words.ts';
import { type Paint, printable, type Style } from './terminal-text.ts';

const STYLES: Readonly<Record<Effect, Style>> = { change: 'yellow', add: 'green', remove: 'red', reset: 'red', undecided: 'dim' };

/** A comparison for people: a line for each difference, and what matters most first. */
export function renderComparisonText(comparison: Comparison, paint: Paint): string {
  const { resources, onlyLive, onlyRepository, live, repository } = comparison;
  const loss = lossOf(comparison);
  const sections = [
    ...resources.filter(({ differences }) => differences.length > 0).map((resource) => resourceLines(resource, paint)),
    placeLines(`Only live (${live}):`, onlyLive, 'remove', paint),
    placeLines(`Only in the repository (${repository}):`, onlyRepository, 'add', paint),
    [`${printable(summaryOfComparison(comparison))}.`, ...(loss ? [loss] : [])],
  ];
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

function resourceLines(resource: ComparedResource, paint: Paint): string[] {
  const { description, kind, livePath, path, differences } = resource;
  const places = differences.map(({ place }) => printable(`${path}:${place.line}:${place.column}`));
  const width = Math.max(...places.map(({ length }) => length));
  return [
    paint('bold', printable(`${description}: ${livePath} → ${path}`)),
    ...differences.flatMap((difference, index) => {
      const { part, effect } = difference;
      const place = (places[index] ?? '').padEnd(width);
      const line = `  ${mark(effect, paint)} ${paint('dim', place)}  ${printable(difference.message)}${livePlace(resource, difference, paint)}`;
      return differences[index - 1]?.part === part ? [line] : [`  ${titleOfPart(part, kind)}`, line];
    }),
  ];
}

/** Standard input has no lines that anybody could look up. */
function livePlace({ livePath }: ComparedResource, { livePlace: { line, column } }: Difference, paint: Paint): string {
  return livePath === STDIN_PATH ? '' : `  ${paint('dim', printable(`(${livePath}:${line}:${column})`))}`;
}

function placeLines(title: string, places: readonly ResourcePlace[], effect: Effect, paint: Paint): string[] {
  const lines = places.map(({ path, line, resource }) => `  ${mark(effect, paint)} ${printable(`${path}:${line}  ${resource}`)}`);
  return lines.length > 0 ? [printable(title), ...lines] : [];
}

function mark(effect: Effect, paint: Paint): string {
  return paint(STYLES[effect], EFFECT_MARKS[effect]);
}
