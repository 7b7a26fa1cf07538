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

function editsTouch(a: Range, b: Range): boolean {
  return rangesOverlap(a, b) || a.start === b.start;
}
