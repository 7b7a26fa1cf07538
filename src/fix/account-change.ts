import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
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
import type { AssignedAccount } from './account-assignment.ts';
import { sharedAnchorNotes } from './shared-anchor.ts';

/** What is to become of the account of one resource. */
export interface AccountChange {
  readonly resource: Resource;
  /** The account that it has now, as gcloud reads it. */
  readonly before: string | undefined;
  readonly after: string;
  readonly fix: Fix;
  /** What else changes. */
  readonly notes: readonly Diagnostic[];
}

/** A resource whose account cannot be changed, and why. */
export interface RefusedChange {
  readonly resource: Resource;
  readonly refusal: Diagnostic;
}

/** Plans the edits that give a resource the account that it was assigned, and says what they do besides. */
export function planAccountChange(
  resource: Resource,
  account: AssignedAccount,
  isRevisionNameKept: boolean,
): AccountChange | RefusedChange {
  const { document, documentIndex } = resource;
  if ('obstacle' in account) {
    const refusal = refusalDiagnostic(resource, account.obstacle, document.visibleRangeAt(account.at));
    return { resource, refusal: { ...refusal, remedy: account.remedy } };
  }
  const after = account.email;
  const path = serviceAccountNamePath(resource);
  const pinned = isRevisionNameKept ? undefined : findPinnedRevision(resource);
  const unpinning = pinned ? unpinRevisionName(resource, pinned) : [];
  const yamlEdits: YamlEdit[] = [{ type: 'set', path, value: after }, ...unpinning];
  const lowered = findMissingParent(resource) ?? lowerYamlEdits(document, yamlEdits);
  const traffic = pinned && trafficRefusal(resource, pinned);
  if (traffic) return { resource, refusal: traffic };
  if (isRefusal(lowered)) return { resource, refusal: refusalDiagnostic(resource, lowered.refusal, lowered.range) };
  const title = `Run ${describeResource(resource)} as ${after}`;
  const fix: Fix = { title, safety: 'unsafe', ...lowered, intent: { documentIndex, yamlEdits } };
  const notes = [
    ...(pinned ? [removedNameNote(resource, pinned, lowered.edits)] : []),
    ...misplacedNotes(resource),
    ...placeholderNotes(resource),
    ...sharedAnchorNotes(fix, document.visibleRangeAt(path)),
  ];
  return { resource, before: serviceAccountNameOf(resource), after, fix, notes };
}

/** What is said of a resource whose account was not changed. */
export function refusalDiagnostic(resource: Resource, reason: string, range: Range): Diagnostic {
  const name = resource.name ? describeResource(resource) : `this ${resource.kind.kind}`;
  return {
    ruleId: 'edit/refused',
    severity: 'error',
    message: `The account of ${name} was not changed: ${reason}`,
    refusedBy: [],
    range,
    resource: resourceId(resource),
    related: [],
  };
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
