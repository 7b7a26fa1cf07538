import { ACCEPTED_TYPES } from '../../schemas/accepted-types.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedText } from '../text/remembered.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../yaml/yaml-node.ts';

/** A type of values that are accepted: `string`, `boolean`, a name of the table, or one that is written out. */
export type AcceptedType = string | WrittenType;

type WrittenType = AcceptedText | AcceptedInteger | AcceptedList | AcceptedMap;

/** A text that a pattern fits, or that is one of a few. */
export type AcceptedText = { readonly pattern: string } | { readonly enum: readonly string[] };

export interface AcceptedInteger {
  /** The least and the most. */
  readonly limits: readonly [number, number];
  /** True where its digits can be in quotes. */
  readonly isQuotable?: boolean;
}

interface AcceptedList {
  readonly items: AcceptedType;
  /** How many there can be. */
  readonly limits?: readonly [number, number];
}

export interface AcceptedMap {
  readonly fields: Readonly<Record<string, AcceptedType>>;
  readonly required?: readonly string[];
  /** True where any other key holds text. */
  readonly isOpen?: boolean;
}

/** Values of one manifest, its aliases written out, that are held against the schema. */
export const MAX_VALUES = 100_000;

/**
 * True only where `findMistakes` would find nothing, which takes several times as long to say, and much more to load. False
 * says nothing: what is unusual, a merge key for one, is not looked into here.
 */
export function isAcceptedAtOnce({ kind, document }: Resource, call: ReplaceCall): boolean {
  const { root } = document;
  if (root === undefined) return false;
  const budget: Budget = { left: MAX_VALUES };
  return (
    isPaid(root, budget) && isAccepted(root, kind.kind, budget) && isOfProject(document.stringAt(['metadata', 'namespace']), call)
  );
}

/** How many values can still be looked at, those that aliases stand for each time. */
interface Budget {
  left: number;
}

/** Each value takes a character at least. */
function isPaid({ range: { start, end } }: YamlNode, budget: Budget): boolean {
  budget.left -= end - start;
  return budget.left >= 0;
}

/** The project in a manifest is the one that gcloud asks for, or is left out. */
function isOfProject(text: string | undefined, { namespace, project }: ReplaceCall): boolean {
  if (text === undefined) return true;
  if (text === '' || (namespace !== undefined && text !== namespace)) return false;
  return project === undefined || text === project.id || text === project.number;
}

function isAccepted(node: YamlNode, type: AcceptedType, budget: Budget): boolean {
  if (node.type === 'alias')
    return node.target !== undefined && isPaid(node.target, budget) && isAccepted(node.target, type, budget);
  if (type === 'string' || type === 'boolean') return node.type === 'scalar' && node.resolved.type === type;
  const written = typeof type === 'string' ? typeNamed(type) : type;
  switch (node.type) {
    case 'scalar':
      return isScalarAccepted(node, written);
    case 'sequence':
      return 'items' in written && isListAccepted(node.items, written, budget);
    case 'map':
      return 'fields' in written && isMapAccepted(node.entries, written, budget);
  }
}

/** Most of the table is never read. */
const typeNamed = rememberedText((name): WrittenType => JSON.parse(ACCEPTED_TYPES[name] as string));

function isScalarAccepted({ resolved, text }: YamlScalar, type: WrittenType): boolean {
  if (resolved.type === 'string' && 'pattern' in type) return expressionOf(type.pattern).test(text);
  if (resolved.type === 'string' && 'enum' in type) return type.enum.includes(text);
  return 'limits' in type && !('items' in type) && isIntegerAccepted(resolved, type);
}

/** As ajv makes it. */
const expressionOf = rememberedText((pattern) => new RegExp(pattern, 'u'));

function isIntegerAccepted({ type, value }: YamlScalar['resolved'], { limits, isQuotable }: AcceptedInteger): boolean {
  const isQuoted = isQuotable && type === 'string' && /^[0-9]+$/.test(String(value));
  return (type === 'integer' || isQuoted === true) && isWithin(Number(value), limits);
}

function isListAccepted(list: readonly YamlNode[], { items, limits }: AcceptedList, budget: Budget): boolean {
  return (limits === undefined || isWithin(list.length, limits)) && list.every((item) => isAccepted(item, items, budget));
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

/** Of two equal keys gcloud reads the first; here both have to be right. */
function isMapAccepted(entries: readonly YamlEntry[], { fields, required = [], isOpen }: AcceptedMap, budget: Budget): boolean {
  for (const { key, value } of entries) {
    if (key.type !== 'scalar' || key.resolved.type !== 'string') return false;
    const type = Object.hasOwn(fields, key.text) ? fields[key.text] : isOpen ? 'string' : undefined;
    if (type === undefined || !isAccepted(value, type, budget)) return false;
  }
  return required.every((name) => entries.some(({ key }) => key.type === 'scalar' && key.text === name));
}
