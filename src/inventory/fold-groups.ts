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
  /** What has been opened: the label of an identity, or the kind of those that are folded into one. */
  readonly opened?: ReadonlySet<string>;
}

/** How much of what has been opened is shown. */
const MOST_OPENED = 500;

/**
 * What a picture shows that nobody has to search: all of a few resources. Of many, those that have an account of their own
 * are folded into one; of the other identities the first of each kind are shown, with some of their resources.
 */
export function foldGroups<Entry>(groups: readonly IdentityGroup<Entry>[], limits: PictureLimits): PictureGroup<Entry>[] {
  const resources = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  if (resources <= limits.whole) return groups.map((group) => shortened(group, group.entries.length));
  return IDENTITY_KINDS.flatMap((kind) => {
    const ofKind = groups.filter(({ identityKind }) => identityKind === kind);
    const closed = kind === 'dedicated' ? 0 : limits.identities;
    const count = limits.opened?.has(kind) ? MOST_OPENED : closed;
    const shown = ofKind.slice(0, count).map((group) => {
      return shortened(group, limits.opened?.has(group.label) ? MOST_OPENED : limits.resources);
    });
    return [...shown, ...folded(ofKind.slice(count))];
  });
}

/** One more is shown where it would only be told that there is one more. */
function shortened<Entry>(group: IdentityGroup<Entry>, limit: number): PictureGroup<Entry> {
  const { entries } = group;
  const shown = entries.length <= limit + 1 ? entries : entries.slice(0, limit);
  return { ...group, entries: shown, more: entries.length - shown.length, identities: 1 };
}

function folded<Entry>(groups: readonly IdentityGroup<Entry>[]): PictureGroup<Entry>[] {
  const [first, ...others] = groups;
  if (!first) return [];
  const more = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const label = others.length === 0 ? first.label : `${groups.length} ${first.identityKind} identities`;
  return [{ label, identityKind: first.identityKind, entries: [], more, identities: groups.length }];
}
