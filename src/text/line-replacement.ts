import type { LineIndex } from './line-index.ts';
import type { Range } from './range.ts';
import { applyTextEdits, type TextEdit } from './text-edit.ts';

/** Lines from one, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Whole lines of a text, and those that take their place: a change as code reviews suggest it. */
export interface LineReplacement {
  readonly lines: LineRange;
  /** Without their line ends; none where the lines are removed. */
  readonly newLines: readonly string[];
}

/** The fewest lines that hold all of several edits, of which none overlaps another. */
export function linesChangedBy(text: string, index: LineIndex, edits: readonly TextEdit[]): LineReplacement {
  const start = Math.min(...edits.map(({ range }) => range.start));
  const end = Math.max(...edits.map(({ range }) => range.end));
  const first = Math.min(index.lineAt(start), lastLineOf(text, index));
  const lastHeld = index.lineAt(end > start && index.fullRange(index.lineAt(end)).start === end ? end - 1 : end);
  return replaceLines(text, index, { first, last: Math.max(first, Math.min(lastHeld, lastLineOf(text, index))) }, edits);
}

/** The same edits, told of more lines. */
export function replaceLines(text: string, index: LineIndex, lines: LineRange, edits: readonly TextEdit[]): LineReplacement {
  const { start, end } = rangeOfLines(lines, index);
  const moved = edits.map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }));
  const changed = applyTextEdits(text.slice(start, end), moved);
  const newLines = changed === '' ? [] : changed.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/);
  return { lines, newLines };
}

/** Lines with the ends of all of them. */
export function rangeOfLines({ first, last }: LineRange, index: LineIndex): Range {
  return { start: index.fullRange(first).start, end: index.fullRange(last).end };
}

/** The text with its lines replaced as platforms do it: each new line ends as the lines of the text do. */
export function takeOver(text: string, index: LineIndex, { lines, newLines }: LineReplacement): string {
  const { start } = index.fullRange(lines.first);
  const { end } = index.contentRange(lines.last);
  return text.slice(0, start) + newLines.join(index.lineEnd(1) || '\n') + text.slice(end);
}

/** The last line that has characters of its own: what follows the last line end is no line to a diff. */
function lastLineOf(text: string, index: LineIndex): number {
  const { lineCount } = index;
  return lineCount > 1 && /[\r\n]$/.test(text) ? lineCount - 1 : lineCount;
}
