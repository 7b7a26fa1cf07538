import type { ComparedItems, ComparedValue } from './compared-value.ts';
import { isNamed, MOSTLY_SINGLE } from './item-keys.ts';

type IsAlike = (live: ComparedValue, file: ComparedValue, most: number) => boolean;

/** Items of two lists, as far as they are matched. */
class Pairing {
  readonly pairs: [live: ComparedValue, file: ComparedValue][] = [];
  /** What is left of each list, by key. */
  readonly live: Map<string, ComparedValue>;
  readonly file: Map<string, ComparedValue>;

  constructor(live: ComparedItems, file: ComparedItems) {
    this.live = new Map(live.items);
    this.file = new Map(file.items);
  }

  pair(liveKey: string, fileKey: string): void {
    const [one, other] = [this.live.get(liveKey), this.file.get(fileKey)];
    if (!one || !other) return;
    this.pairs.push([one, other]);
    this.live.delete(liveKey);
    this.file.delete(fileKey);
  }
}

/**
 * Which item of one list is which of the other: those that are known by the same; then those that differ in nothing, or in
 * one thing, which is their name mostly; then those without a name, in their order; and then the only two that are left of
 * what there is mostly one of.
 *
 * @param isAlike true where two items differ in so many things at most
 */
export function pairItems(live: ComparedItems, file: ComparedItems, isAlike: IsAlike): Pick<Pairing, 'pairs' | 'live' | 'file'> {
  const pairing = new Pairing(live, file);
  for (const key of live.items.keys()) if (isNamed(key)) pairing.pair(key, key);
  for (const most of [0, 1]) pairAlike(pairing, (one, other) => isAlike(one, other, most));
  for (const key of live.items.keys()) pairing.pair(key, key);
  const [one, ...others] = pairing.live.keys();
  const [other, ...otherFiles] = pairing.file.keys();
  const isOnlyTwo = others.length + otherFiles.length === 0 && MOSTLY_SINGLE.has(live.itemType);
  if (isOnlyTwo && one !== undefined && other !== undefined) pairing.pair(one, other);
  return pairing;
}

/** Pairs of items that are tried at most: no manifest that people write has so many that differ. */
const MOST_TRIED = 1000;

function pairAlike(pairing: Pairing, isAlike: (one: ComparedValue, other: ComparedValue) => boolean): void {
  const { live, file } = pairing;
  if (live.size * file.size > MOST_TRIED) return;
  for (const [key, item] of live) {
    const alike = [...file].find(([, other]) => isAlike(item, other));
    if (alike) pairing.pair(key, alike[0]);
  }
}
