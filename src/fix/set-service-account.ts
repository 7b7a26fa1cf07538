import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import {
  describeResource,
  findMisplacedAccount,
  isServiceAccountMissing,
  type Resource,
  resourceId,
  serviceAccountNameOf,
  serviceAccountNamePath,
} from '../manifest/resource.ts';
import { pinnedRevisionName, revisionNamePath, trafficTargetOf, unpinRevisionName } from '../manifest/revision-name.ts';
import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { isRefusal, lowerYamlEdit, type YamlEdit } from '../yaml/yaml-edit.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
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
  const meant = manifest.resources.filter((resource) => resource.kind.replaceCommand && isMeant(resource, options));
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
  const path = serviceAccountNamePath(resource) as YamlPath;
  const unpinning = options.keepRevisionName ? { yamlEdits: [], notes: [] } : planUnpinning(resource);
  const yamlEdits: YamlEdit[] = [{ type: 'set', path, value: email }, ...unpinning.yamlEdits];
  const edits: TextEdit[] = [];
  const notes: Diagnostic[] = [...unpinning.notes, ...misplacedNotes(resource)];
  let refusal = unpinning.refusal;
  for (const yamlEdit of yamlEdits) {
    const lowered = lowerYamlEdit(resource.document, yamlEdit);
    if (isRefusal(lowered)) {
      refusal ??= refusalDiagnostic(resource, lowered.refusal, lowered.range);
      continue;
    }
    edits.push(...lowered.edits);
    if (lowered.alsoChanges.length > 0) notes.push(sharedAnchorDiagnostic(resource, yamlEdit, lowered.alsoChanges));
  }
  const intent = { documentIndex: resource.documentIndex, yamlEdits };
  const fix: Fix = { title: `Run ${describeResource(resource)} as ${email}`, safety: 'unsafe', edits, intent };
  return { fix, notes, ...(refusal && { refusal }) };
}

function planUnpinning(resource: Resource): { yamlEdits: YamlEdit[]; notes: Diagnostic[]; refusal?: Diagnostic } {
  const { document } = resource;
  const name = pinnedRevisionName(resource);
  const path = revisionNamePath(resource);
  if (name === undefined || path === undefined) return { yamlEdits: [], notes: [] };
  const range = document.visibleRangeAt(path);
  const target = trafficTargetOf(resource, name);
  if (target) {
    const reason = `its revision name ${name} has to go, and ${formatYamlPath(target)} sends traffic to that revision`;
    const remedy =
      'Send the traffic to the latest revision first (latestRevision: true), or keep the name with --keep-revision-name.';
    const related = [{ message: 'traffic is sent to it here', range: document.visibleRangeAt(target) }];
    return { yamlEdits: [], notes: [], refusal: { ...refusalDiagnostic(resource, reason, range), remedy, related } };
  }
  const note: Diagnostic = {
    ruleId: 'edit/revision-name-removed',
    severity: 'info',
    message: `The revision name ${name} is removed as well, so that Cloud Run picks a new one`,
    remedy: 'A revision never changes: with the old name and another account, the deploy fails with 409 ALREADY_EXISTS.',
    range,
    resource: resourceId(resource),
    related: [],
  };
  return { yamlEdits: unpinRevisionName(resource), notes: [note] };
}

/** The account goes where gcloud reads it; the one that stands elsewhere is left, and said to be there. */
function misplacedNotes(resource: Resource): Diagnostic[] {
  const misplaced = isServiceAccountMissing(resource) ? findMisplacedAccount(resource) : undefined;
  if (!misplaced) return [];
  const path = formatYamlPath(serviceAccountNamePath(resource) as YamlPath);
  return [
    {
      ruleId: 'edit/misplaced-account',
      severity: 'warning',
      message: `${formatYamlPath(misplaced)} is left as it is: gcloud does not know it there`,
      remedy: `The account of a ${resource.kind.kind} is read from ${path}, where it is set now. Remove the other.`,
      range: resource.document.visibleRangeAt(misplaced),
      resource: resourceId(resource),
      related: [],
    },
  ];
}

function sharedAnchorDiagnostic(
  resource: Resource,
  { path }: YamlEdit,
  places: readonly { path: YamlPath; range: Range }[],
): Diagnostic {
  const paths = places.map((place) => formatYamlPath(place.path));
  return {
    ruleId: 'edit/shared-anchor',
    severity: 'info',
    message: `${formatYamlPath(path)} is written under an anchor: ${paths.join(', ')} ${paths.length === 1 ? 'changes' : 'change'} with it`,
    range: resource.document.visibleRangeAt(path),
    resource: resourceId(resource),
    related: places.map((place) => ({ message: `${formatYamlPath(place.path)} changes too`, range: place.range })),
  };
}

function refusalDiagnostic(resource: Resource, reason: string, range: Range): Diagnostic {
  return {
    ruleId: 'edit/refused',
    severity: 'error',
    message: `The account of ${describeResource(resource)} was not changed: ${reason}`,
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
    const path = serviceAccountNamePath(resource) as YamlPath;
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
      range: cause?.range ?? problem.range,
      related: [],
    },
  ];
}
