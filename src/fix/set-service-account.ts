import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { findMisplacedAccount } from '../manifest/misplaced-account.ts';
import { findPlaceholder } from '../manifest/placeholder.ts';
import {
  describeResource,
  isServiceAccountMissing,
  type Resource,
  resourceId,
  serviceAccountNameOf,
  serviceAccountNamePath,
} from '../manifest/resource.ts';
import { findPinnedRevision, type PinnedRevision, trafficTargetOf, unpinRevisionName } from '../manifest/revision-name.ts';
import { excerpt } from '../text/excerpt.ts';
import { type Range, rangeContains } from '../text/range.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { lowerYamlEdits } from '../yaml/lower-edit.ts';
import { type EditRefusal, isRefusal, type YamlEdit } from '../yaml/yaml-edit.ts';
import { formatYamlPath } from '../yaml/yaml-path.ts';
import { applyFixes } from './apply-fixes.ts';
import { sharedAnchorNotes } from './shared-anchor.ts';

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

/**
 * Sets `serviceAccountName` of the resources of a manifest, and nothing else but a pinned revision name: Cloud Run answers
 * 409 ALREADY_EXISTS to a revision whose name stays and whose account changes.
 */
export function setServiceAccount(
  manifest: Manifest,
  email: string,
  options: SetServiceAccountOptions = {},
): SetServiceAccountResult {
  const { text } = manifest.file;
  const unreadable = unreadableDiagnostics(manifest);
  if (unreadable.length > 0) return { text, changed: [], matched: [], diagnostics: unreadable };
  const meant = manifest.resources.filter((resource) => isMeant(resource, options));
  const matched = meant.map(resourceId);
  const wanted = meant.filter((resource) => isWanted(resource, email, options));
  const plans = wanted.map((resource) => planChange(resource, email, options));
  const refusals = plans.flatMap(({ refusal }) => refusal ?? []);
  if (refusals.length > 0) return { text, changed: [], matched, diagnostics: refusals };
  const fixes = plans.map(({ fix }) => fix);
  const result = applyFixes(text, fixes);
  if (result.refused.length > 0 || result.applied.length < fixes.length) {
    return { text, changed: [], matched, diagnostics: unverifiedDiagnostics(wanted, fixes, result) };
  }
  return { text: result.text, changed: wanted, matched, diagnostics: plans.flatMap(({ notes }) => notes) };
}

function isMeant(resource: Resource, { only }: SetServiceAccountOptions): boolean {
  return only === undefined || only.includes(resourceId(resource));
}

function isWanted(resource: Resource, email: string, { missingOnly, from }: SetServiceAccountOptions): boolean {
  const current = serviceAccountNameOf(resource);
  if (current === email) return false;
  if (missingOnly && !isServiceAccountMissing(resource)) return false;
  return from === undefined || current === from;
}

interface Plan {
  readonly fix: Fix;
  readonly notes: readonly Diagnostic[];
  readonly refusal?: Diagnostic;
}

function planChange(resource: Resource, email: string, options: SetServiceAccountOptions): Plan {
  const path = serviceAccountNamePath(resource);
  const pinned = options.keepRevisionName ? undefined : findPinnedRevision(resource);
  const unpinning = pinned ? unpinRevisionName(resource, pinned) : [];
  const yamlEdits: YamlEdit[] = [{ type: 'set', path, value: email }, ...unpinning];
  const lowered = findMissingParent(resource) ?? lowerYamlEdits(resource.document, yamlEdits);
  const traffic = pinned && trafficRefusal(resource, pinned);
  const refusal = traffic ?? (isRefusal(lowered) ? refusalDiagnostic(resource, lowered.refusal, lowered.range) : undefined);
  const { edits, alsoChanges } = isRefusal(lowered) ? { edits: [], alsoChanges: [] } : lowered;
  const intent = { documentIndex: resource.documentIndex, yamlEdits };
  const fix: Fix = { title: `Run ${describeResource(resource)} as ${email}`, safety: 'unsafe', edits, alsoChanges, intent };
  const notes = [
    ...(pinned ? [removedNameNote(resource, pinned, edits)] : []),
    ...misplacedNotes(resource),
    ...placeholderNotes(resource),
    ...sharedAnchorNotes(fix, resource.document.visibleRangeAt(path)),
  ];
  return { fix, notes, ...(refusal && { refusal }) };
}

