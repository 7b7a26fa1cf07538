import { type Variable, variablesOf } from './containers.ts';
import type { Resource } from './resource.ts';

/** A variable that a container sets more than once. */
export interface RepeatedVariable {
  /** The one that counts. */
  readonly last: Variable;
  /** Those before it, at least one. */
  readonly others: readonly Variable[];
}

export function repeatedVariablesOf(resource: Resource): RepeatedVariable[] {
  const groups = new Map<string, Variable[]>();
  for (const variable of variablesOf(resource)) {
    const key = `${variable.container.at.at(-1)} ${variable.name}`;
    groups.set(key, [...(groups.get(key) ?? []), variable]);
  }
  return [...groups.values()].flatMap((variables) => {
    const last = variables.at(-1);
    return last && variables.length > 1 ? { last, others: variables.slice(0, -1) } : [];
  });
}

/** True where one of them comes from a secret. */
export function involvesSecret({ last, others }: RepeatedVariable): boolean {
  return [last, ...others].some(({ isSecret }) => isSecret);
}

/** `twice`, `3 times`. */
export function timesSet({ others }: RepeatedVariable): string {
  return others.length === 1 ? 'twice' : `${others.length + 1} times`;
}
