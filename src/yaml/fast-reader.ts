import type { Range } from '../text/range.ts';
import { resolvePlainScalar, resolveQuotedScalar, type YamlVersion } from './resolve-scalar.ts';
import type { YamlDocumentParts } from './yaml-document.ts';
import { keyText, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar, type YamlSequence } from './yaml-node.ts';

/**
 * Reads the YAML that nearly all manifests are written in, many times as fast as the full reader, or declines.
 *
 * The contract: where it accepts a text, the result is what the full reader makes of it, node by node and offset by offset,
 * and there is no problem in it. It knows no message: whatever is wrong, unusual or merely not worth its lines it leaves to
 * the full reader, which alone says what YAML is. `test/fast-reader.test.ts` and `npm run fuzz` hold it to that.
 *
 * It reads maps and lists in block style, one-line maps and lists in flow style, plain and quoted scalars of one line,
 * literal blocks (`|` and `|-`), comments, `---`, and lines that end in LF or CRLF. It declines anchors, aliases, tags, merge
 * keys, directives, `...`, scalars and flow collections of several lines, folded blocks, tabs, `?`, keys that stand twice or
 * are no scalars, escapes that JSON does not have, and texts that are too long or nested too deep.
 */

/** A text as long as this cannot have more words and signs than the full reader takes. */
const MAX_LENGTH = 500_000;
/** Levels of maps and lists, below what the full reader takes. */
const MAX_DEPTH = 60;
/** Up to its colon, below what YAML allows for a key. */
const MAX_KEY_LENGTH = 1000;

/**
 * What makes a text one for the full reader, wherever it stands: control characters, tabs, halves of surrogate pairs,
 * byte-order marks, and what is a line end to gcloud alone.
 */
const UNUSUAL_CHARACTER = /[^\n\r\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]|\r(?!\n)/u;

const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const HASH = 0x23;
const SINGLE_QUOTE = 0x27;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const BAR = 0x7c;
const CLOSING_BRACE = 0x7d;

/** What no plain scalar begins with; a dash is looked at by itself. */
const INDICATORS: ReadonlySet<number> = new Set([...'?:,[]{}#&*!|>\'"%@`'].map((sign) => sign.charCodeAt(0)));

/** In place of a line's indentation where a document ends. */
const DOCUMENT_END = -1;

class Declined extends Error {}

/**
 * The documents of a text; undefined where the full reader has to say what they are.
 *
 * @param version the version of every document: a text with a directive is declined
 */
export function readSimpleYaml(text: string, version: YamlVersion): YamlDocumentParts[] | undefined {
  if (text.length > MAX_LENGTH || UNUSUAL_CHARACTER.test(text)) return undefined;
  try {
    return new SimpleReader(text, version).readStream();
  } catch (error) {
    if (error instanceof Declined) return undefined;
    throw error;
  }
}

/** A cursor that goes through the text line by line, and through each line once. */
class SimpleReader {
  readonly #text: string;
  readonly #version: YamlVersion;
  #comments: Range[] = [];
  /** Where the content of the current line begins, or what follows its dashes. */
  #position = 0;
  /** The column of `#position`. */
  #indent = 0;
  /** Where the current line ends, before its line end. */
  #lineEnd = 0;
  #nextLineStart = 0;
  #depth = 0;

  constructor(text: string, version: YamlVersion) {
    this.#text = text;
    this.#version = version;
  }

