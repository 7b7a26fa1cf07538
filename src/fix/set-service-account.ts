import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import {
  isServiceAccountMissing,
  type Resource,
  resourceId,
  serviceAccountNameOf,
  serviceAccountNamePath,
} from '../manifest/resource.ts';
import type { AccountAssignment, AssignedAccount } from './account-assignment.ts';
import { type AccountChange, planAccountChange, type RefusedChange, refusalDiagnostic } from './account-change.ts';
import { applyFixes } from './apply-fixes.ts';

/** Which resources of a manifest get the account. */
export interface SetServiceAccountOptions {
  /** `Kind/name` of the resources that are meant; all where it is not given. */
  readonly only?: readonly string[];
  /** Only where no account is set. */
  readonly missingOnly?: boolean;
  /** Only where this account is set. */
  readonly from?: string;
  /** Leaves a pinned revision name as it is. */
  readonly keepRevisionName?: boolean;
}

/** A manifest with its account set. */
export interface SetServiceAccountResult {
  /** The new text; the old one where nothing was to be changed, or anything was refused. */
  readonly text: string;
  /** The resources that now have another account. */
  readonly changed: readonly Resource[];
  /** The `Kind/name` of every resource that `only` meant. */
  readonly matched: readonly string[];
  /** Errors say why the file is left as it was; infos, what changed besides the account. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A manifest with the accounts set that its resources were assigned. */
export interface SetServiceAccountsResult extends SetServiceAccountResult {
  /** What can be changed; where anything in the file is refused, none of it is. */
  readonly changes: readonly AccountChange[];
  /** The resources that were meant and have the account that they were assigned. */
  readonly unchanged: readonly Resource[];
  /** Those that were meant and were assigned none. */
  readonly unassigned: readonly Resource[];
}

/**
 * Sets `serviceAccountName` of the resources of a manifest, each to the account that it is assigned, and nothing else but a
 * pinned revision name: Cloud Run answers 409 ALREADY_EXISTS to a revision whose name stays and whose account changes.
 */
export function setServiceAccounts(
  manifest: Manifest,
  assign: AccountAssignment,
  options: SetServiceAccountOptions = {},
): SetServiceAccountsResult {
  const { text } = manifest.file;
  const assigned = manifest.resources.map((resource) => ({ resource, account: assign(resource) }));
  const unreadable = unreadableDiagnostics(manifest);
  if (unreadable.length > 0) return { ...NOTHING, text, diagnostics: unreadable };
  const meant = assigned.filter(({ resource }) => isMeant(resource, options));
  const chosen = meant.filter(({ resource }) => isChosen(resource, options));
  const plans = chosen.flatMap(({ resource, account }) =>
    account && !isSet(resource, account) ? planAccountChange(resource, account, options.keepRevisionName === true) : [],
  );
  return {
    ...applyChanges(manifest, plans),
    matched: meant.map(({ resource }) => resourceId(resource)),
    unchanged: chosen.filter(({ resource, account }) => account && isSet(resource, account)).map(({ resource }) => resource),
    unassigned: chosen.filter(({ account }) => !account).map(({ resource }) => resource),
  };
}

const NOTHING = { changed: [], matched: [], changes: [], unchanged: [], unassigned: [] };

function isMeant(resource: Resource, { only }: SetServiceAccountOptions): boolean {
  return only === undefined || only.includes(resourceId(resource));
}

function isChosen(resource: Resource, { missingOnly, from }: SetServiceAccountOptions): boolean {
  if (missingOnly && !isServiceAccountMissing(resource)) return false;
  return from === undefined || serviceAccountNameOf(resource) === from;
}

function isSet(resource: Resource, account: AssignedAccount): boolean {
  return 'email' in account && account.email === serviceAccountNameOf(resource);
}

/** The text with all changes, or, where one of them is refused, as it was. */
function applyChanges(
  { file: { text }, documents }: Manifest,
  plans: readonly (AccountChange | RefusedChange)[],
): Pick<SetServiceAccountsResult, 'text' | 'changed' | 'changes' | 'diagnostics'> {
  const changes = plans.filter((plan) => 'fix' in plan);
  const refusals = plans.flatMap((plan) => ('refusal' in plan ? plan.refusal : []));
  if (refusals.length > 0) return { text, changed: [], changes, diagnostics: refusals };
  const result = applyFixes(
    text,
    changes.map(({ fix }) => fix),
    documents,
  );
  const unverified = changes.filter(({ fix }) => !result.applied.includes(fix));
  if (unverified.length > 0) {
    const verified = changes.filter((change) => !unverified.includes(change));
    return {
      text,
      changed: [],
      changes: verified,
      diagnostics: unverified.map((change) => unverifiedDiagnostic(change, result)),
    };
  }
  const changed = changes.map(({ resource }) => resource);
  return { text: result.text, changed, changes, diagnostics: changes.flatMap(({ notes }) => notes) };
}

function unverifiedDiagnostic({ resource, fix }: AccountChange, { refused }: ReturnType<typeof applyFixes>): Diagnostic {
  const reason = refused.find((candidate) => candidate.fix === fix)?.reason;
  const range = resource.document.visibleRangeAt(serviceAccountNamePath(resource));
  return refusalDiagnostic(resource, reason ?? 'its place overlaps with that of another resource', range);
}

/** A stream is edited only where all of it can be read: a broken document may have swallowed another. */
function unreadableDiagnostics({ documents, diagnostics, isCloudRun }: Manifest): Diagnostic[] {
  const broken = documents.find(({ isReadable }) => !isReadable);
  const problem = broken?.problems[0];
  if (!isCloudRun || !problem) return [];
  const own = diagnostics.filter(({ ruleId, range }) => ruleId === 'manifest/template' || range.start === problem.range.start);
  const [cause] = own;
  return [
    {
      ruleId: 'edit/refused',
      severity: 'error',
      message: `Nothing was changed, because the file cannot be read: ${cause?.message ?? problem.message}`,
      ...(cause?.remedy && { remedy: cause.remedy }),
      refusedBy: [],
      range: cause?.range ?? problem.range,
      related: [],
    },
  ];
}
