import type { Diagnostic, Fix, Refuser, Safety, Severity } from '../diagnostics/diagnostic.ts';
import { lowerYamlEdits } from '../yaml/lower-edit.ts';
import { stableYamlPath } from '../yaml/stable-yaml-path.ts';
import { isRefusal, type YamlEdit } from '../yaml/yaml-edit.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { type Resource, resourceId } from './resource.ts';

/** What a check yields: a place in the resource's document and what is wrong there. */
export interface Finding {
  /** The value that is wrong; where it is missing, the path where it should be. */
  readonly at: YamlPath;
  readonly message: string;
  readonly remedy?: string;
  readonly related?: readonly { readonly at: YamlPath; readonly message: string }[];
  /** True where the key at the end of the path is meant, and not its value. */
  readonly isAboutKey?: boolean | undefined;
  /** A repair; of the safety that the check declares, where it does not say that its own is unsafe. */
  readonly fix?: { readonly title: string; readonly edits: readonly YamlEdit[]; readonly isUnsafe?: boolean };
}

/** What a finding does not say itself. */
export interface FindingContext {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly refusedBy: readonly Refuser[];
  readonly gcloudSays?: string | undefined;
  readonly fixSafety: 'none' | Safety;
}

/** From the words of a check, paths and YAML edits, to those of a report, ranges and text edits. */
export function lowerFinding(resource: Resource, finding: Finding, context: FindingContext): Diagnostic {
  const { document } = resource;
  const { ruleId, severity, refusedBy, gcloudSays, fixSafety } = context;
  const fix = finding.fix && fixSafety !== 'none' ? lowerFix(resource, finding.fix, fixSafety) : undefined;
  const keyRange = finding.isAboutKey ? document.keyRangeAt(finding.at) : undefined;
  return {
    ruleId,
    severity,
    message: finding.message,
    ...(finding.remedy !== undefined && { remedy: finding.remedy }),
    refusedBy,
    ...(gcloudSays !== undefined && { gcloudSays }),
    range: keyRange ?? document.visibleRangeAt(finding.at),
    yamlPath: stableYamlPath(document, finding.at),
    resource: resourceId(resource),
    related: (finding.related ?? [])
      .slice(0, MAX_RELATED)
      .map(({ at, message }) => ({ message, range: document.visibleRangeAt(at) })),
    ...(fix && { fix }),
  };
}

/** Other places that are shown at most: of many the first are enough. */
const MAX_RELATED = 10;

/** A fix as text edits; what changes elsewhere, too, by an alias, makes it unsafe. Undefined where one of its edits cannot be made exactly, so that it is not offered. */
function lowerFix(resource: Resource, fix: NonNullable<Finding['fix']>, safety: Safety): Fix | undefined {
  const lowered = lowerYamlEdits(resource.document, fix.edits);
  if (isRefusal(lowered)) return undefined;
  return {
    title: fix.title,
    safety: fix.isUnsafe || lowered.alsoChanges.length > 0 ? 'unsafe' : safety,
    ...lowered,
    intent: { documentIndex: resource.documentIndex, yamlEdits: fix.edits },
  };
}
