import { findPlaceholder } from '../manifest/placeholder.ts';

/** The items that share a key with another one, in groups of two and more, in order. An item without a key is in none. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => string | undefined): (readonly [T, T, ...T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()].filter((group): group is [T, T, ...T[]] => group.length > 1);
}

/** A key for `repeated`: a text that is still to be filled in is none, since it can become another one in each place. */
export function filledIn(text: string | undefined): string | undefined {
  return text === undefined || findPlaceholder(text) !== undefined ? undefined : text;
}
