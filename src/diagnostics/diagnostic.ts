import { maskTexts } from '../text/mask.ts';
import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/text-edit.ts';
import type { AliasedPlace, YamlEdit } from '../yaml/yaml-edit.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** How bad a finding is: an error fails the run, a warning should be looked at, an info is for the record. */
export type Severity = (typeof SEVERITIES)[number];

/** Who can refuse a manifest: gcloud's own client, before anything is sent, or the API of Cloud Run, where that is documented. */
export type Refuser = 'gcloud' | 'cloud-run';

/** What the tool reports: something in a file, and where. */
export interface Diagnostic {
  /** A rule's id, or one of the engine's own: `yaml/…`, `schema/…`, `file/…`, `manifest/…`, `edit/…`, `internal/…`. */
  readonly ruleId: string;
  readonly severity: Severity;
  /** What is wrong, with the names of the manifest in it and never the value of an environment variable. */
  readonly message: string;
  /** Why it matters and what to do. */
  readonly remedy?: string;
  /** Who refuses the manifest because of it; nobody, where it deploys and does something else than it says. */
  readonly refusedBy: readonly Refuser[];
  /** What gcloud 578 prints when it refuses it, as far as it can be said without the value of an environment variable. */
  readonly gcloudSays?: string;
  readonly range: Range;
  /** The value that it is about, as `spec.template.spec.containers[name=web].image`: the same wherever its line is. */
  readonly yamlPath?: string;
  /** The resource that it is about: `Service/hello`. */
  readonly resource?: string;
  readonly related: readonly RelatedLocation[];
  readonly fix?: Fix;
  /** Why it is in the report and does not count. */
  readonly suppression?: Suppression;
}

/** Who has said that a diagnostic does not count: a comment beside it, or the baseline. */
export interface Suppression {
  readonly by: 'comment' | 'baseline';
  /** Why, in the words of the comment. */
  readonly reason?: string;
}

/** Another place in the same file that explains the diagnostic. */
export interface RelatedLocation {
  readonly message: string;
  readonly range: Range;
}

/** Safe: what is deployed stays the same. Unsafe: it changes. */
export type Safety = 'safe' | 'unsafe';

/** A repair, all or nothing. */
export interface Fix {
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly TextEdit[];
  /** Other places that change with it, because they are aliases of what is edited. */
  readonly alsoChanges: readonly AliasedPlace[];
  /** What the text edits are meant to do, to be held against what they did. */
  readonly intent: { readonly documentIndex: number; readonly yamlEdits: readonly YamlEdit[] };
}

/** By place, then rule: the order in which a file is read. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return a.range.start - b.range.start || a.range.end - b.range.end || compareText(a.ruleId, b.ruleId);
}

/** The diagnostic with certain texts left out of its words. */
export function withoutTexts(diagnostic: Diagnostic, texts: readonly string[]): Diagnostic {
  const { yamlPath, message, remedy, gcloudSays, related, fix } = diagnostic;
  const without = (words: string) => maskTexts(words, texts);
  return {
    ...diagnostic,
    ...(yamlPath !== undefined && { yamlPath: without(yamlPath) }),
    message: without(message),
    ...(remedy !== undefined && { remedy: without(remedy) }),
    ...(gcloudSays !== undefined && { gcloudSays: without(gcloudSays) }),
    related: related.map((other) => ({ ...other, message: without(other.message) })),
    ...(fix && { fix: { ...fix, title: without(fix.title) } }),
  };
}

/** True where `severity` is as bad as `threshold` or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
