/** What a value looks like, where nothing is to be said of it. */
export type Shape = TextShape | IntegerShape | TrueShape | MapShape | ListShape;

/** A text on the line of its key. */
export interface TextShape {
  readonly type: 'text';
  /** What it fits. */
  readonly pattern: RegExp;
  /** What it is to a resource, where that is remembered. */
  readonly role: Role | undefined;
}

export type Role = 'name' | 'namespace' | 'account' | 'dependencies' | 'environment' | 'throttling';

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
  /** The keys that it has at least. */
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, Shape>>;
  /** What any other key and its value fit; undefined where there is no other. */
  readonly others?: OtherKeys;
  /** What its texts fit together, by their keys. */
  readonly isOrdinary?: ((texts: ReadonlyMap<string, string | undefined>) => boolean) | undefined;
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

/** What is made here is made at each start of the program: no more is done with it than to write it down. */
export function textOf(pattern: RegExp, role?: Role): TextShape {
  return { type: 'text', pattern, role };
}

export function integerOf(least: number, most: number, isQuotable = false): IntegerShape {
  return { type: 'integer', least, most, isQuotable };
}

export const TRUE: TrueShape = { type: 'true' };

export function mapOf(required: readonly string[], fields: MapShape['fields'], isOrdinary?: MapShape['isOrdinary']): MapShape {
  return { type: 'map', required, fields, isOrdinary };
}

export function openMapOf(key: RegExp, value: TextShape): MapShape {
  return { type: 'map', required: [], fields: {}, others: { key, value } };
}

export function listOf(items: ListShape['items'], most = Number.POSITIVE_INFINITY): ListShape {
  return { type: 'list', items, most };
}
