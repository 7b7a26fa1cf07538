import type { Refuser, Safety, Severity } from '../diagnostics/diagnostic.ts';
import type { Finding } from '../manifest/finding.ts';
import type { Resource } from '../manifest/resource.ts';
import type { ResourceSummary, ResourcesByAccount } from '../manifest/resource-summary.ts';

/** What a rule is about: who the code runs as; whether a change takes effect; whether it is taken; what could be misused; what a team wants of its own. */
export type RuleGroup = 'identity' | 'deploy' | 'validity' | 'safety' | 'custom';

/** The built-in rulesets, each with all rules of the one before it. */
export const RULESET_NAMES = ['recommended', 'strict', 'all'] as const;

export type RulesetName = (typeof RULESET_NAMES)[number];

/** One check, complete: what it looks for, why, and what to do. A rule is pure and reports on its own resource only. */
export interface Rule<Options extends RuleOptions = RuleOptions> {
  /** `<subject>-<what must hold>`, the name of its file. */
  readonly id: string;
  readonly severity: Severity;
  /** The kinds it looks at. */
  readonly kinds: readonly string[];
  /**
   * The words without any of which a manifest gives it nothing to report as long as its options are not set, so that it is
   * not asked: mostly keys; what else is a word, `wordsOf` says. Left out where it finds what is missing.
   */
  readonly looksAt?: readonly string[];
  /** The version of runlint that brought it. */
  readonly since: string;
  readonly group: RuleGroup;
  /** The smallest ruleset that has it; `recommended` where it is left out. */
  readonly ruleset?: RulesetName;
  /** The safety of the fixes it offers; a finding can say that its own is unsafe. */
  readonly fix: 'none' | Safety;
  /** Who refuses a manifest that breaks it, as documented; nobody where it is left out. */
  readonly refusedBy?: readonly Refuser[];
  /** What must hold, in one sentence. */
  readonly summary: string;
  /** Why it matters. */
  readonly rationale: string;
  /** What to do, in general; a finding can say it with the manifest's own names. */
  readonly remedy: string;
  /** What can be set of it, by name. */
  readonly options?: { readonly [Name in keyof Options]: OptionDefinition<Options[Name]> };
  /** Where the facts behind it are documented. */
  readonly sources: readonly string[];
  /** Whole manifests: the first is reported by this rule and no other, the second by none. */
  readonly examples: {
    readonly incorrect: string;
    readonly correct: string;
    /** The path of their file, where the rule looks at it; `service.yaml` where it is left out. */
    readonly path?: string;
    /** What the configuration has as `accounts.allowed`, where the rule looks at it. */
    readonly allowedAccounts?: readonly string[];
  };
  check(resource: Resource, context: RuleContext<Options>): Iterable<Finding>;
  /** What only all resources of the run together tell of one of them, at the account that it names. */
  checkInRun?(resource: ResourceSummary, others: ResourcesByAccount): Iterable<Pick<Finding, 'message' | 'remedy'>>;
}

/** The values of a rule's options, by name. */
export type RuleOptions = Readonly<Record<string, OptionValue>>;

export type OptionValue = string | number | boolean | readonly string[] | Readonly<Record<string, readonly string[]>>;

/** One option of a rule. */
export interface OptionDefinition<Value extends OptionValue = OptionValue> {
  /** The JSON Schema (draft-07) of its value, with a `description`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The value where none is set. */
  readonly default: Value;
}

/** What a rule knows besides the resource. */
export interface RuleContext<Options extends RuleOptions = RuleOptions> {
  readonly options: Options;
  /** Patterns of the accounts that resources may run as; any where there are none. */
  readonly allowedAccounts: readonly string[];
}

/** Gives a rule its type; it is returned as it is. */
export function defineRule<Options extends RuleOptions>(rule: Rule<Options>): Rule {
  return rule as Rule<RuleOptions>;
}
