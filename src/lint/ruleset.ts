import type { Severity } from '../diagnostics/diagnostic.ts';
import { RULESET_NAMES, type Rule, type RuleOptions, type RulesetName } from './rule.ts';

/** A rule as it is turned on. */
export interface EnabledRule {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly options: RuleOptions;
}

/** A rule with its own severity and the values that its options have where none is set. */
export function enableRule(rule: Rule): EnabledRule {
  return { rule, severity: rule.severity, options: defaultOptions(rule) };
}

/** The rules of a built-in ruleset. */
export function rulesIn(name: RulesetName, rules: readonly Rule[]): Rule[] {
  const names = RULESET_NAMES.slice(0, RULESET_NAMES.indexOf(name) + 1);
  return rules.filter(({ ruleset = 'recommended' }) => names.includes(ruleset));
}

export function defaultOptions({ options = {} }: Rule): RuleOptions {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
}
