import type { LineIndex } from './line-index.ts';

const encoder = new TextEncoder();

/** The column of an offset in its line, from one, counted in bytes of UTF-8. */
export function utf8Column(text: string, lines: LineIndex, offset: number): number {
  const { start } = lines.fullRange(lines.lineAt(offset));
  return encoder.encode(text.slice(start, offset)).length + 1;
}
