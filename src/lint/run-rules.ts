import type { Diagnostic, Fix, Safety } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Resource, resourceId } from '../manifest/resource.ts';
import { isRefusal, lowerYamlEdits } from '../yaml/yaml-edit.ts';
import type { Finding, Rule } from './rule.ts';

/** What the rules find in the resources of a manifest. A rule that throws is a diagnostic, and the others go on. */
export function runRules(manifest: Manifest, rules: readonly Rule[]): Diagnostic[] {
  const resources = manifest.resources.filter(({ isTemplate }) => !isTemplate);
  return resources.flatMap((resource) =>
    rules.filter((rule) => rule.kinds.includes(resource.kind.kind)).flatMap((rule) => runRule(rule, resource)),
  );
}

function runRule(rule: Rule, resource: Resource): Diagnostic[] {
  try {
    return Array.from(rule.check(resource), (finding) => lowerFinding(rule, resource, finding));
  } catch (error) {
    return [crashDiagnostic(rule, resource, error)];
  }
}

/** From the words of a rule, paths and YAML edits, to those of a report, ranges and text edits. */
function lowerFinding(rule: Rule, resource: Resource, finding: Finding): Diagnostic {
  const { document } = resource;
  const fix = finding.fix && rule.fix !== 'none' ? lowerFix(resource, finding.fix, rule.fix) : undefined;
  return {
    ruleId: rule.id,
    severity: rule.severity,
    message: finding.message,
    remedy: finding.remedy ?? rule.remedy,
    range: document.visibleRangeAt(finding.at),
    resource: resourceId(resource),
    related: (finding.related ?? []).map(({ at, message }) => ({ message, range: document.visibleRangeAt(at) })),
    ...(fix && { fix }),
  };
}

/** A fix as text edits; undefined where one of its edits cannot be made exactly, so that it is not offered. */
function lowerFix(resource: Resource, fix: NonNullable<Finding['fix']>, safety: Safety): Fix | undefined {
  const lowered = lowerYamlEdits(resource.document, fix.edits);
  if (isRefusal(lowered)) return undefined;
  return { title: fix.title, safety, ...lowered, intent: { documentIndex: resource.documentIndex, yamlEdits: fix.edits } };
}

function crashDiagnostic(rule: Rule, resource: Resource, error: unknown): Diagnostic {
  const cause = error instanceof Error ? error.message : String(error);
  return {
    ruleId: 'internal/rule-crashed',
    severity: 'error',
    message: `The rule ${rule.id} failed on this resource: ${cause}`,
    remedy: 'This is a bug in runlint: please report it, with the manifest if you can show it.',
    range: resource.document.visibleRangeAt(['kind']),
    resource: resourceId(resource),
    related: [],
  };
}
