import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lowerFinding } from '../manifest/finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Resource, resourceId } from '../manifest/resource.ts';
import type { Rule } from './rule.ts';

/** What the rules find in the resources of a manifest. A rule that throws is a diagnostic, and the others go on. */
export function runRules(manifest: Manifest, rules: readonly Rule[]): Diagnostic[] {
  const resources = manifest.resources.filter(({ isTemplate }) => !isTemplate);
  return resources.flatMap((resource) =>
    rules.filter((rule) => rule.kinds.includes(resource.kind.kind)).flatMap((rule) => runRule(rule, resource)),
  );
}

function runRule(rule: Rule, resource: Resource): Diagnostic[] {
  try {
    const { id: ruleId, severity, remedy, refusedBy = [], fix: fixSafety } = rule;
    const context = { ruleId, severity, refusedBy, fixSafety };
    return Array.from(rule.check(resource), (finding) => lowerFinding(resource, { remedy, ...finding }, context));
  } catch (error) {
    return [crashDiagnostic(rule, resource, error)];
  }
}

function crashDiagnostic(rule: Rule, resource: Resource, error: unknown): Diagnostic {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    ruleId: 'internal/rule-crashed',
    severity: 'error',
    message: `The rule ${rule.id} failed on this resource: ${cause}`,
    remedy: 'This is a bug in runlint: please report it, with the manifest if you can show it.',
    refusedBy: [],
    range: resource.document.visibleRangeAt(['kind']),
    resource: resourceId(resource),
    related: [],
  };
}