  readStream(): YamlDocumentParts[] {
    const documents: YamlDocumentParts[] = [];
    let start = 0;
    this.#nextLine();
    let isMarked = this.#passMarker();
    do {
      const root = this.#root(isMarked ? start : undefined);
      const end = this.#position;
      documents.push({ root, range: { start, end }, version: this.#version, problems: [], comments: this.#comments });
      this.#comments = [];
      start = end;
      isMarked = this.#passMarker();
    } while (isMarked);
    return documents;
  }

  /** @param emptyAt where a null is read should the document be empty; undefined where there is no `---` before it either */
  #root(emptyAt: number | undefined): YamlNode | undefined {
    if (this.#indent === DOCUMENT_END) return emptyAt === undefined ? undefined : this.#emptyScalar(emptyAt);
    const root = this.#block();
    if (this.#indent !== DOCUMENT_END) decline();
    return root;
  }

  /** Goes on behind a `---`, if here is one. */
  #passMarker(): boolean {
    if (this.#indent !== DOCUMENT_END || this.#position === this.#text.length) return false;
    this.#finishLine(this.#position + 3);
    this.#nextLine();
    return true;
  }

  /** Goes to the next line with content, past blank lines and comments, or to the end of the document. */
  #nextLine(): void {
    while (this.#nextLineStart < this.#text.length) {
      const start = this.#nextLineStart;
      this.#openLine(start);
      const position = this.#skipSpaces(start);
      if (position >= this.#lineEnd) continue;
      if (this.#text.charCodeAt(position) === HASH) {
        this.#comments.push({ start: position, end: this.#lineEnd });
        continue;
      }
      this.#position = position;
      this.#indent = position - start;
      if (this.#indent === 0 && this.#isMarker(start)) this.#indent = DOCUMENT_END;
      return;
    }
    this.#position = this.#text.length;
    this.#indent = DOCUMENT_END;
  }

  #openLine(start: number): void {
    const lineFeed = this.#text.indexOf('\n', start);
    if (lineFeed === -1) {
      this.#lineEnd = this.#text.length;
      this.#nextLineStart = this.#text.length;
    } else {
      const isCarriageReturn = lineFeed > start && this.#text.charCodeAt(lineFeed - 1) === 0x0d;
      this.#lineEnd = isCarriageReturn ? lineFeed - 1 : lineFeed;
      this.#nextLineStart = lineFeed + 1;
    }
  }

  /** True for `---`; `...` and what git leaves of a merge conflict are declined. */
  #isMarker(lineStart: number): boolean {
    if (this.#text.startsWith('...', lineStart) || this.#text.startsWith('<<<<<<<', lineStart)) decline();
    return this.#text.startsWith('---', lineStart) && this.#isSpaceOrEnd(lineStart + 3);
  }

  /** Declines where anything but a comment follows on the current line. */
  #finishLine(offset: number): void {
    const rest = this.#skipSpaces(offset);
    if (rest >= this.#lineEnd) return;
    if (rest === offset || this.#text.charCodeAt(rest) !== HASH) decline();
    this.#comments.push({ start: rest, end: this.#lineEnd });
  }

  #skipSpaces(offset: number): number {
    let end = offset;
    while (this.#text.charCodeAt(end) === SPACE) end++;
    return end;
  }

  #isSpaceOrEnd(offset: number): boolean {
    return offset >= this.#lineEnd || this.#text.charCodeAt(offset) === SPACE;
  }

  #isAtDash(): boolean {
    return this.#text.charCodeAt(this.#position) === DASH && this.#isSpaceOrEnd(this.#position + 1);
  }

  /** What begins at the cursor: a list, a map, or a value with nothing else on its line. */
  #block(): YamlNode {
    if (this.#isAtDash()) return this.#sequence();
    const node = this.#lineValue(this.#position);
    if (node.type === 'scalar' && this.#isColon(this.#skipSpaces(node.range.end))) return this.#map(node);
    this.#finishLine(node.range.end);
    this.#nextLine();
    return node;
  }

  /** A plain scalar below its key or its dash is declined: with a comment between, the full reader's package reads it wrongly. */
  #blockBelow(): YamlNode {
    const node = this.#block();
    return node.type === 'scalar' && node.style === 'plain' ? decline() : node;
  }

  #isColon(offset: number): boolean {
    return this.#text.charCodeAt(offset) === COLON && this.#isSpaceOrEnd(offset + 1);
  }

  #map(firstKey: YamlScalar): YamlMap {
    const indent = this.#indent;
    const entries: YamlEntry[] = [];
    this.#enter();
    let entry = this.#entry(firstKey, indent);
    entries.push(entry);
    while (this.#indent === indent && !this.#isAtDash()) {
      entry = this.#entry(this.#scalar(this.#position, false), indent);
      entries.push(entry);
    }
    this.#leave(indent);
    if (hasEqualKeys(entries)) decline();
    return { type: 'map', isFlow: false, entries, range: { start: firstKey.range.start, end: entry.range.end } };
  }

  #entry(key: YamlScalar, indent: number): YamlEntry {
    const { start } = key.range;
    const colon = this.#skipSpaces(key.range.end);
    if (!this.#isColon(colon) || colon - start > MAX_KEY_LENGTH) decline();
    const value = this.#entryValue(colon + 1, indent);
    return { key, value, colonEnd: colon + 1, range: { start, end: value.range.end } };
  }

  /** A value on the line of its key, or a map or a list on the lines below, where a list may be no deeper than the key. */
  #entryValue(colonEnd: number, indent: number): YamlNode {
    const start = this.#skipSpaces(colonEnd);
    if (!this.#isLineOver(start)) {
      if (this.#text.charCodeAt(start) === BAR) return this.#literal(start, indent);
      const value = this.#lineValue(start);
      this.#finishLine(value.range.end);
      this.#nextLine();
      return value;
    }
    this.#finishLine(colonEnd);
    this.#nextLine();
    if (this.#indent > indent) return this.#blockBelow();
    return this.#indent === indent && this.#isAtDash() ? this.#sequence() : this.#emptyScalar(colonEnd);
  }

  /** True where only a comment follows. */
  #isLineOver(offset: number): boolean {
    return offset >= this.#lineEnd || this.#text.charCodeAt(offset) === HASH;
  }

