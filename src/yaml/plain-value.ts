import { readEntries, resolveAlias, type YamlNode, type YamlScalar } from './yaml-node.ts';
import type { YamlPath } from './yaml-path.ts';

/** A value as JSON has it. */
export type PlainValue = null | boolean | number | string | PlainValue[] | PlainObject;

export interface PlainObject {
  [key: string]: PlainValue;
}

/**
 * The value that gcloud's reader makes of a node, for what JSON can say of it: a float is `NaN`, since 80.0 is not the
 * number 80 to gcloud, and no field of Cloud Run takes one; a date and bytes are their text. What several aliases stand
 * for is made once, and shared.
 */
export function plainValue(node: YamlNode): PlainValue {
  return convert(node, new Map());
}

function convert(node: YamlNode, made: Map<YamlNode, PlainValue>): PlainValue {
  const content = resolveAlias(node);
  if (content === undefined) return null;
  if (content.type === 'scalar') return scalarValue(content);
  const earlier = made.get(content);
  if (earlier !== undefined) return earlier;
  if (content.type === 'sequence') {
    const items: PlainValue[] = [];
    made.set(content, items);
    for (const item of content.items) items.push(convert(item, made));
    return items;
  }
  const object: PlainObject = Object.create(null);
  made.set(content, object);
  for (const [key, { value }] of readEntries(content)) object[key] = convert(value, made);
  return object;
}

function scalarValue({ resolved, text }: YamlScalar): PlainValue {
  if (resolved.type === 'integer') return Number(resolved.value);
  if (resolved.type === 'float') return Number.NaN;
  return resolved.type === 'boolean' ? (resolved.value as boolean) : resolved.type === 'null' ? null : text;
}

/** The values that a node holds with all its aliases written out: a few lines can stand for millions. */
export function expandedSize(node: YamlNode): number {
  return sizeOf(node, new Map());
}

function sizeOf(node: YamlNode, known: Map<YamlNode, number>): number {
  const content = resolveAlias(node);
  if (content === undefined || content.type === 'scalar') return 1;
  const earlier = known.get(content);
  if (earlier !== undefined) return earlier;
  const values = content.type === 'map' ? content.entries.map(({ value }) => value) : content.items;
  const size = values.reduce((sum, value) => sum + sizeOf(value, known), 1);
  known.set(content, size);
  return size;
}

/** The path that a JSON pointer spells in a value: the same step is an index in a list, and a key in a map. */
export function pathOfPointer(pointer: string, value: PlainValue): YamlPath {
  let here: PlainValue | undefined = value;
  return pointer
    .split('/')
    .slice(1)
    .map((word) => {
      const key = word.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(here)) {
        here = here[Number(key)];
        return Number(key);
      }
      here = typeof here === 'object' && here !== null ? here[key] : undefined;
      return key;
    });
}
