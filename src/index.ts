import { RULES } from '../rules/index.ts';
import { type CheckOptions, checkFile, fixManifest } from './check.ts';
import { compareSides } from './compare/compare-sides.ts';
import { type ComparedSide, readFileToCompare } from './compare/read-side.ts';
import type { Comparison } from './diagnostics/comparison.ts';
import type { Safety } from './diagnostics/diagnostic.ts';
import type { FileReport } from './diagnostics/report.ts';
import type { FixResult } from './fix/apply-fixes.ts';
import { type SetServiceAccountOptions, type SetServiceAccountResult, setServiceAccounts } from './fix/set-service-account.ts';
import type { Rule } from './lint/rule.ts';
import { type Ruleset, rulesetOf, rulesIn } from './lint/ruleset.ts';
import { readManifest } from './manifest/manifest.ts';
import type { ReplaceCall } from './manifest/replace-call.ts';
import { findSettingObstacle } from './manifest/service-account.ts';
import { sourceFileOfText } from './text/source-file.ts';

export type { ComparedPart, ComparedResource, Comparison, Difference, Effect, TextPlace } from './diagnostics/comparison.ts';
export type { Diagnostic, Fix, Refuser, RelatedLocation, Safety, Severity, Suppression } from './diagnostics/diagnostic.ts';
export type { FileReport, Report, ReportSummary, SkipReason } from './diagnostics/report.ts';
export { explainRule } from './explain.ts';
export type { FixResult, RefusedFix } from './fix/apply-fixes.ts';
export type { SetServiceAccountOptions, SetServiceAccountResult } from './fix/set-service-account.ts';
export type { OptionDefinition, OptionValue, Rule, RuleContext, RuleGroup, RuleOptions, RulesetName } from './lint/rule.ts';
export type { Finding } from './manifest/finding.ts';
export type { CommandGroup, ReplaceableKind } from './manifest/kinds.ts';
export type { ProjectRef, ReplaceCall } from './manifest/replace-call.ts';
export type { Resource } from './manifest/resource.ts';
export { type EmailDefect, parseServiceAccount, type ServiceAccount } from './manifest/service-account.ts';
export { fingerprintsIn } from './review/comment-text.ts';
export { type GithubReview, githubReview } from './review/github.ts';
export { type DiffRefs, type GitlabDiscussion, gitlabDiscussions } from './review/gitlab.ts';
export type { OtherFinding, Review, ReviewComment, ReviewFinding } from './review/review.ts';
export { LineIndex, type Position } from './text/line-index.ts';
export type { Range } from './text/range.ts';
export { applyTextEdits, type TextEdit } from './text/text-edit.ts';
export { unifiedDiff } from './text/unified-diff.ts';

/** Every rule, in the order of their names. */
export const rules: readonly Rule[] = RULES;

/** The rules that are on where nothing is said. */
export const recommendedRules: readonly Rule[] = rulesIn('recommended', RULES);

const recommendedRuleset = rulesetOf(recommendedRules, RULES);

export interface TextOptions extends Pick<CheckOptions, 'today' | 'hasInlineSuppressions'> {
  /** The name that the text goes by in reports; `service.yaml` where none is given. */
  readonly path?: string;
  /** The rules to apply, each with its own severity; the recommended ones where none are given. */
  readonly rules?: readonly Rule[];
  /** How gcloud will be called with the manifest, as far as that is known. */
  readonly call?: ReplaceCall;
  /** Patterns of the accounts that resources may run as, as `accounts.allowed` in a configuration has them; any where none are given. */
  readonly allowedAccounts?: readonly string[];
}

/**
 * Checks a manifest, given as decoded text. A text that holds nothing of Cloud Run's comes back as skipped. Ranges are
 * UTF-16 offsets in the text without its byte-order mark, half-open. Never throws.
 */
export function checkText(
  text: string,
  { path = 'service.yaml', rules, allowedAccounts, ...options }: TextOptions = {},
): FileReport {
  return checkFile(sourceFileOfText(path, text), rulesetWith(rules, allowedAccounts), { ...options, isNamed: true });
}

export interface FixOptions extends TextOptions {
  /** The fixes to make: only safe ones where nothing is said, which leave what is deployed as it is. */
  readonly safeties?: readonly Safety[];
}

/**
 * Applies fixes to a manifest until none is left, each verified by reading its result back. The text comes back without
 * its byte-order mark. Never throws: what could not be verified is left out and named in `refused`.
 */
export function fixText(
  text: string,
  { path = 'service.yaml', rules, allowedAccounts, safeties = ['safe'], ...options }: FixOptions = {},
): FixResult {
  return fixManifest(
    readManifest(sourceFileOfText(path, text), options.call),
    rulesetWith(rules, allowedAccounts),
    safeties,
    options,
  );
}

function rulesetWith(rules: readonly Rule[] | undefined, allowedAccounts: readonly string[] = []): Ruleset {
  const ruleset = rules ? rulesetOf(rules, RULES) : recommendedRuleset;
  return allowedAccounts.length > 0 ? { ...ruleset, allowedAccounts } : ruleset;
}

/**
 * Sets the service account of the resources of a manifest and leaves every other character as it is. Where an edit cannot
 * be made exactly, the text comes back unchanged and `diagnostics` holds the reason as an error.
 *
 * @throws RangeError where `email` is not the e-mail of a service account that a resource can run as
 */
export function setServiceAccount(
  text: string,
  email: string,
  { path = 'service.yaml', ...options }: SetServiceAccountOptions & Pick<TextOptions, 'path'> = {},
): SetServiceAccountResult {
  const obstacle = findSettingObstacle(email);
  if (obstacle?.isFinal) throw new RangeError(`${JSON.stringify(email)} ${obstacle.problem}`);
  const manifest = readManifest(sourceFileOfText(path, text));
  const { changed, matched, diagnostics, text: newText } = setServiceAccounts(manifest, () => ({ email }), options);
  return { text: newText, changed, matched, diagnostics };
}

export interface CompareOptions {
  /** The names that the two texts go by; `live.yaml` and `service.yaml` where none are given. */
  readonly livePath?: string;
  readonly path?: string;
}

/**
 * Holds what is live, as an export shows it, against what a repository says: by what both mean to Cloud Run, and without what
 * an export adds. The differences name no value of an environment variable.
 *
 * @throws RangeError where one of the texts cannot be read, or holds no manifest
 */
export function compareManifests(
  live: string,
  repository: string,
  { livePath = 'live.yaml', path = 'service.yaml' }: CompareOptions = {},
): Comparison {
  return compareSides(sideOf(livePath, live), sideOf(path, repository));
}

function sideOf(name: string, text: string): ComparedSide {
  const { resources, obstacles } = readFileToCompare(sourceFileOfText(name, text), true);
  if (obstacles.length > 0) throw new RangeError(obstacles.join('; '));
  if (resources.length === 0) throw new RangeError(`${name} holds no Cloud Run manifest`);
  return { name, resources };
}
