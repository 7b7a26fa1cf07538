import type { LineIndex } from './line-index.ts';
import type { Range } from './range.ts';

/** As much of a range as stands in its first line, without the line end. What lies behind the last line end is told of the last line. */
export function firstLineOf({ start, end }: Range, lines: LineIndex): Range {
  const line = lines.lineAt(start);
  const { start: lineStart, end: lineEnd } = lines.contentRange(line);
  const isBehindText = lineStart === lineEnd && line === lines.lineCount && line > 1;
  const last = isBehindText ? lines.contentRange(line - 1).end : lineEnd;
  return { start: Math.min(start, last), end: Math.min(end, last) };
}
