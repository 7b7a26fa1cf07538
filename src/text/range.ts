/** A stretch of a text: UTF-16 offsets, half-open, `start <= end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** True where the two share a character, or one is an insertion point strictly inside the other. */
export function rangesOverlap(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

/** True where `inner` lies within `outer`; their ends may meet. */
export function rangeContains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
