import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lowerFinding } from '../manifest/finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Resource, resourceId } from '../manifest/resource.ts';
import type { EnabledRule } from './ruleset.ts';

/** What the rules find in the resources of a manifest. A rule that throws is a diagnostic, and the others go on. */
export function runRules(manifest: Manifest, rules: readonly EnabledRule[]): Diagnostic[] {
  const resources = manifest.resources.filter(({ isTemplate }) => !isTemplate);
  return resources.flatMap((resource) =>
    rules.filter(({ rule }) => rule.kinds.includes(resource.kind.kind)).flatMap((enabled) => runRule(enabled, resource)),
  );
}

function runRule({ rule, severity, options }: EnabledRule, resource: Resource): Diagnostic[] {
  try {
    const { id: ruleId, remedy, refusedBy = [], fix: fixSafety } = rule;
    const context = { ruleId, severity, refusedBy, fixSafety };
    return Array.from(rule.check(resource, { options }), (finding) => lowerFinding(resource, { remedy, ...finding }, context));
  } catch (error) {
    return [crashDiagnostic(rule.id, resource, error)];
  }
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
