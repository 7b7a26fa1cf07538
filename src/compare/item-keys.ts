import type { ComparedValue } from './compared-value.ts';

/**
 * What the items of a list are known by, by their type: the first of these fields that an item has. Their order means
 * nothing: Cloud Run orders containers by an annotation, finds volumes by name, and adds up traffic. Every other list is
 * compared in its order: `args` and `command` are the words of a command line.
 */
const KEY_FIELDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Container: ['name'],
    ContainerPort: ['containerPort'],
    EnvVar: ['name'],
    HTTPHeader: ['name'],
    InstanceSplit: ['revisionName'],
    KeyToPath: ['path'],
    TrafficTarget: ['tag', 'revisionName'],
    Volume: ['name'],
    VolumeMount: ['mountPath'],
  }),
);

/** Types of which there is mostly one: the only one that is left on each side is the same, under another name. */
export const MOSTLY_SINGLE: ReadonlySet<string> = new Set(['Container', 'ContainerPort']);

export function hasItemKeys(itemType: string): boolean {
  return KEY_FIELDS.has(itemType);
}

/**
 * The items by what they are known by. Of variables of one name the last holds (API reference of `Container`); of other
 * items that are known by the same, and of those that have no such field, each counts.
 */
export function byKey(itemType: string, items: readonly ComparedValue[]): ReadonlyMap<string, ComparedValue> {
  const found = new Map<string, ComparedValue>();
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(itemType, item);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    found.set(itemType === 'EnvVar' && key !== '' ? key : `${key}#${count}`, item);
  }
  return found;
}

/** True for the key of an item that is known by something, and not only by its place. */
export function isNamed(key: string): boolean {
  return !key.startsWith('#');
}

function keyOf(itemType: string, item: ComparedValue): string {
  for (const field of KEY_FIELDS.get(itemType) ?? []) {
    const value = item.type === 'map' ? item.entries.get(field) : undefined;
    if (value?.type === 'scalar') return `${field}=${value.meaning}`;
  }
  return '';
}
