import type { Range } from './range.ts';

/** A place as people count it: lines and columns from one, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the line of an offset. A line ends at LF, CRLF or a lone CR, as in YAML and in LSP. To make one costs nothing:
 * the text is searched for line ends when the first question comes.
 */
export class LineIndex {
  readonly #text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    const line = this.lineAt(offset);
    return { line, column: offset - this.#start(line) + 1 };
  }

  /** The line, from one, that holds `offset`; the last line for any offset behind the text. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The content of a line without its line end. */
  contentRange(line: number): Range {
    const { start, end } = this.fullRange(line);
    return { start, end: end - lineEndLength(this.#text, start, end) };
  }

  /** A line with its line end. */
  fullRange(line: number): Range {
    const end = line < this.#starts.length ? this.#start(line + 1) : this.#text.length;
    return { start: this.#start(line), end };
  }

  /** The characters that end a line: `\n`, `\r\n`, `\r`, or nothing for a last line without one. */
  lineEnd(line: number): string {
    return this.#text.slice(this.contentRange(line).end, this.fullRange(line).end);
  }

  get #starts(): readonly number[] {
    this.#lineStarts ??= findLineStarts(this.#text);
    return this.#lineStarts;
  }

  #start(line: number): number {
    return this.#starts[line - 1] as number;
  }
}

const [LF, CR] = [10, 13];

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    const endsLine = code === LF || (code === CR && text.charCodeAt(offset + 1) !== LF);
    if (endsLine) starts.push(offset + 1);
  }
  return starts;
}

function lineEndLength(text: string, start: number, end: number): number {
  if (end === start) return 0;
  const last = text[end - 1];
  if (last === '\r') return 1;
  if (last !== '\n') return 0;
  return end - start > 1 && text[end - 2] === '\r' ? 2 : 1;
}