  #sequence(): YamlSequence {
    const indent = this.#indent;
    const start = this.#position;
    const items: YamlNode[] = [];
    this.#enter();
    let item = this.#item(indent);
    items.push(item);
    while (this.#indent === indent && this.#isAtDash()) {
      item = this.#item(indent);
      items.push(item);
    }
    this.#leave(indent);
    return { type: 'sequence', isFlow: false, items, range: { start, end: item.range.end } };
  }

  #item(indent: number): YamlNode {
    const dashEnd = this.#position + 1;
    const start = this.#skipSpaces(dashEnd);
    if (this.#isLineOver(start)) {
      this.#finishLine(dashEnd);
      this.#nextLine();
      return this.#indent > indent ? this.#blockBelow() : this.#emptyScalar(dashEnd);
    }
    if (this.#text.charCodeAt(start) === BAR) return this.#literal(start, indent);
    this.#indent += start - this.#position;
    this.#position = start;
    return this.#block();
  }

  #enter(): void {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) decline();
  }

  /** Whatever stands deeper than a map or a list that is over is the next line of a scalar, or wrong. */
  #leave(indent: number): void {
    this.#depth--;
    if (this.#indent > indent) decline();
  }

  /** A scalar or a flow collection that begins and ends on the current line. */
  #lineValue(start: number): YamlNode {
    const first = this.#text.charCodeAt(start);
    return first === OPENING_BRACKET || first === OPENING_BRACE ? this.#flowCollection(start) : this.#scalar(start, false);
  }

  #flowCollection(start: number): YamlMap | YamlSequence {
    this.#enter();
    const node = this.#text.charCodeAt(start) === OPENING_BRACE ? this.#flowMap(start) : this.#flowSequence(start);
    this.#depth--;
    return node;
  }

  #flowSequence(start: number): YamlSequence {
    const items: YamlNode[] = [];
    let offset = this.#skipSpaces(start + 1);
    while (this.#text.charCodeAt(offset) !== CLOSING_BRACKET) {
      const item = this.#flowValue(offset);
      items.push(item);
      offset = this.#behindComma(item.range.end, CLOSING_BRACKET);
    }
    return { type: 'sequence', isFlow: true, items, range: { start, end: offset + 1 } };
  }

  #flowMap(start: number): YamlMap {
    const entries: YamlEntry[] = [];
    let offset = this.#skipSpaces(start + 1);
    while (this.#text.charCodeAt(offset) !== CLOSING_BRACE) {
      const entry = this.#flowEntry(offset);
      entries.push(entry);
      offset = this.#behindComma(entry.range.end, CLOSING_BRACE);
    }
    if (hasEqualKeys(entries)) decline();
    return { type: 'map', isFlow: true, entries, range: { start, end: offset + 1 } };
  }

  /** Where the next item begins behind a comma, or where the sign stands that closes the collection. */
  #behindComma(offset: number, closingSign: number): number {
    const end = this.#skipSpaces(offset);
    const sign = this.#text.charCodeAt(end);
    if (sign === COMMA) return this.#skipSpaces(end + 1);
    return sign === closingSign ? end : decline();
  }

  /** As in JSON, a value may follow the colon at once where the key has quotes. */
  #flowEntry(start: number): YamlEntry {
    const key = this.#scalar(start, true);
    const colonEnd = key.range.end + 1;
    if (this.#text.charCodeAt(key.range.end) !== COLON) decline();
    if (key.style === 'plain' && this.#text.charCodeAt(colonEnd) !== SPACE) decline();
    const value = this.#flowValue(this.#skipSpaces(colonEnd));
    return { key, value, colonEnd, range: { start, end: value.range.end } };
  }

  #flowValue(start: number): YamlNode {
    const first = this.#text.charCodeAt(start);
    return first === OPENING_BRACKET || first === OPENING_BRACE ? this.#flowCollection(start) : this.#scalar(start, true);
  }

  #scalar(start: number, isInFlow: boolean): YamlScalar {
    const first = this.#text.charCodeAt(start);
    if (first === DOUBLE_QUOTE) return this.#doubleQuoted(start);
    return first === SINGLE_QUOTE ? this.#singleQuoted(start) : this.#plain(start, isInFlow);
  }

  #emptyScalar(offset: number): YamlScalar {
    const resolved = resolvePlainScalar('', this.#version);
    return { type: 'scalar', style: 'plain', text: '', resolved, range: { start: offset, end: offset } };
  }

  #plain(start: number, isInFlow: boolean): YamlScalar {
    const end = this.#plainEnd(start, isInFlow);
    const text = this.#text.slice(start, end);
    const resolved = resolvePlainScalar(text, this.#version);
    if (resolved.type === 'unreadable' || resolved.type === 'merge') decline();
    return { type: 'scalar', style: 'plain', text, resolved, range: { start, end } };
  }

  /** Before a comment, before the colon behind a key, in flow style before a sign of it, and before spaces. */
  #plainEnd(start: number, isInFlow: boolean): number {
    const first = this.#text.charCodeAt(start);
    if (start >= this.#lineEnd || INDICATORS.has(first)) decline();
    if (first === DASH && this.#endsWord(start + 1, isInFlow)) decline();
    let end = start;
    for (let offset = start; offset < this.#lineEnd; offset++) {
      const character = this.#text.charCodeAt(offset);
      if (character === SPACE) continue;
      if (character === COLON && this.#endsWord(offset + 1, isInFlow)) break;
      if (character === HASH && offset > end) break;
      if (isInFlow && isFlowSign(character)) break;
      end = offset + 1;
    }
    return end;
  }

  #endsWord(offset: number, isInFlow: boolean): boolean {
    return this.#isSpaceOrEnd(offset) || (isInFlow && isFlowSign(this.#text.charCodeAt(offset)));
  }

  #singleQuoted(start: number): YamlScalar {
    let quote = this.#text.indexOf("'", start + 1);
    while (quote !== -1 && this.#text.charCodeAt(quote + 1) === SINGLE_QUOTE) quote = this.#text.indexOf("'", quote + 2);
    if (quote === -1 || quote > this.#lineEnd) decline();
    const text = this.#text.slice(start + 1, quote).replaceAll("''", "'");
    return {
      type: 'scalar',
      style: 'single-quoted',
      text,
      resolved: resolveQuotedScalar(text),
      range: { start, end: quote + 1 },
    };
  }

  #doubleQuoted(start: number): YamlScalar {
    let quote = this.#text.indexOf('"', start + 1);
    while (quote !== -1 && this.#isEscaped(quote)) quote = this.#text.indexOf('"', quote + 1);
    if (quote === -1 || quote > this.#lineEnd) decline();
    const content = this.#text.slice(start + 1, quote);
    const text = content.includes('\\') ? unescapeJson(content) : content;
    return {
      type: 'scalar',
      style: 'double-quoted',
      text,
      resolved: resolveQuotedScalar(text),
      range: { start, end: quote + 1 },
    };
  }

  #isEscaped(offset: number): boolean {
    let start = offset;
    while (this.#text.charCodeAt(start - 1) === BACKSLASH) start--;
    return (offset - start) % 2 === 1;
  }

  /** @param indent of the key or the dash before it: the block ends where a line is no deeper */
  #literal(start: number, indent: number): YamlScalar {
    const isStripped = this.#text.charCodeAt(start + 1) === DASH;
    const headerEnd = isStripped ? start + 2 : start + 1;
    this.#finishLine(headerEnd);
    const { lines, end } = this.#literalLines(indent);
    const text = lines.join('\n') + (isStripped ? '' : '\n');
    this.#nextLine();
    return { type: 'scalar', style: 'block', text, resolved: resolveQuotedScalar(text), range: { start, end }, headerEnd };
  }

  /** The lines below without their indentation, down to the last that is not blank, and where that ends. */
  #literalLines(indent: number): { lines: string[]; end: number } {
    const lines: string[] = [];
    let count = 0;
    let end = 0;
    let ownIndent = 0;
    while (this.#nextLineStart < this.#text.length) {
      const lineStart = this.#nextLineStart;
      this.#openLine(lineStart);
      const column = this.#skipSpaces(lineStart) - lineStart;
      if (lineStart + column >= this.#lineEnd) {
        if (column > ownIndent) decline();
        lines.push('');
        continue;
      }
      if (column <= indent) {
        this.#nextLineStart = lineStart;
        break;
      }
      if (count === 0) ownIndent = column;
      else if (column < ownIndent) decline();
      lines.push(this.#text.slice(lineStart + ownIndent, this.#lineEnd));
      count = lines.length;
      end = this.#lineEnd;
    }
    if (count === 0) decline();
    lines.length = count;
    return { lines, end };
  }
}

function decline(): never {
  throw new Declined();
}

function isFlowSign(character: number): boolean {
  return (
    character === COMMA ||
    character === CLOSING_BRACKET ||
    character === CLOSING_BRACE ||
    character === OPENING_BRACKET ||
    character === OPENING_BRACE
  );
}

/** Escapes of JSON mean the same in YAML, which has others, too. */
function unescapeJson(content: string): string {
  try {
    return JSON.parse(`"${content}"`);
  } catch {
    return decline();
  }
}

function hasEqualKeys(entries: readonly YamlEntry[]): boolean {
  return new Set(entries.map(({ key }) => keyText(key))).size < entries.length;
}
