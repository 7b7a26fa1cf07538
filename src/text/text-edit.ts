import { type Range, rangesOverlap } from './range.ts';

/** Replaces `range` of a text by `newText`; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The edits in the order of the text. Insertions at one offset keep the order they are given in. */
function sortTextEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** True where applying one would change what the other refers to. */
export function textEditsOverlap(a: readonly TextEdit[], b: readonly TextEdit[]): boolean {
  return a.some((one) => b.some((other) => editsTouch(one.range, other.range)));
}

/** Edits that are chosen one after the other: of two that overlap the first stays. */
export class ChosenEdits {
  /** In order; none overlaps another. */
  readonly #ranges: Range[] = [];

  /** Chooses all of several edits, or none where one of them overlaps what is chosen already. */
  add(edits: readonly TextEdit[]): boolean {
    if (edits.some(({ range }) => this.#touches(range))) return false;
    for (const { range } of edits) this.#ranges.splice(this.#placeOf(range), 0, range);
    return true;
  }

  #touches(range: Range): boolean {
    for (
      let index = Math.max(this.#placeOf({ start: range.start, end: range.start }) - 1, 0);
      index < this.#ranges.length;
      index++
    ) {
      const other = this.#ranges[index] as Range;
      if (other.start > range.end) return false;
      if (editsTouch(range, other)) return true;
    }
    return false;
  }

  /** The first place whose range is not before this one. */
  #placeOf({ start, end }: Range): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#ranges[middle] as Range;
      if (other.start < start || (other.start === start && other.end < end)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The text with all edits applied at once: their ranges refer to `text`. Throws a `RangeError` where two overlap. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let offset = 0;
  for (const { range, newText } of sortTextEdits(edits)) {
    if (range.start < offset) throw new RangeError(`text edits overlap at offset ${range.start}`);
    result += text.slice(offset, range.start) + newText;
    offset = range.end;
  }
  return result + text.slice(offset);
}

/** What is inserted where another begins stands before it, and several insertions in their order. */
function editsTouch(a: Range, b: Range): boolean {
  const isInsertion = a.start === a.end || b.start === b.end;
  return rangesOverlap(a, b) || (a.start === b.start && !isInsertion);
}