/** What has no containers is no resource to give an account to: the edit would make up all around it. */
function findMissingParent({ document, kind }: Resource): EditRefusal | undefined {
  const missing = kind.podSpecPath.findIndex((_, index) => !document.nodeAt(kind.podSpecPath.slice(0, index + 1)));
  if (missing < 0) return undefined;
  const path = kind.podSpecPath.slice(0, missing + 1);
  return { refusal: `${formatYamlPath(path)} is missing`, range: document.visibleRangeAt(path) };
}

/** Why a pinned name cannot go: traffic is sent to the revision of that name. */
function trafficRefusal(resource: Resource, { name, at }: PinnedRevision): Diagnostic | undefined {
  const { document } = resource;
  const target = trafficTargetOf(resource, name);
  if (!target) return undefined;
  const reason = `the pinned revision name ${excerpt(name)} must be removed, but ${formatYamlPath(target)} still sends traffic to it`;
  const range = document.visibleRangeAt(at);
  return {
    ...refusalDiagnostic(resource, reason, range),
    remedy:
      'Send the traffic to the latest revision first (latestRevision: true). Or keep the name with --keep-revision-name, and give the revision another name before you deploy.',
    related: [{ message: 'traffic is sent to it here', range: document.visibleRangeAt(target) }],
  };
}

function removedNameNote(resource: Resource, { name, at }: PinnedRevision, edits: readonly TextEdit[]): Diagnostic {
  const { document } = resource;
  const comments = document.comments.filter((comment) =>
    edits.some(({ range, newText }) => !newText && rangeContains(range, comment)),
  );
  const withComments =
    comments.length > 0 ? `, with ${comments.length === 1 ? 'the comment' : `${comments.length} comments`} beside it` : '';
  return {
    ruleId: 'edit/revision-name-removed',
    severity: 'info',
    message: `The revision name ${excerpt(name)} is removed${withComments}, so that Cloud Run picks a new one`,
    remedy: 'A revision never changes: with the old name and another account, the deploy fails with 409 ALREADY_EXISTS.',
    refusedBy: [],
    range: document.visibleRangeAt(at),
    resource: resourceId(resource),
    related: [],
  };
}

/** An account that was to be filled in is now written out: whoever fills it in should know. */
function placeholderNotes(resource: Resource): Diagnostic[] {
  const { document } = resource;
  const range = document.valueRangeAt(serviceAccountNamePath(resource));
  const placeholder = range && findPlaceholder(document.text.slice(range.start, range.end));
  if (!range || placeholder === undefined) return [];
  return [
    {
      ruleId: 'edit/placeholder-replaced',
      severity: 'info',
      message: `The placeholder ${placeholder} is replaced by a fixed account`,
      remedy: 'If something renders this file before it is deployed, change the value that it fills in instead.',
      refusedBy: [],
      range,
      resource: resourceId(resource),
      related: [],
    },
  ];
}

/** The account goes where gcloud reads it; the one that stands elsewhere is left, and said to be there. */
function misplacedNotes(resource: Resource): Diagnostic[] {
  const misplaced = isServiceAccountMissing(resource) ? findMisplacedAccount(resource) : undefined;
  if (!misplaced) return [];
  const path = formatYamlPath(serviceAccountNamePath(resource));
  return [
    {
      ruleId: 'edit/misplaced-account',
      severity: 'warning',
      message: `${formatYamlPath(misplaced)} is left as it is: gcloud does not recognize it there`,
      remedy: `The account of a ${resource.kind.kind} is read from ${path}, where it is set now. Remove the other.`,
      refusedBy: [],
      range: resource.document.visibleRangeAt(misplaced),
      resource: resourceId(resource),
      related: [],
    },
  ];
}

function refusalDiagnostic(resource: Resource, reason: string, range: Range): Diagnostic {
  return {
    ruleId: 'edit/refused',
    severity: 'error',
    message: `The account of ${describeResource(resource)} was not changed: ${reason}`,
    refusedBy: [],
    range,
    resource: resourceId(resource),
    related: [],
  };
}

function unverifiedDiagnostics(
  wanted: readonly Resource[],
  fixes: readonly Fix[],
  result: ReturnType<typeof applyFixes>,
): Diagnostic[] {
  return wanted.flatMap((resource, index) => {
    const fix = fixes[index] as Fix;
    const refused = result.refused.find((candidate) => candidate.fix === fix);
    if (!refused && result.applied.includes(fix)) return [];
    const reason = refused?.reason ?? 'its place overlaps with that of another resource';
    const path = serviceAccountNamePath(resource);
    return [refusalDiagnostic(resource, reason, resource.document.visibleRangeAt(path))];
  });
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
