import { canBeReadFast } from './fast-reading.ts';

/** In UTF-16 units. Each line is written with all keys above it: of a long text with deep keys that could be very much. */
const MAX_LENGTH = 20_000;

/** An indentation, a key or a dash, and behind it one word, a list in brackets, or nothing; or only a comment, or nothing. */
const LINE = /^( *)(?:([\w./-]+:|-)(?: +(\[[^\]#]*\]|[^ #][^ ]*))?(?: +#.*| *)|#.*|)$/;

/**
 * The lines of a text in which each key and each item has one of its own, with the keys above it: `rules:image-tag-fixed: off`,
 * `accounts:allowed:- 'a*'`, and `rules:` where the value stands on the lines below. Undefined for any other text.
 *
 * The contract: if each value is a whole scalar, or a list of whole scalars in brackets, then the text is one document or none,
 * nothing is wrong with it, and nothing else stands in it. Whether each is, the caller has to see.
 */
export function flatLines(text: string): readonly string[] | undefined {
  if (text.length > MAX_LENGTH || !canBeReadFast(text)) return undefined;
  const flat: string[] = [];
  const blocks = new OpenBlocks();
  for (const line of linesIn(text)) {
    const [, spaces, word, value] = LINE.exec(line) ?? [];
    if (spaces === undefined) return undefined;
    if (word === undefined) continue;
    const path = blocks.add(spaces.length, word, value !== undefined);
    if (path === undefined) return undefined;
    flat.push(value === undefined ? path : `${path} ${value}`);
  }
  return flat.length === 0 || blocks.isComplete ? flat : undefined;
}

/** Without the mark that a document can begin with. */
function linesIn(text: string): readonly string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return lines[0] === '---' ? lines.slice(1) : lines;
}

/** A list can stand in the column of its key, and is deeper nevertheless: by less than a space. */
const DEPTH_OF_DASH = 0.5;

/** The blocks that the next line can be in, the outermost first. */
class OpenBlocks {
  #blocks: readonly { readonly column: number; readonly above: string }[] = [];
  /** Of all lines; keys stand once. */
  readonly #paths = new Set<string>();
  #lastColumn = -1;
  #lastPath = '';
  #hasLastValue = false;

  /** False where the value of the last line would still have to come. */
  get isComplete(): boolean {
    return this.#hasLastValue;
  }

  /** The keys of a line and above it; undefined where it cannot stand there. */
  add(spaces: number, word: string, hasValue: boolean): string | undefined {
    const isItem = word === '-';
    const column = spaces + (isItem ? DEPTH_OF_DASH : 0);
    const above = this.#enter(column);
    const path = `${above}${word}`;
    if (above === undefined || (this.#paths.has(path) && !isItem)) return undefined;
    this.#paths.add(path);
    this.#lastColumn = column;
    this.#lastPath = path;
    this.#hasLastValue = hasValue;
    return path;
  }

  /** The keys above the block in a column: what has a value on its line has none below it, and what has none has one. */
  #enter(column: number): string | undefined {
    const isDeeper = column > this.#lastColumn;
    if (isDeeper === this.#hasLastValue) return undefined;
    const open = isDeeper ? [...this.#blocks, { column, above: this.#lastPath }] : this.#blocks;
    this.#blocks = open.filter((block) => block.column <= column);
    const block = this.#blocks.at(-1);
    return block?.column === column ? block.above : undefined;
  }
}
