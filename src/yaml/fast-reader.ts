import type { Range } from '../text/range.ts';
import { canBeReadFast } from './fast-reading.ts';
import { readLiteralBlock } from './literal-block.ts';
import { type ResolvedScalar, resolvePlainScalar, resolveQuotedScalar, type YamlVersion } from './resolve-scalar.ts';
import {
  BAR,
  CLOSING_BRACE,
  CLOSING_BRACKET,
  COLON,
  COMMA,
  closingDoubleQuote,
  closingSingleQuote,
  DASH,
  DOUBLE_QUOTE,
  endOfLine,
  endOfPlain,
  HASH,
  isBlank,
  isColon,
  isDash,
  OPENING_BRACE,
  OPENING_BRACKET,
  SINGLE_QUOTE,
  SPACE,
  skipSpaces,
} from './scan-line.ts';
import type { YamlDocumentParts } from './yaml-document.ts';
import {
  keyText,
  type ScalarStyle,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from './yaml-node.ts';

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

/** Levels of maps and lists, below what the full reader takes. */
const MAX_DEPTH = 60;
/** Up to its colon, below what YAML allows for a key. */
const MAX_KEY_LENGTH = 1000;

/** In place of an indentation where a document ends. */
const DOCUMENT_END = -1;

/** Above this many keys a set finds equal ones faster. */
const MANY_KEYS = 16;

class Declined extends Error {}

/**
 * The documents of a text; undefined where the full reader has to say what they are.
 *
 * @param version the version of every document: a text with a directive is declined
 */
export function readSimpleYaml(text: string, version: YamlVersion): YamlDocumentParts[] | undefined {
  if (!canBeReadFast(text)) return undefined;
  try {
    return new SimpleReader(text, version).readStream();
  } catch (error) {
    if (error instanceof Declined) return undefined;
    throw error;
  }
}

/** A cursor that goes through the text once, from one word at the beginning of a line, or behind a dash, to the next. */
class SimpleReader {
  readonly #text: string;
  readonly #version: YamlVersion;
  #comments: Range[] = [];
  /** The next word; where a document ends, its `---` or the end of the text. */
  #position = 0;
  /** The column of `#position`. */
  #indent = DOCUMENT_END;
  #depth = 0;

  constructor(text: string, version: YamlVersion) {
    this.#text = text;
    this.#version = version;
  }

  readStream(): YamlDocumentParts[] {
    const documents: YamlDocumentParts[] = [];
    let start = 0;
    this.#findWord(0);
    let isMarked = this.#passMarker();
    do {
      const root = this.#root(isMarked ? start : undefined);
      const end = this.#position;
      documents.push({ root, range: rangeOf(start, end), version: this.#version, problems: [], comments: this.#comments });
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
    return true;
  }

  /** Goes on behind a value. */
  #finishLine(offset: number): void {
    this.#findWord(this.#endLine(offset));
  }

  /** The end of a line on which only a comment may follow. */
  #endLine(offset: number): number {
    const end = skipSpaces(this.#text, offset);
    const code = this.#text.charCodeAt(end);
    if (isBlank(code)) return end;
    return code === HASH && end > offset ? this.#passComment(end) : decline();
  }

  #passComment(start: number): number {
    const end = endOfLine(this.#text, start);
    this.#comments.push(rangeOf(start, end));
    return end;
  }

  /** Goes to the first word of a line, past comments. @param offset the end of a line, or the beginning of the text */
  #findWord(offset: number): void {
    const text = this.#text;
    let lineStart = offset;
    let position = skipSpaces(text, offset);
    let code = text.charCodeAt(position);
    while (position < text.length && (isBlank(code) || code === HASH)) {
      if (code === HASH) {
        position = this.#passComment(position);
      } else {
        lineStart = position + 1;
        position = skipSpaces(text, lineStart);
      }
      code = text.charCodeAt(position);
    }
    this.#position = position;
    this.#indent = position < text.length ? position - lineStart : DOCUMENT_END;
    if (this.#indent === 0) this.#checkLine(position);
  }

  /** Signs that mean something only at the beginning of a line; `...` and what git leaves of a merge conflict are declined. */
  #checkLine(start: number): void {
    const text = this.#text;
    if (text.startsWith('---', start) && isBlank(text.charCodeAt(start + 3))) this.#indent = DOCUMENT_END;
    else if (text.startsWith('...', start) || text.startsWith('<<<<<<<', start)) decline();
  }

  /** What begins at the cursor: a list, a map, or a value with nothing else on its line. */
  #block(): YamlNode {
    if (isDash(this.#text, this.#position)) return this.#sequence();
    const node = this.#lineValue(this.#position);
    if (node.type === 'scalar' && isColon(this.#text, skipSpaces(this.#text, node.range.end))) return this.#map(node);
    this.#finishLine(node.range.end);
    return node;
  }

  /** A plain scalar below its key or its dash is declined: with a comment between, the full reader's package reads it wrongly. */
  #blockBelow(): YamlNode {
    const node = this.#block();
    return node.type === 'scalar' && node.style === 'plain' ? decline() : node;
  }

  #map(firstKey: YamlScalar): YamlMap {
    const indent = this.#indent;
    const entries: YamlEntry[] = [];
    this.#enter();
    let entry = this.#entry(firstKey, indent);
    entries.push(entry);
    while (this.#indent === indent && !isDash(this.#text, this.#position)) {
      entry = this.#entry(this.#scalar(this.#position, false), indent);
      entries.push(entry);
    }
    this.#leave(indent);
    return mapOf(entries, false, firstKey.range.start, entry.range.end);
  }

  #entry(key: YamlScalar, indent: number): YamlEntry {
    const { start, end } = key.range;
    const colon = skipSpaces(this.#text, end);
    if (!isColon(this.#text, colon) || colon - start > MAX_KEY_LENGTH) decline();
    return entryOf(key, this.#entryValue(colon + 1, indent), colon + 1);
  }

  /** A value on the line of its key, or a map or a list on the lines below, where a list may be no deeper than the key. */
  #entryValue(colonEnd: number, indent: number): YamlNode {
    const start = skipSpaces(this.#text, colonEnd);
    const first = this.#text.charCodeAt(start);
    if (isBlank(first) || first === HASH) {
      this.#finishLine(colonEnd);
      if (this.#indent > indent) return this.#blockBelow();
      return this.#indent === indent && isDash(this.#text, this.#position) ? this.#sequence() : this.#emptyScalar(colonEnd);
    }
    if (first === BAR) return this.#literal(start, indent);
    const value = this.#lineValue(start);
    this.#finishLine(value.range.end);
    return value;
  }

  #sequence(): YamlSequence {
    const indent = this.#indent;
    const start = this.#position;
    const items: YamlNode[] = [];
    this.#enter();
    let item = this.#item(indent);
    items.push(item);
    while (this.#indent === indent && isDash(this.#text, this.#position)) {
      item = this.#item(indent);
      items.push(item);
    }
    this.#leave(indent);
    return sequenceOf(items, false, start, item.range.end);
  }

  #item(indent: number): YamlNode {
    const dashEnd = this.#position + 1;
    const start = skipSpaces(this.#text, dashEnd);
    const first = this.#text.charCodeAt(start);
    if (isBlank(first) || first === HASH) {
      this.#finishLine(dashEnd);
      return this.#indent > indent ? this.#blockBelow() : this.#emptyScalar(dashEnd);
    }
    if (first === BAR) return this.#literal(start, indent);
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

  /** A scalar or a flow collection that begins and ends on one line. */
  #lineValue(start: number, isInFlow = false): YamlNode {
    const first = this.#text.charCodeAt(start);
    return first === OPENING_BRACKET || first === OPENING_BRACE ? this.#flowCollection(start) : this.#scalar(start, isInFlow);
  }

  #flowCollection(start: number): YamlMap | YamlSequence {
    this.#enter();
    const node = this.#text.charCodeAt(start) === OPENING_BRACE ? this.#flowMap(start) : this.#flowSequence(start);
    this.#depth--;
    return node;
  }

  #flowSequence(start: number): YamlSequence {
    const items: YamlNode[] = [];
    let offset = skipSpaces(this.#text, start + 1);
    while (this.#text.charCodeAt(offset) !== CLOSING_BRACKET) {
      const item = this.#lineValue(offset, true);
      items.push(item);
      offset = this.#behindComma(item.range.end, CLOSING_BRACKET);
    }
    return sequenceOf(items, true, start, offset + 1);
  }

  #flowMap(start: number): YamlMap {
    const entries: YamlEntry[] = [];
    let offset = skipSpaces(this.#text, start + 1);
    while (this.#text.charCodeAt(offset) !== CLOSING_BRACE) {
      const entry = this.#flowEntry(offset);
      entries.push(entry);
      offset = this.#behindComma(entry.range.end, CLOSING_BRACE);
    }
    return mapOf(entries, true, start, offset + 1);
  }

  /** Where the next item begins behind a comma, or where the sign stands that closes the collection. */
  #behindComma(offset: number, closingSign: number): number {
    const end = skipSpaces(this.#text, offset);
    const sign = this.#text.charCodeAt(end);
    if (sign === COMMA) return skipSpaces(this.#text, end + 1);
    return sign === closingSign ? end : decline();
  }

  /** As in JSON, a value may follow the colon at once where the key has quotes. */
  #flowEntry(start: number): YamlEntry {
    const key = this.#scalar(start, true);
    const colonEnd = key.range.end + 1;
    if (this.#text.charCodeAt(key.range.end) !== COLON) decline();
    if (key.style === 'plain' && this.#text.charCodeAt(colonEnd) !== SPACE) decline();
    return entryOf(key, this.#lineValue(skipSpaces(this.#text, colonEnd), true), colonEnd);
  }

  #scalar(start: number, isInFlow: boolean): YamlScalar {
    const first = this.#text.charCodeAt(start);
    if (first === DOUBLE_QUOTE) return this.#doubleQuoted(start);
    return first === SINGLE_QUOTE ? this.#singleQuoted(start) : this.#plain(start, isInFlow);
  }

  #plain(start: number, isInFlow: boolean): YamlScalar {
    const end = endOfPlain(this.#text, start, isInFlow);
    if (end === -1) decline();
    const text = this.#text.slice(start, end);
    const resolved = resolvePlainScalar(text, this.#version);
    if (resolved.type === 'unreadable' || resolved.type === 'merge') decline();
    return scalarOf('plain', text, resolved, start, end);
  }

  #emptyScalar(offset: number): YamlScalar {
    return scalarOf('plain', '', resolvePlainScalar('', this.#version), offset, offset);
  }

  #singleQuoted(start: number): YamlScalar {
    const quote = closingSingleQuote(this.#text, start);
    const content = this.#quotedContent(start, quote);
    const text = content.includes("'") ? content.replaceAll("''", "'") : content;
    return scalarOf('single-quoted', text, resolveQuotedScalar(text), start, quote + 1);
  }

  #doubleQuoted(start: number): YamlScalar {
    const quote = closingDoubleQuote(this.#text, start);
    const content = this.#quotedContent(start, quote);
    const text = content.includes('\\') ? resolveEscapes(content) : content;
    return scalarOf('double-quoted', text, resolveQuotedScalar(text), start, quote + 1);
  }

  #quotedContent(start: number, quote: number): string {
    if (quote === -1) decline();
    const content = this.#text.slice(start + 1, quote);
    return content.includes('\n') ? decline() : content;
  }

  /** @param indent of the key or the dash before it */
  #literal(start: number, indent: number): YamlScalar {
    const isStripped = this.#text.charCodeAt(start + 1) === DASH;
    const headerEnd = isStripped ? start + 2 : start + 1;
    const { lines, end } = readLiteralBlock(this.#text, this.#endLine(headerEnd), indent) ?? decline();
    const text = lines.join('\n') + (isStripped ? '' : '\n');
    this.#findWord(end);
    return { type: 'scalar', style: 'block', text, resolved: resolveQuotedScalar(text), range: rangeOf(start, end), headerEnd };
  }
}

function decline(): never {
  throw new Declined();
}

function mapOf(entries: YamlEntry[], isFlow: boolean, start: number, end: number): YamlMap {
  if (hasEqualKeys(entries)) decline();
  return { type: 'map', isFlow, entries, range: rangeOf(start, end) };
}

function hasEqualKeys(entries: readonly YamlEntry[]): boolean {
  if (entries.length > MANY_KEYS) return new Set(entries.map(({ key }) => keyText(key))).size < entries.length;
  for (let index = 1; index < entries.length; index++) {
    const text = keyText((entries[index] as YamlEntry).key);
    for (let before = 0; before < index; before++) if (keyText((entries[before] as YamlEntry).key) === text) return true;
  }
  return false;
}

function entryOf(key: YamlScalar, value: YamlNode, colonEnd: number): YamlEntry {
  return { key, value, colonEnd, range: rangeOf(key.range.start, value.range.end) };
}

function sequenceOf(items: YamlNode[], isFlow: boolean, start: number, end: number): YamlSequence {
  return { type: 'sequence', isFlow, items, range: rangeOf(start, end) };
}

function scalarOf(style: ScalarStyle, text: string, resolved: ResolvedScalar, start: number, end: number): YamlScalar {
  return { type: 'scalar', style, text, resolved, range: rangeOf(start, end) };
}

function rangeOf(start: number, end: number): Range {
  return { start, end };
}

/** Escapes of JSON mean the same in YAML, which has others, too. */
function resolveEscapes(content: string): string {
  try {
    return JSON.parse(`"${content}"`);
  } catch {
    return decline();
  }
}
