import { type Resource, resourceId } from '../manifest/resource.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** Which account a resource is to run as; undefined where nothing is said of it. */
export type AccountAssignment = (resource: Resource) => AssignedAccount | undefined;

/** The account's e-mail, or why there is none and where that is seen. */
export type AssignedAccount =
  | { readonly email: string }
  | { readonly obstacle: string; readonly at: YamlPath; readonly remedy: string };

/** One row of a map of accounts. */
export interface AccountRow {
  /** The line of the map that it begins on, from one. */
  readonly line: number;
  readonly kind: string;
  readonly name: string;
  /** The file or the folder that holds the resource, as the map names it; any where it names none. */
  readonly path?: string;
  /** The whole path of that file or folder, with `/`. */
  readonly place?: string;
  readonly email: string;
}

/** A map of accounts. Of the rows that fit a resource the most specific one holds: the one with the longest path. */
export class AccountRows {
  readonly #rows: readonly AccountRow[];
  /** The rows of each resource, the longest path first. */
  readonly #byResource = new Map<string, AccountRow[]>();
  readonly #placeOf: (path: string) => string | undefined;
  readonly #fitting = new Set<AccountRow>();

  /** @param placeOf the whole path of a resource's file, with `/`; undefined where it is nowhere */
  constructor(rows: readonly AccountRow[], placeOf: (path: string) => string | undefined) {
    this.#rows = rows;
    this.#placeOf = placeOf;
    for (const row of [...rows].sort((a, b) => lengthOf(b) - lengthOf(a))) {
      const known = this.#byResource.get(idOf(row));
      if (known) known.push(row);
      else this.#byResource.set(idOf(row), [row]);
    }
  }

  readonly assign: AccountAssignment = (resource) => {
    const fitting = this.#rowsFor(resource);
    for (const row of fitting) this.#fitting.add(row);
    const [mostSpecific] = fitting;
    return mostSpecific && { email: mostSpecific.email };
  };

  /** The rows that fitted no resource so far. */
  get unmatched(): readonly AccountRow[] {
    return this.#rows.filter((row) => !this.#fitting.has(row));
  }

  #rowsFor(resource: Resource): readonly AccountRow[] {
    const rows = this.#byResource.get(resourceId(resource)) ?? [];
    if (rows.every(({ place }) => place === undefined)) return rows;
    const path = this.#placeOf(resource.path);
    return rows.filter(({ place }) => place === undefined || (path !== undefined && isWithin(path, place)));
  }
}

/** The rows that say something else of the same resources than another row before them, each with that one. */
export function findContradictions(rows: readonly AccountRow[]): { readonly row: AccountRow; readonly earlier: AccountRow }[] {
  const first = new Map<string, AccountRow>();
  return rows.flatMap((row) => {
    const key = JSON.stringify([idOf(row), row.place ?? null]);
    const earlier = first.get(key);
    if (!earlier) first.set(key, row);
    return earlier && earlier.email !== row.email ? { row, earlier } : [];
  });
}

function idOf({ kind, name }: AccountRow): string {
  return `${kind}/${name}`;
}

function lengthOf({ place }: AccountRow): number {
  return place?.length ?? -1;
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`);
}
