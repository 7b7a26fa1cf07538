import type { InventoryEntry } from './inventory.ts';

/** What programs are told of a resource, field by field: the columns of CSV, and the properties of JSON. */
export const INVENTORY_FIELDS: readonly {
  readonly name: string;
  readonly read: (entry: InventoryEntry) => string | number | null;
}[] = [
  { name: 'kind', read: ({ kind }) => kind },
  { name: 'name', read: ({ name }) => name ?? null },
  { name: 'project', read: ({ project }) => project.id ?? null },
  { name: 'projectNumber', read: ({ project }) => project.number ?? null },
  { name: 'region', read: ({ region }) => region ?? null },
  { name: 'serviceAccountName', read: ({ serviceAccountName }) => serviceAccountName ?? null },
  { name: 'identity', read: ({ identity }) => identity ?? null },
  { name: 'identityKind', read: ({ identityKind }) => identityKind },
  { name: 'sharedWith', read: ({ sharedWith }) => sharedWith },
  { name: 'path', read: ({ path }) => path },
  { name: 'line', read: ({ line }) => line },
];
