import { type ComparedPart, type Comparison, type Effect, isDecided, isDifferent, isLoss } from '../diagnostics/comparison.ts';
import { counted } from '../text/counted.ts';
import { listWords } from '../text/list-words.ts';

/** How a line says what a replace with the file would do; what it would remove or reset has one mark. */
export const EFFECT_MARKS: Readonly<Record<Effect, string>> = { change: '~', add: '+', remove: '-', reset: '-', undecided: '?' };

/** What the differences of a part are about. */
export function titleOfPart(part: ComparedPart, kind: string): string {
  return part === 'template' ? (TEMPLATE_TITLES[kind] ?? 'New revision') : TITLES[part];
}

const TITLES = { identity: 'Identity', resource: 'The rest' } as const;

/** What a change of the template comes to; a new revision where nothing else stands here. */
const TEMPLATE_TITLES: Readonly<Record<string, string>> = { Job: 'Next execution', Instance: 'What it runs' };

/** All of a comparison in a sentence, without its end. */
export function summaryOfComparison(comparison: Comparison): string {
  const { resources, onlyLive, onlyRepository } = comparison;
  const differences = resources.flatMap((resource) => resource.differences.filter(isDecided));
  const affected = resources.filter((resource) => resource.differences.some(isDecided)).length;
  const undecided = resources.flatMap((resource) => resource.differences).length - differences.length;
  const counts = [
    ...(differences.length > 0
      ? [`${counted(differences.length, 'difference')} in ${affected} of ${counted(resources.length, 'resource')}`]
      : []),
    ...(onlyLive.length > 0 ? [`${counted(onlyLive.length, 'resource')} only live`] : []),
    ...(onlyRepository.length > 0 ? [`${counted(onlyRepository.length, 'resource')} only in the repository`] : []),
  ];
  const words = isDifferent(comparison) ? listWords(counts, 'and') : `No difference in ${counted(resources.length, 'resource')}`;
  return undecided === 0 ? words : `${words}, ${counted(undecided, 'value')} left open by placeholders`;
}

/** How many values a replace with the files would remove or reset, as a sentence; undefined where it is none. */
export function lossOf({ resources }: Comparison): string | undefined {
  const lost = resources.flatMap(({ differences }) => differences.filter(isLoss));
  if (lost.length === 0) return undefined;
  const what = lost.length === 1 ? 'the value that is' : `the ${lost.length} values that are`;
  return `A replace would remove or reset ${what} marked ${EFFECT_MARKS.remove}, since a file stands for all of a resource.`;
}
