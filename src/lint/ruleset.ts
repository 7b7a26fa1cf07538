import { CHECK_IDS } from '../diagnostics/check-ids.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import { remembered } from '../text/remembered.ts';
import { RULESET_NAMES, type Rule, type RuleOptions, type RulesetName } from './rule.ts';

/** What is looked for in a file, and how what is found is judged. */
export interface Ruleset {
  readonly rules: readonly EnabledRule[];
  /** The severities of checks that are not those of their own, by id. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** The ids that a comment can name: of all rules, on or off, and of all checks. */
  readonly knownIds: ReadonlySet<string>;
  /** Patterns of the accounts that resources may run as; any where there are none. */
  readonly allowedAccounts: readonly string[];
  /** True where a comment that silences something has to say why. */
  readonly isReasonRequired: boolean;
}

/** A rule as it is turned on. */
export interface EnabledRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options: RuleOptions;
}

/** Rules with their own severities and options, and nothing else that is set. */
export function rulesetOf(rules: readonly Rule[], catalogue: readonly Rule[] = rules): Ruleset {
  return {
    rules: rules.map(enableRule),
    severities: new Map(),
    knownIds: knownIds([...catalogue, ...rules]),
    allowedAccounts: [],
    isReasonRequired: false,
  };
}

/** The ids of rules and of all checks. */
export function knownIds(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set([...rules.map(({ id }) => id), ...CHECK_IDS]);
}

/** The rules of a built-in ruleset. */
export function rulesIn(name: RulesetName, rules: readonly Rule[]): Rule[] {
  const names = RULESET_NAMES.slice(0, RULESET_NAMES.indexOf(name) + 1);
  return rules.filter(({ ruleset = 'recommended' }) => names.includes(ruleset));
}

/** The values of a rule's options where none is set. */
export function defaultOptions({ options = {} }: Rule): RuleOptions {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
}

function enableRule(rule: Rule): EnabledRule {
  return { rule, severity: rule.severity, options: defaultOptions(rule) };
}

/** The words that a rule looks at as it is turned on; undefined where any manifest could give it something to report. */
export const wordsLookedAt = remembered(({ rule, options }: EnabledRule): readonly string[] | undefined => {
  const isAsDefined = Object.entries(rule.options ?? {}).every(([name, option]) => options[name] === option.default);
  return isAsDefined ? rule.looksAt : undefined;
});
