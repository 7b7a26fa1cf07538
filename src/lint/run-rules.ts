import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Finding, lowerFinding } from '../manifest/finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Resource, resourceId } from '../manifest/resource.ts';
import type { ResourceSummary, ResourcesByAccount } from '../manifest/resource-summary.ts';
import type { Range } from '../text/range.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { type EnabledRule, type Ruleset, wordsLookedAt } from './ruleset.ts';
import { wordsOf } from './words-of-resource.ts';

/** What the rules find in the resources of a manifest. A rule that throws is a diagnostic, and the others go on. */
export function runRules(manifest: Manifest, { rules, allowedAccounts }: Ruleset): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const resource of manifest.resources) {
    if (resource.isTemplate) continue;
    const words = wordsOf(resource, allowedAccounts);
    for (const enabled of rules) {
      if (canFindSomething(enabled, resource, words)) runRule(enabled, resource, allowedAccounts, found);
    }
  }
  return found;
}

/** False for a rule that looks only at what does not stand in a resource: of most rules that is known before they run. */
function canFindSomething(enabled: EnabledRule, { kind }: Resource, words: ReadonlySet<string>): boolean {
  if (!enabled.rule.kinds.includes(kind.kind)) return false;
  const looksAt = wordsLookedAt(enabled);
  if (looksAt === undefined) return true;
  for (const word of looksAt) if (words.has(word)) return true;
  return false;
}

/** What a rule tells of one resource at most: the first of hundreds are enough to learn what is wrong. */
const MAX_FINDINGS = 200;

/** Adds what a rule finds: most find nothing, and then this costs next to nothing. */
function runRule(enabled: EnabledRule, resource: Resource, allowedAccounts: readonly string[], found: Diagnostic[]): void {
  const { rule, options } = enabled;
  const before = found.length;
  try {
    for (const finding of rule.check(resource, { options, allowedAccounts })) {
      if (found.length - before === MAX_FINDINGS) break;
      found.push(lowered(resource, finding, enabled));
    }
  } catch (error) {
    found.length = before;
    found.push(crashDiagnostic(rule.id, resource.document.visibleRangeAt(['kind']), resourceId(resource), error));
  }
}

function lowered(resource: Resource, finding: Finding, { rule, severity }: EnabledRule): Diagnostic {
  const { id: ruleId, refusedBy = [], fix: fixSafety } = rule;
  return lowerFinding(resource, { remedy: rule.remedy, ...finding }, { ruleId, severity, refusedBy, fixSafety });
}

/** The rules that look at all resources of a run. */
export const rulesOfRuns = rememberedOfLast(({ rules }: Ruleset): readonly EnabledRule[] => {
  return rules.filter(({ rule }) => rule.checkInRun !== undefined);
});

/** What such rules find in a resource among all resources of the run. */
export function runRulesInRun(
  resource: ResourceSummary,
  others: ResourcesByAccount,
  rules: readonly EnabledRule[],
): Diagnostic[] {
  return rules
    .filter(({ rule }) => rule.kinds.includes(resource.kind))
    .flatMap((enabled) => runRuleInRun(enabled, resource, others));
}

function runRuleInRun({ rule, severity }: EnabledRule, resource: ResourceSummary, others: ResourcesByAccount): Diagnostic[] {
  const { range, yamlPath, id } = resource;
  try {
    return Array.from(rule.checkInRun?.(resource, others) ?? [], ({ message, remedy = rule.remedy }) => ({
      ruleId: rule.id,
      severity,
      message,
      remedy,
      refusedBy: rule.refusedBy ?? [],
      range,
      yamlPath,
      resource: id,
      related: [],
    }));
  } catch (error) {
    return [crashDiagnostic(rule.id, range, id, error)];
  }
}

function crashDiagnostic(ruleId: string, range: Range, resource: string, error: unknown): Diagnostic {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    ruleId: 'internal/rule-crashed',
    severity: 'error',
    message: `The rule ${ruleId} failed on this resource: ${cause}`,
    remedy: 'This is a bug in runlint: please report it, with the manifest if you can show it.',
    refusedBy: [],
    range,
    resource,
    related: [],
  };
}
