import { IDENTITY_KINDS, type IdentityKind } from './identity-kind.ts';
import { type InventoryEntry, identityLabel } from './inventory.ts';

/** What tells the identity of an entry. */
type Identified = Pick<InventoryEntry, 'identity' | 'identityKind' | 'project'>;

/** The resources that run as one identity. */
export interface IdentityGroup<Entry = InventoryEntry> {
  readonly label: string;
  /** That of the riskiest of its resources: an account can be at home for one of them, and foreign to another. */
  readonly identityKind: IdentityKind;
  /** In order. */
  readonly entries: readonly Entry[];
}

/** The identities of an inventory: the riskiest first, of those the ones that most resources run as. */
export function groupByIdentity<Entry extends Identified>(entries: readonly Entry[]): IdentityGroup<Entry>[] {
  const byLabel = new Map<string, Entry[]>();
  for (const entry of entries) {
    const label = identityLabel(entry);
    const group = byLabel.get(label);
    if (group) group.push(entry);
    else byLabel.set(label, [entry]);
  }
  const groups = Array.from(byLabel, ([label, group]) => ({ label, identityKind: riskiest(group), entries: group }));
  return groups.sort((a, b) => riskOf(a) - riskOf(b) || b.entries.length - a.entries.length || (a.label < b.label ? -1 : 1));
}

function riskiest(entries: readonly Identified[]): IdentityKind {
  const least = entries.reduce((index, entry) => Math.min(index, riskOf(entry)), IDENTITY_KINDS.length - 1);
  return IDENTITY_KINDS[least] as IdentityKind;
}

function riskOf({ identityKind }: Pick<Identified, 'identityKind'>): number {
  return IDENTITY_KINDS.indexOf(identityKind);
}
