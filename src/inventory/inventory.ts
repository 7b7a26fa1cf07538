import { matchesWildcard } from '../text/wildcard.ts';
import type { IdentityKind } from './identity-kind.ts';
import type { ResourceIdentity } from './resource-identity.ts';

/** Who the resources of a run run as. */
export interface Inventory {
  /** In order. */
  readonly entries: readonly InventoryEntry[];
  /** How many resources there are besides that a filter left out. */
  readonly leftOut: number;
  /** How many of these name their project in a way that cannot be compared with the one that is asked for. */
  readonly unclear: number;
  /** Files that could not be read, or not all of them: what they hold may be missing here. */
  readonly unread: readonly string[];
}

/** A resource, and what all resources of the run tell of its identity. */
export interface InventoryEntry extends Omit<ResourceIdentity, 'id' | 'identityKind' | 'placement'> {
  readonly identityKind: IdentityKind;
  /** How many other resources of the run have the same account. */
  readonly sharedWith: number;
}

/** What the resources of one file tell of who they run as. */
export interface SurveyedFile {
  readonly path: string;
  readonly resources: readonly ResourceIdentity[];
  /** False where not all of it could be read. */
  readonly isWhole: boolean;
}

/** The resources that are wanted; all, where nothing is said. */
export interface InventoryFilter {
  /** Accounts, in which `*` is any text. */
  readonly identities?: readonly string[];
  readonly identityKinds?: readonly IdentityKind[];
}

/** What the resources of a run tell together. What is left out was looked at, too: a filter makes no account less shared. */
export function takeInventory(files: readonly SurveyedFile[], filter: InventoryFilter = {}): Inventory {
  const resources = files.flatMap((file) => file.resources);
  const sharers = idsByIdentity(resources);
  const entries = resources
    .filter(({ placement }) => placement === 'there')
    .map((resource) => entryOf(resource, sharers.get(resource.identity ?? '')?.size ?? 0))
    .filter((entry) => isWanted(entry, filter))
    .sort(byPlace);
  const unclear = resources.filter(({ placement }) => placement === 'unclear').length;
  const unread = files.filter(({ isWhole }) => !isWhole).map(({ path }) => path);
  return { entries, leftOut: resources.length - entries.length, unclear, unread };
}

/** An identity that several placeholders make is nobody's: they can stand for different accounts. */
function idsByIdentity(resources: readonly ResourceIdentity[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { identity, identityKind, id } of resources) {
    if (identity === undefined || identityKind === 'placeholder') continue;
    const group = ids.get(identity);
    if (group) group.add(id);
    else ids.set(identity, new Set([id]));
  }
  return ids;
}

function entryOf({ id: _, placement: __, ...resource }: ResourceIdentity, sharers: number): InventoryEntry {
  const sharedWith = resource.identityKind === 'placeholder' ? 0 : Math.max(sharers - 1, 0);
  return { ...resource, sharedWith, identityKind: resource.identityKind ?? (sharedWith > 0 ? 'shared' : 'dedicated') };
}

function isWanted({ identity, identityKind }: InventoryEntry, { identities, identityKinds }: InventoryFilter): boolean {
  const isNamed = identities?.some((pattern) => identity !== undefined && matchesWildcard(identity, pattern)) ?? true;
  return isNamed && (identityKinds?.includes(identityKind) ?? true);
}

/** `Service/hello`; its kind alone where it has no name. */
export function resourceLabel({ kind, name }: Pick<InventoryEntry, 'kind' | 'name'>): string {
  return name ? `${kind}/${name}` : kind;
}

/** `deploy/hello.yaml:19` */
export function placeOf({ path, line }: Pick<InventoryEntry, 'path' | 'line'>): string {
  return `${path}:${line}`;
}

/** How a project is shown: by its id where that is known. */
export function projectLabel({ project: { id, number } }: Pick<InventoryEntry, 'project'>): string {
  return id ?? number ?? '';
}

/** How an identity is spoken of, also where no e-mail is known; what has one label is one identity. */
export function identityLabel(entry: Pick<InventoryEntry, 'identity' | 'identityKind' | 'project'>): string {
  if (entry.identity !== undefined) return entry.identity;
  if (entry.identityKind === 'none') return `default account of ${projectLabel(entry) || 'an unknown project'}`;
  return entry.identityKind === 'placeholder' ? 'not known before it is rendered' : 'not an account';
}

/** By project, kind and name: what is not known comes last. */
function byPlace(a: InventoryEntry, b: InventoryEntry): number {
  return (
    compareKnown(projectLabel(a), projectLabel(b)) ||
    compare(a.kind, b.kind) ||
    compareKnown(a.name ?? '', b.name ?? '') ||
    compare(a.path, b.path) ||
    a.line - b.line
  );
}

function compareKnown(a: string, b: string): number {
  return a === '' || b === '' ? Number(a === '') - Number(b === '') : compare(a, b);
}

/** By code units: the same everywhere, whatever the language of the system. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
