import type { Finding } from '../manifest/finding.ts';
import type { Resource } from '../manifest/resource.ts';
import { remembered } from '../text/remembered.ts';
import { type Variable, variablesOf } from './containers.ts';

const MAX_RELATED = 5;

type RelatedPlace = NonNullable<Finding['related']>[number];

/** A variable that a container sets more than once. */
export interface RepeatedVariable {
  /** The one that counts. */
  readonly last: Variable;
  /** Those before it, at least one. */
  readonly others: readonly Variable[];
}

export const repeatedVariablesOf = remembered((resource: Resource): readonly RepeatedVariable[] => {
  const groups = new Map<string, Variable[]>();
  for (const variable of variablesOf(resource)) {
    const key = `${variable.container.at.at(-1)} ${variable.name}`;
    const group = groups.get(key);
    if (group) group.push(variable);
    else groups.set(key, [variable]);
  }
  return [...groups.values()].flatMap((variables) => {
    const last = variables.at(-1);
    return last && variables.length > 1 ? { last, others: variables.slice(0, -1) } : [];
  });
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
