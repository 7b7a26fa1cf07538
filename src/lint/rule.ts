import type { Refuser, Safety, Severity } from '../diagnostics/diagnostic.ts';
import type { Finding } from '../manifest/finding.ts';
import type { Resource } from '../manifest/resource.ts';

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
  /** Who refuses a manifest that breaks it, as documented; nobody where it is left out. */
  readonly refusedBy?: readonly Refuser[];
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

/** Gives a rule its type; it is returned as it is. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
