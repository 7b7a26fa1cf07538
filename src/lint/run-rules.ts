import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lowerFinding } from '../manifest/finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Resource, resourceId } from '../manifest/resource.ts';
import type { ResourceSummary, ResourcesByAccount } from '../manifest/resource-summary.ts';
import type { RuleContext } from './rule.ts';
import type { EnabledRule, Ruleset } from './ruleset.ts';

/** What the rules find in the resources of a manifest. A rule that throws is a diagnostic, and the others go on. */
export function runRules(manifest: Manifest, { rules, allowedAccounts }: Ruleset): Diagnostic[] {
  const resources = manifest.resources.filter(({ isTemplate }) => !isTemplate);
  return resources.flatMap((resource) =>
    rules
      .filter(({ rule }) => rule.kinds.includes(resource.kind.kind))
      .flatMap((enabled) => runRule(enabled, resource, { options: enabled.options, allowedAccounts })),
  );
}

function runRule({ rule, severity }: EnabledRule, resource: Resource, context: RuleContext): Diagnostic[] {
  const { id: ruleId, remedy, refusedBy = [], fix: fixSafety } = rule;
  try {
    const found = { ruleId, severity, refusedBy, fixSafety };
    return Array.from(rule.check(resource, context), (finding) => lowerFinding(resource, { remedy, ...finding }, found));
  } catch (error) {
    return [crashDiagnostic(ruleId, resource, error)];
  }
}

/** What the rules find in a resource among all resources of the run. */
export function runRulesInRun(resource: ResourceSummary, others: ResourcesByAccount, { rules }: Ruleset): Diagnostic[] {
  const { range, yamlPath, id } = resource;
  return rules.flatMap(({ rule, severity }) =>
    Array.from(rule.checkInRun?.(resource, others) ?? [], ({ message, remedy = rule.remedy }) => ({
      ruleId: rule.id,
      severity,
      message,
      remedy,
      refusedBy: rule.refusedBy ?? [],
      range,
      yamlPath,
      resource: id,
      related: [],
    })),
  );
}

function crashDiagnostic(ruleId: string, resource: Resource, error: unknown): Diagnostic {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    ruleId: 'internal/rule-crashed',
    severity: 'error',
    message: `The rule ${ruleId} failed on this resource: ${cause}`,
    remedy: 'This is a bug in runlint: please report it, with the manifest if you can show it.',
    refusedBy: [],
    range: resource.document.visibleRangeAt(['kind']),
    resource: resourceId(resource),
    related: [],
  };
}
