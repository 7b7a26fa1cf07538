import type { Finding } from '../manifest/finding.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { containersOf, type Variable, variablesOf } from './containers.ts';
import { repeated } from './repeated.ts';

const MAX_RELATED = 5;

type RelatedPlace = NonNullable<Finding['related']>[number];

/** A variable that a container sets more than once. */
export interface RepeatedVariable {
  /** The one that counts. */
  readonly last: Variable;
  /** Those before it, at least one. */
  readonly others: readonly Variable[];
}

export const repeatedVariablesOf = rememberedOfLast((resource: Resource): readonly RepeatedVariable[] => {
  const groups = containersOf(resource).flatMap((container) => {
    const own = variablesOf(resource).filter((variable) => variable.container === container);
    return repeated(own, ({ name }) => name);
  });
  return groups.map((variables) => ({ last: variables.at(-1) as Variable, others: variables.slice(0, -1) }));
});

/** True where one of them comes from a secret. */
export function involvesSecret({ last, others }: RepeatedVariable): boolean {
  return [last, ...others].some(({ isSecret }) => isSecret);
}

/** Where a report shows those before the last: of many the first are enough. */
export function relatedPlaces({ others }: RepeatedVariable, describe: (variable: Variable) => string): RelatedPlace[] {
  return others.slice(0, MAX_RELATED).map((variable) => ({ at: [...variable.at, 'name'], message: describe(variable) }));
}

/** `twice`, `3 times`. */
export function timesSet({ others }: RepeatedVariable): string {
  return others.length === 1 ? 'twice' : `${others.length + 1} times`;
}
