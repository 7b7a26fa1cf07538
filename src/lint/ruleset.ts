import type { Rule } from './rule.ts';

/** The rules of a run. */
export interface Ruleset {
  readonly rules: readonly Rule[];
}

export function rulesetOf(rules: readonly Rule[]): Ruleset {
  return { rules };
}
