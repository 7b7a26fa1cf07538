/**
 * What a scalar means to gcloud, whose reader is ruamel.yaml 0.15.93: YAML 1.1, or 1.2 behind a `%YAML 1.2` directive.
 * Held to gcloud's own answers by `testdata/oracle/yaml-scalars.jsonl`.
 */

export type YamlVersion = '1.1' | '1.2';

type ScalarType = 'string' | 'boolean' | 'null' | 'integer' | 'float' | 'date' | 'binary' | 'merge' | 'unreadable';

/** A scalar's type and value: integers as `bigint`; dates, bytes and what gcloud cannot read as their text. */
export interface ResolvedScalar {
  readonly type: ScalarType;
  readonly value: string | boolean | null | bigint | number;
}

/** Texts that are no strings without quotes, word for word. */
const WORDS_OF_1_2: ReadonlyMap<string, ScalarType> = new Map([
  ...typed('null', ['', '~', 'null', 'Null', 'NULL']),
  ...typed('boolean', ['true', 'True', 'TRUE', 'false', 'False', 'FALSE']),
  ...typed('merge', ['<<']),
  ...typed('unreadable', ['=']),
]);

const WORDS: Readonly<Record<YamlVersion, ReadonlyMap<string, ScalarType>>> = {
  '1.1': new Map([
    ...WORDS_OF_1_2,
    ...typed('boolean', ['y', 'Y', 'yes', 'Yes', 'YES', 'n', 'N', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF']),
  ]),
  '1.2': WORDS_OF_1_2,
};

const LONGEST_WORD = 'false'.length;

function typed(type: ScalarType, words: readonly string[]): [string, ScalarType][] {
  return words.map((word) => [word, type]);
}

interface NumericType {
  readonly type: ScalarType;
  readonly pattern: Readonly<Record<YamlVersion, RegExp>>;
}

const TIMESTAMP =
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/;

/** In the order they are tried; the first that matches decides. */
const NUMERIC_TYPES: readonly NumericType[] = [
  {
    type: 'float',
    pattern: {
      '1.1':
        /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]?\d+)?|[-+]?\d[\d_]*[eE][-+]?\d+|\.[\d_]+(?:[eE][-+]\d+)?|[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
      '1.2':
        /^(?:[-+]?\d[\d_]*\.[\d_]*(?:[eE][-+]?\d+)?|[-+]?\d[\d_]*[eE][-+]?\d+|[-+]?\.[\d_]+(?:[eE][-+]\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    },
  },
  {
    type: 'integer',
    pattern: {
      '1.1':
        /^(?![_])(?:[-+]?0b[01_]+|[-+]?0?[0-7_]+|[-+]?(?:0|[1-9][\d_]*)|[-+]?0x[\da-fA-F_]+|[-+]?[1-9][\d_]*(?::[0-5]?\d)+)$/,
      '1.2': /^(?![_])(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?[\d_]+|[-+]?0x[\da-fA-F_]+)$/,
    },
  },
  { type: 'date', pattern: { '1.1': TIMESTAMP, '1.2': TIMESTAMP } },
];

/** An integer as nearly all are written. */
const DECIMAL = /^(?:0|[1-9]\d*)$/;

const TAG_PREFIX = 'tag:yaml.org,2002:';

const TYPE_OF_TAG: Readonly<Record<string, ScalarType>> = {
  str: 'string',
  bool: 'boolean',
  null: 'null',
  int: 'integer',
  float: 'float',
  timestamp: 'date',
  binary: 'binary',
};

/** A scalar without quotes and without a tag. */
export function resolvePlainScalar(text: string, version: YamlVersion): ResolvedScalar {
  const word = text.length <= LONGEST_WORD ? WORDS[version].get(text) : undefined;
  if (word) return valueOfType(word, text, version);
  if (!canBeNumeric(text)) return { type: 'string', value: text };
  if (DECIMAL.test(text)) return { type: 'integer', value: BigInt(text) };
  const numeric = NUMERIC_TYPES.find(({ pattern }) => pattern[version].test(text));
  return numeric ? valueOfType(numeric.type, text, version) : { type: 'string', value: text };
}

/** Numbers and dates begin with a digit, a sign or a point, and end with no letter behind `f` but that of `nan`. */
function canBeNumeric(text: string): boolean {
  const first = text.charCodeAt(0);
  const isDigit = first >= 0x30 && first <= 0x39;
  if (!isDigit && first !== 0x2b && first !== 0x2d && first !== 0x2e) return false;
  const last = text.charCodeAt(text.length - 1);
  return last <= 0x66 || last === 0x6e;
}

/** A scalar in quotes or in a block. */
export function resolveQuotedScalar(text: string): ResolvedScalar {
  return { type: 'string', value: text };
}

/** A scalar with a tag, given by its full name; with `!` alone gcloud reads it as it would without quotes. */
export function resolveTaggedScalar(tag: string, text: string, version: YamlVersion): ResolvedScalar {
  if (tag === '!') return resolvePlainScalar(text, version);
  const type = tag.startsWith(TAG_PREFIX) ? TYPE_OF_TAG[tag.slice(TAG_PREFIX.length)] : undefined;
  return type ? valueOfType(type, text, version) : { type: 'unreadable', value: text };
}

/** True for the tags that leave a map a map, and a list a list, to gcloud's reader. */
export function isCollectionTag(tag: string, type: 'map' | 'sequence'): boolean {
  return tag === '!' || tag === `${TAG_PREFIX}${type === 'map' ? 'map' : 'seq'}`;
}

function valueOfType(type: ScalarType, text: string, version: YamlVersion): ResolvedScalar {
  switch (type) {
    case 'null':
      return { type, value: null };
    case 'boolean':
      return booleanOf(text);
    case 'integer':
      return integerOf(text, version) ?? { type: 'unreadable', value: text };
    case 'float':
      return floatOf(text, version) ?? { type: 'unreadable', value: text };
    case 'date':
      return isCalendarDate(text) ? { type, value: text } : { type: 'unreadable', value: text };
    default:
      return { type, value: text };
  }
}

function booleanOf(text: string): ResolvedScalar {
  const word = text.toLowerCase();
  if (['y', 'yes', 'true', 'on'].includes(word)) return { type: 'boolean', value: true };
  if (['n', 'no', 'false', 'off'].includes(word)) return { type: 'boolean', value: false };
  return { type: 'unreadable', value: text };
}

function integerOf(text: string, version: YamlVersion): ResolvedScalar | undefined {
  const { isNegative, digits } = splitSign(text.replaceAll('_', ''));
  const magnitude = naturalOf(digits, version);
  return magnitude === undefined ? undefined : { type: 'integer', value: isNegative ? -magnitude : magnitude };
}

function naturalOf(digits: string, version: YamlVersion): bigint | undefined {
  if (version === '1.1' && digits.includes(':')) {
    return sexagesimal(digits.split(':'));
  }
  const isOldOctal = version === '1.1' && /^0[0-7]+$/.test(digits);
  const literal = isOldOctal ? `0o${digits}` : digits;
  return /^(?:0b[01]+|0o[0-7]+|0x[\da-f]+|\d+)$/i.test(literal) ? BigInt(literal) : undefined;
}

/** A number in base 60, by halves: digit by digit a long one would take hours. */
function sexagesimal(digits: readonly string[]): bigint {
  if (digits.length < 2) return BigInt(digits[0] as string);
  const middle = digits.length >> 1;
  const low = digits.slice(middle);
  return sexagesimal(digits.slice(0, middle)) * 60n ** BigInt(low.length) + sexagesimal(low);
}

function floatOf(text: string, version: YamlVersion): ResolvedScalar | undefined {
  const { isNegative, digits } = splitSign(text.replaceAll('_', '').toLowerCase());
  const magnitude = magnitudeOf(digits, version);
  return magnitude === undefined ? undefined : { type: 'float', value: isNegative ? -magnitude : magnitude };
}

function magnitudeOf(digits: string, version: YamlVersion): number | undefined {
  if (digits === '.inf') return Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  if (version === '1.1' && digits.includes(':')) {
    return digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  }
  return /\d/.test(digits) && !Number.isNaN(Number(digits)) ? Number(digits) : undefined;
}

function splitSign(text: string): { isNegative: boolean; digits: string } {
  return { isNegative: text.startsWith('-'), digits: text.replace(/^[-+]/, '') };
}

function isCalendarDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)/.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}
