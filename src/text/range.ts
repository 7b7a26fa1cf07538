/** A stretch of a text: UTF-16 offsets, half-open, `start <= end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** True where the two share a character, or one is an insertion point strictly inside the other. */
export function rangesOverlap(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The same characters as ranges that are in order and do not overlap. */
export function mergedRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start < last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}

/** True where `inner` lies within `outer`; their ends may meet. */
export function rangeContains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The same characters, seen from an offset that many units before. */
export function shifted({ start, end }: Range, distance: number): Range {
  return { start: start + distance, end: end + distance };
}
