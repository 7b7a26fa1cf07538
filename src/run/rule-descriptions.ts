import { CHECKS, type Check } from '../diagnostics/checks.ts';
import type { RuleDescription } from '../diagnostics/rule-description.ts';
import type { Rule } from '../lint/rule.ts';
import type { Ruleset } from '../lint/ruleset.ts';

/** What is to be said of a rule that one of these rulesets has, or of a check. */
export function describerOf(rulesets: Iterable<Ruleset>): (ruleId: string) => RuleDescription | undefined {
  const rules = new Map([...new Set(rulesets)].flatMap((ruleset) => ruleset.rules.map(({ rule }) => [rule.id, rule] as const)));
  return (ruleId) => {
    const rule = rules.get(ruleId);
    if (rule) return describeRule(rule);
    const check = CHECKS.find(({ id }) => id === ruleId);
    return check && describeCheck(check);
  };
}

function describeRule({ id, summary, rationale, remedy, severity, group, sources }: Rule): RuleDescription {
  const isAboutSecurity = group === 'identity' || group === 'safety';
  return { id, summary, rationale, remedy, severity, isAboutSecurity, topic: group, sources };
}

function describeCheck({ id, summary, rationale }: Check): RuleDescription {
  const [topic = ''] = id.split('/', 1);
  return { id, summary, rationale, remedy: '', severity: 'error', isAboutSecurity: false, topic, sources: [] };
}
