import type { Safety, Severity } from '../diagnostics/diagnostic.ts';
import type { Resource } from '../manifest/resource.ts';
import type { YamlEdit } from '../yaml/yaml-edit.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

export type RuleGroup = 'identity' | 'deploy';

/** One check, complete: what it looks for, why, and what to do. A rule is pure and reports on its own resource only. */
export interface Rule {
  /** `<subject>-<what must hold>`, the name of its file. */
  readonly id: string;
  readonly severity: Severity;
  /** The kinds it looks at. */
  readonly kinds: readonly string[];
  /** The version of runlint that brought it. */
  readonly since: string;
  readonly group: RuleGroup;
  /** The safety of the fixes it offers. */
  readonly fix: 'none' | Safety;
  /** What must hold, in one sentence. */
  readonly summary: string;
  /** Why it matters. */
  readonly rationale: string;
  /** What to do, in general; a finding can say it with the manifest's own names. */
  readonly remedy: string;
  /** Where the facts behind it are documented. */
  readonly sources: readonly string[];
  /** Whole manifests: the first is reported by this rule and no other, the second by none. */
  readonly examples: { readonly incorrect: string; readonly correct: string };
  check(resource: Resource): Iterable<Finding>;
}

/** What a rule yields: a place in the resource's document and what is wrong there. */
export interface Finding {
  /** The value that is wrong; where it is missing, the path where it should be. */
  readonly at: YamlPath;
  readonly message: string;
  readonly remedy?: string;
  readonly related?: readonly { readonly at: YamlPath; readonly message: string }[];
  /** A repair of the safety that the rule declares. */
  readonly fix?: { readonly title: string; readonly edits: readonly YamlEdit[] };
}

/** Gives a rule its type; it is returned as it is. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
