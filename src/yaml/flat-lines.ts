import { canBeReadFast } from './fast-reading.ts';

/** Each line is written with all keys above it, which in a longer text could be many. */
const MAX_LENGTH = 20_000;

/** An indentation, a key or a dash, and behind it one word, a list in brackets, or nothing; or only a comment, or nothing. */
const LINE = /^( *)(?:([\w./-]+:|-)(?: +(\[[^\]#]*\]|[^ #][^ ]*))?(?: +#.*| *)|#.*|)$/;

/** A list can stand in the column of its key, and is deeper nevertheless: by less than a space. */
const DEPTH_OF_DASH = 0.5;

/** Lines in one column. */
interface Block {
  readonly column: number;
  /** The keys above it, each with its colon. */
  readonly path: string;
}

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
  const paths = new Set<string>();
  let blocks: Block[] = [];
  let last: Block & { value: string | undefined } = { column: -1, path: '', value: undefined };
  for (const line of linesIn(text)) {
    const [, spaces, word, value] = LINE.exec(line) ?? [];
    if (spaces === undefined) return undefined;
    if (word === undefined) continue;
    const isItem = word === '-';
    const column = spaces.length + (isItem ? DEPTH_OF_DASH : 0);
    const isDeeper = column > last.column;
    // What has a value on its line has nothing below it, and what has none has something.
    if (isDeeper !== (last.value === undefined)) return undefined;
    if (isDeeper) blocks.push({ column, path: last.path });
    blocks = blocks.filter((block) => block.column <= column);
    const block = blocks.at(-1);
    if (block?.column !== column) return undefined;
    const path = block.path + word;
    if (paths.has(path) && !isItem) return undefined;
    paths.add(path);
    flat.push(value === undefined ? path : `${path} ${value}`);
    last = { column, path, value };
  }
  return flat.length === 0 || last.value !== undefined ? flat : undefined;
}

/** Without the mark that a document can begin with. */
function linesIn(text: string): readonly string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return lines[0] === '---' ? lines.slice(1) : lines;
}
