/** What a value looks like, where nothing is to be said of it. */
export type Shape = TextShape | IntegerShape | TrueShape | MapShape | ListShape;

/** A text on the line of its key. */
export interface TextShape {
  readonly type: 'text';
  /** What it fits. */
  readonly pattern: RegExp;
  /** What it is to a resource, where that is remembered. */
  readonly role?: Role;
}

export type Role = 'name' | 'namespace' | 'account' | 'memory' | 'environment' | 'throttling';

/** A number without a sign and without zeros before it. */
export interface IntegerShape {
  readonly type: 'integer';
  readonly least: number;
  readonly most: number;
  /** True where its digits can be in quotes. */
  readonly isQuotable: boolean;
}

export interface TrueShape {
  readonly type: 'true';
}

export interface MapShape {
  readonly type: 'map';
  readonly fields: ReadonlyMap<string, Shape>;
  /** The keys that it has at least. */
  readonly required: readonly string[];
  /** What any other key and its value fit; undefined where there is no other. */
  readonly others: OtherKeys | undefined;
  /** What its texts fit together, by their keys. */
  readonly isOrdinary: ((texts: ReadonlyMap<string, string | undefined>) => boolean) | undefined;
}

interface OtherKeys {
  readonly key: RegExp;
  readonly value: TextShape;
}

export interface ListShape {
  readonly type: 'list';
  readonly items: TextShape | MapShape;
  /** How many there are at most. */
  readonly most: number;
}

export function textOf(pattern: RegExp, role?: Role): TextShape {
  return { type: 'text', pattern, ...(role && { role }) };
}

export function integerOf(least: number, most: number, isQuotable = false): IntegerShape {
  return { type: 'integer', least, most, isQuotable };
}

export const TRUE: TrueShape = { type: 'true' };

/** @param fields by their keys; one that has to be there ends in `!` */
export function mapOf(fields: Readonly<Record<string, Shape>>, isOrdinary?: MapShape['isOrdinary']): MapShape {
  const entries = Object.entries(fields);
  return {
    type: 'map',
    fields: new Map(entries.map(([key, shape]) => [key.replace('!', ''), shape])),
    required: entries.flatMap(([key]) => (key.endsWith('!') ? key.slice(0, -1) : [])),
    others: undefined,
    isOrdinary,
  };
}

export function openMapOf(key: RegExp, value: TextShape): MapShape {
  return { type: 'map', fields: new Map(), required: [], others: { key, value }, isOrdinary: undefined };
}

export function listOf(items: ListShape['items'], most = Number.POSITIVE_INFINITY): ListShape {
  return { type: 'list', items, most };
}
