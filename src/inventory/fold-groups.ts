import type { IdentityGroup } from './identity-group.ts';
import { IDENTITY_KINDS } from './identity-kind.ts';

/** What a picture shows of an identity, or of many that are folded into one. */
export interface PictureGroup<Entry> extends IdentityGroup<Entry> {
  /** How many more resources it has than are shown. */
  readonly more: number;
  /** How many identities it stands for. */
  readonly identities: number;
}

/** How much a picture can hold. */
export interface PictureLimits {
  /** So many resources are shown whole. */
  readonly whole: number;
  /** Of more, so many identities of each kind by themselves, */
  readonly identities: number;
  /** and of each so many resources. */
  readonly resources: number;
  /** What has been opened, and how much of it is shown: by the label of an identity, or the kind of those that are folded. */
  readonly opened?: ReadonlyMap<string, number>;
}

/**
 * What a picture shows that nobody has to search: all of a few resources. Of many, those that have an account of their own
 * are folded into one; of the other identities the first of each kind are shown, with some of their resources.
 */
export function foldGroups<Entry>(groups: readonly IdentityGroup<Entry>[], limits: PictureLimits): PictureGroup<Entry>[] {
  const resources = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  if (resources <= limits.whole) return groups.map((group) => shortened(group, group.entries.length));
  const atLeast = (limit: number, what: string) => Math.max(limit, limits.opened?.get(what) ?? 0);
  return IDENTITY_KINDS.flatMap((kind) => {
    const ofKind = groups.filter(({ identityKind }) => identityKind === kind);
    const count = atLeast(kind === 'dedicated' ? 0 : limits.identities, kind);
    const shown = ofKind.slice(0, count).map((group) => shortened(group, atLeast(limits.resources, group.label)));
    return [...shown, ...folded(ofKind.slice(count), shown.length > 0)];
  });
}

/** One more is shown where it would only be told that there is one more. */
function shortened<Entry>(group: IdentityGroup<Entry>, limit: number): PictureGroup<Entry> {
  const { entries } = group;
  const shown = entries.length <= limit + 1 ? entries : entries.slice(0, limit);
  return { ...group, entries: shown, more: entries.length - shown.length, identities: 1 };
}

function folded<Entry>(groups: readonly IdentityGroup<Entry>[], isRest: boolean): PictureGroup<Entry>[] {
  const [first, ...others] = groups;
  if (!first) return [];
  const more = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const label = others.length === 0 ? first.label : `${groups.length} ${isRest ? 'more ' : ''}identities`;
  return [{ label, identityKind: first.identityKind, entries: [], more, identities: groups.length }];
}
