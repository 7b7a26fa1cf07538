import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';

/** The columns of a map of accounts, and the keys of its rows. */
export const ACCOUNT_COLUMNS = ['kind', 'name', 'path', 'email'] as const;

export type AccountColumn = (typeof ACCOUNT_COLUMNS)[number];

export const REQUIRED_COLUMNS: readonly AccountColumn[] = ACCOUNT_COLUMNS.filter((column) => column !== 'path');

/** A row as it stands in the file. What is empty is left out. */
export interface RawRow extends Partial<Readonly<Record<AccountColumn, string>>> {
  readonly line: number;
}

/** What there is to say of a map, at its line, from one. */
export interface MapRemark {
  readonly line: number;
  readonly message: string;
}

/** What stands in a map, whichever format it has, and what is wrong with the format. */
export interface RawMap {
  readonly rows: readonly RawRow[];
  readonly defects: readonly MapRemark[];
}

export function isAccountColumn(name: string): name is AccountColumn {
  return ACCOUNT_COLUMNS.some((column) => column === name);
}

export function describeUnknownColumn(name: string): string {
  const meant = closestMatch(name, ACCOUNT_COLUMNS);
  const hint = meant ? `. Did you mean ${meant}?` : '';
  return `${excerpt(JSON.stringify(name))} is none of ${listWords(ACCOUNT_COLUMNS, 'and')}${hint}`;
}
