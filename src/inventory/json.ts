import { printJson } from '../reporters/print-json.ts';
import { INVENTORY_FIELDS } from './fields.ts';
import { IDENTITY_KINDS } from './identity-kind.ts';
import { type Inventory, type InventoryEntry, identityLabel } from './inventory.ts';

/** Raised when a field goes or changes its meaning; new fields can come at any time. */
const VERSION = 1;

/** For programs: the shape of `schemas/inventory.schema.json`. */
export function renderJson({ entries, leftOut, unread }: Inventory): string {
  const countOf = (kind: string) => entries.filter(({ identityKind }) => identityKind === kind).length;
  return printJson({
    version: VERSION,
    resources: entries.map(mapEntry),
    unread: [...unread],
    summary: {
      resources: entries.length,
      leftOut,
      identities: new Set(entries.map(identityLabel)).size,
      identityKinds: Object.fromEntries(IDENTITY_KINDS.map((kind) => [kind, countOf(kind)])),
    },
  });
}

function mapEntry(entry: InventoryEntry): object {
  return Object.fromEntries(INVENTORY_FIELDS.map(({ name, read }) => [name, read(entry)]));
}
