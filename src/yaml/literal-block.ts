import { endOfLine, isBlank, skipSpaces, startOfNextLine } from './scan-line.ts';

/** What stands in a block scalar behind its header, without indentation and without the blank lines at its end. */
export interface LiteralBlock {
  readonly lines: readonly string[];
  /** Where the last line ends, before its line end. */
  readonly end: number;
}

/**
 * Reads the lines of a `|`; undefined where it has none, or where they are indented in a way that YAML has more to say of.
 *
 * @param headerLineEnd the end of the line with the `|`
 * @param parentIndent of the key or the dash before the `|`: the block ends where a line is no deeper
 */
export function readLiteralBlock(text: string, headerLineEnd: number, parentIndent: number): LiteralBlock | undefined {
  const lines: string[] = [];
  let lineCount = 0;
  let end = headerLineEnd;
  let indent = 0;
  for (let lineEnd = end; lineEnd < text.length; ) {
    const lineStart = startOfNextLine(text, lineEnd);
    const content = skipSpaces(text, lineStart);
    const column = content - lineStart;
    if (isBlank(text.charCodeAt(content))) {
      if (column > indent) return undefined;
      lines.push('');
      lineEnd = content;
      continue;
    }
    if (column <= parentIndent) break;
    if (lineCount === 0) indent = column;
    else if (column < indent) return undefined;
    lineEnd = endOfLine(text, content);
    end = lineEnd;
    lineCount = lines.push(text.slice(lineStart + indent, lineEnd));
  }
  return lineCount === 0 ? undefined : { lines: lines.slice(0, lineCount), end };
}
