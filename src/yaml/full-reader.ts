import {
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type YAMLParseError,
} from 'yaml';
import { excerpt } from '../text/excerpt.ts';
import type { Range } from '../text/range.ts';
import {
  isCollectionTag,
  type ResolvedScalar,
  resolvePlainScalar,
  resolveQuotedScalar,
  resolveTaggedScalar,
  type YamlVersion,
} from './resolve-scalar.ts';
import { syntaxMessage } from './syntax-message.ts';
import type { YamlDocumentParts, YamlProblem } from './yaml-document.ts';
import {
  isMergeKey,
  keyText,
  resolveAlias,
  type ScalarStyle,
  walkNodes,
  type YamlAlias,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from './yaml-node.ts';

/**
 * Reads any YAML stream with the `yaml` package. The package decides what is well-formed; what a scalar means, which of
 * two keys wins and what an alias stands for is decided here, as gcloud decides it.
 *
 * The package recurses over what it parses, is quadratic in anchors and tags, and can abort the process near its stack
 * limit. Its lexer is linear and does not recurse: so the lexer's words are counted on their way to the parser, and
 * reading stops before the parser is handed more than the limits allow.
 */

/** Levels of maps and lists. The deepest field of a Cloud Run resource is at level 14. */
const MAX_DEPTH = 100;
/** Anchors, aliases, tags and directives in one stream. */
const MAX_PROPERTIES = 1000;
/** Words, signs and line ends in one stream; a manifest of 10 KB has some 2,000. */
const MAX_WORDS = 1_000_000;
/** Errors of the parser's own after which nothing more is learnt: the first is the one that is told. */
const MAX_ERRORS = 100;
/** Problems of one document that are told. */
const MAX_PROBLEMS = 100;

const COMPOSER_OPTIONS = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  keepSourceTokens: true,
  prettyErrors: false,
} as const;

/** @param version the version of a document without a directive */
export function readWithYamlPackage(text: string, version: YamlVersion): YamlDocumentParts[] {
  const lexer = new Lexer();
  const parser = new Parser();
  const composer = new Composer(COMPOSER_OPTIONS);
  const marks: LexicalMarks = { comments: [], tabs: [] };
  const composed: Document.Parsed[] = [];
  let wordCount = 0;
  let propertyCount = 0;
  let errorCount = 0;
  let isScalarNext = false;

  for (const lexeme of lexer.lex(text)) {
    const start = parser.offset;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') errorCount++;
      composed.push(...composer.next(token));
    }
    if (errorCount > MAX_ERRORS) break;
    const type = isScalarNext ? 'scalar' : CST.tokenType(lexeme);
    isScalarNext = lexeme === CST.SCALAR;
    if (type === 'comment') marks.comments.push({ start, end: start + lexeme.length });
    if (lexeme.includes('\t') && (type === 'space' || isPlainScalar(type, lexeme))) marks.tabs.push(tabIn(lexeme, start));
    if (type === 'anchor' || type === 'alias' || type === 'tag' || type === 'directive-line') propertyCount++;
    if (type !== 'space') wordCount++;
    const excess = excessOf(parser.stack.length, propertyCount, wordCount);
    if (excess) return [limitDocument(text, excess, { start, end: start + lexeme.length })];
  }
  for (const token of parser.end()) composed.push(...composer.next(token));
  composed.push(...composer.end(true, text.length));
  return splitStream(text, composed, marks, version);
}

function excessOf(depth: number, propertyCount: number, wordCount: number): string | undefined {
  if (depth > MAX_DEPTH) return `maps and lists are nested deeper than ${MAX_DEPTH} levels`;
  if (propertyCount > MAX_PROPERTIES) return `there are more than ${MAX_PROPERTIES} anchors, aliases, tags and directives`;
  if (wordCount > MAX_WORDS) return `there are more than ${MAX_WORDS} words, signs and line ends`;
  return undefined;
}

function limitDocument(text: string, excess: string, range: Range): YamlDocumentParts {
  const problems: YamlProblem[] = [{ code: 'yaml/limit', message: `${excess}: not read any further`, range }];
  return { root: undefined, range: { start: 0, end: text.length }, version: '1.1', problems, comments: [] };
}

/** What only the lexer tells: comments, and tabs that are no part of a comment or of a text in quotes or in a block. */
interface LexicalMarks {
  readonly comments: Range[];
  readonly tabs: Range[];
}

function splitStream(text: string, composed: Document.Parsed[], marks: LexicalMarks, version: YamlVersion): YamlDocumentParts[] {
  const comments = cutter(marks.comments);
  const tabs = cutter(marks.tabs);
  let start = 0;
  return composed.map((document, index) => {
    const end = endOfDocument(document, composed[index + 1]) ?? text.length;
    const parts = new TreeBuilder(text, document, version).build({ start, end }, { comments: comments(end), tabs: tabs(end) });
    start = end;
    return parts;
  });
}

/** A document reaches to the `---` of the next one; a `...` ends it before. Undefined for the last one. */
function endOfDocument(document: Document.Parsed, next: Document.Parsed | undefined): number | undefined {
  return document.directives.docEnd ? next && document.range[2] : next?.range[0];
}

/** Cuts off a list of ranges, call by call, all that begin before an offset. */
function cutter(ranges: readonly Range[]): (end: number) => Range[] {
  let next = 0;
  return (end) => {
    const first = next;
    while (next < ranges.length && (ranges[next] as Range).start < end) next++;
    return ranges.slice(first, next);
  };
}

function isPlainScalar(type: string | null, lexeme: string): boolean {
  return type === 'scalar' && !/^["'\s]/.test(lexeme) && !lexeme.endsWith('\n');
}

function tabIn(lexeme: string, offset: number): Range {
  const start = offset + lexeme.indexOf('\t');
  return { start, end: start + 1 };
}

/** Makes our tree of one document of the package. */
class TreeBuilder {
  readonly #text: string;
  readonly #document: Document.Parsed;
  readonly #version: YamlVersion;
  readonly #problems: YamlProblem[] = [];
  readonly #anchors = new Map<string, YamlMap | YamlSequence | YamlScalar>();
  readonly #openAnchors = new Set<string>();

  constructor(text: string, document: Document.Parsed, version: YamlVersion) {
    this.#text = text;
    this.#document = document;
    const { explicit, version: declared } = document.directives.yaml;
    this.#version = explicit ? (declared === '1.2' ? '1.2' : '1.1') : version;
  }

  build(range: Range, { comments, tabs }: LexicalMarks): YamlDocumentParts {
    const root = this.#document.contents ? this.#node(this.#document.contents, { emptyAt: range.start }) : undefined;
    const [tab] = tabs;
    if (tab) this.#report('yaml/tab', 'gcloud does not accept a tab here; use spaces', tab);
    const version = this.#document.warnings.find(({ message }) => message.startsWith('Unsupported YAML version'));
    if (version)
      this.#report('yaml/syntax', 'gcloud reads YAML 1.1 and 1.2, and no other version', this.#visibleRange(...version.pos));
    const [error] = [...this.#document.errors].sort((a, b) => a.pos[0] - b.pos[0]);
    const problems = error ? [this.#syntaxProblem(error, root)] : this.#problems;
    return { root, range, version: this.#version, problems, comments };
  }

  /** A text with an error of syntax has no other problem: the rest would only be an echo. */
  #syntaxProblem({ code, message, pos }: YAMLParseError, root: YamlNode | undefined): YamlProblem {
    const quote = /closing ["']quote/.test(message) && root ? openedQuote(root, pos[0]) : undefined;
    const range = quote === undefined ? this.#visibleRange(...pos) : { start: quote, end: quote + 1 };
    return { code: 'yaml/syntax', message: syntaxMessage({ code, message }), range };
  }

  /** @param around the tokens before the node, its anchor and tag among them */
  #node(node: Node, around: Surroundings): YamlNode {
    if (isAlias(node)) return this.#alias(node.source, rangeOf(node));
    if (node.anchor) this.#openAnchors.add(node.anchor);
    const content = isMap(node) ? this.#map(node) : isSeq(node) ? this.#sequence(node) : this.#scalar(node, around.emptyAt);
    const properties = {
      ...(around.propertiesStart !== undefined && { propertiesStart: around.propertiesStart }),
      ...(node.anchor && { anchor: node.anchor }),
      ...(node.tag && { tag: node.tag }),
    };
    const built = Object.assign(content, properties);
    if (node.anchor) {
      this.#openAnchors.delete(node.anchor);
      this.#anchors.set(node.anchor, built);
    }
    if (built.type !== 'scalar' && built.tag && !isCollectionTag(built.tag, built.type)) {
      const isKnown = built.tag.startsWith('tag:yaml.org,2002:');
      this.#report(
        'yaml/unreadable-value',
        isKnown ? unreadableMessage(built.tag) : 'gcloud does not know this tag',
        built.range,
      );
    }
    return built;
  }

  /** A node that is not a key: there "<<" means nothing. */
  #value(node: Node, around: Surroundings): YamlNode {
    const value = this.#node(node, around);
    if (isMergeKey(value)) this.#report('yaml/unreadable-value', unreadableMessage(undefined), value.range);
    return value;
  }

  #alias(name: string, range: Range): YamlAlias {
    const isRecursive = this.#openAnchors.has(name);
    const target = isRecursive ? undefined : this.#anchors.get(name);
    if (isRecursive) this.#report('yaml/syntax', 'this alias stands inside its own anchor', range);
    else if (!target) this.#report('yaml/syntax', 'this alias has no anchor before it', range);
    return { type: 'alias', name, target, range };
  }

  #map(node: { items: Pair[]; flow?: boolean } & Node): YamlMap {
    const entries = node.items.map((pair) => this.#entry(pair as Pair<Node, Node | null>));
    const range = rangeOf(node);
    this.#checkKeys(entries);
    return { type: 'map', isFlow: node.flow === true, entries, range: node.flow ? range : upTo(range, entries.at(-1)) };
  }

  #entry(pair: Pair<Node, Node | null>): YamlEntry {
    const { start = [], sep = [] } = pair.srcToken ?? {};
    const keyStart = start.find(({ type }) => type === 'explicit-key-ind')?.offset;
    const colon = sep.find(({ type }) => type === 'map-value-ind');
    const key = this.#node(pair.key, surroundings(start, 'explicit-key-ind', rangeOf(pair.key).start));
    const before = surroundings(sep, 'map-value-ind', key.range.end);
    const value = pair.value ? this.#value(pair.value, before) : this.#missingValue(before.emptyAt);
    const range = { start: keyStart ?? key.range.start, end: Math.max(key.range.end, value.range.end) };
    return { key, value, colonEnd: colon && colon.offset + 1, range };
  }

  #missingValue(offset: number): YamlScalar {
    const resolved = resolvePlainScalar('', this.#version);
    return { type: 'scalar', style: 'plain', text: '', resolved, range: { start: offset, end: offset } };
  }

  #sequence(node: { items: unknown[]; flow?: boolean } & Node): YamlSequence {
    const source = node.srcToken as CST.BlockSequence | CST.FlowCollection | undefined;
    const items = (node.items as (Node | Pair)[]).map((item, index) => {
      const start = source?.items[index]?.start ?? [];
      return this.#value(item as Node, surroundings(start, 'seq-item-ind', rangeOf(node).start));
    });
    const range = rangeOf(node);
    return {
      type: 'sequence',
      isFlow: node.flow === true,
      items,
      range: node.flow ? range : upTo(range, { range: lastRange(items, source) }),
    };
  }

  #scalar(node: Node & { value?: unknown }, emptyAt: number): YamlScalar {
    const text = String(node.value ?? '');
    const token = node.srcToken as CST.FlowScalar | CST.BlockScalar | undefined;
    if (token?.type === 'block-scalar') {
      return { type: 'scalar', style: 'block', text, resolved: this.#resolve(node, text, true), ...blockScalarRange(token) };
    }
    const isEmpty = !token || token.source === '';
    const range = isEmpty ? { start: emptyAt, end: emptyAt } : rangeOf(node);
    const style = SCALAR_STYLES[token?.type ?? 'scalar'] ?? 'plain';
    const resolved = this.#resolve(node, text, style !== 'plain');
    if (resolved.type === 'unreadable') this.#report('yaml/unreadable-value', unreadableMessage(node.tag), range);
    return { type: 'scalar', style, text, resolved, range };
  }

  #resolve(node: Node, text: string, isQuoted: boolean): ResolvedScalar {
    if (node.tag) return resolveTaggedScalar(node.tag, text, this.#version);
    return isQuoted ? resolveQuotedScalar(text) : resolvePlainScalar(text, this.#version);
  }

  #checkKeys(entries: readonly YamlEntry[]): void {
    const first = new Map<string, YamlEntry>();
    for (const entry of entries) {
      if (isMergeKey(entry.key)) {
        this.#checkMerge(entry.value);
        continue;
      }
      const key = keyText(entry.key);
      const earlier = key === undefined ? undefined : first.get(key);
      if (key === undefined) {
        this.#report('yaml/unreadable-value', 'gcloud cannot read a map or a list as a key', entry.key.range);
      } else if (earlier) {
        if (this.#problems.length >= MAX_PROBLEMS) return;
        const related = { message: 'gcloud uses this one', range: earlier.key.range };
        const message = `the key "${excerpt(key as string)}" appears twice in this map: gcloud uses the first, other tools the last`;
        this.#problems.push({ code: 'yaml/duplicate-key', message, range: entry.key.range, related });
      } else {
        first.set(key, entry);
      }
    }
  }

  #checkMerge(value: YamlNode): void {
    const merged = resolveAlias(value);
    const sources = merged?.type === 'sequence' ? merged.items.map(resolveAlias) : [merged];
    if (sources.every((source) => source === undefined || source.type === 'map')) return;
    this.#report('yaml/unreadable-value', 'only a map, or a list of maps, can be merged with "<<"', value.range);
  }

  #report(code: YamlProblem['code'], message: string, range: Range): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ code, message, range });
  }

  /** A range that a person can see: no spaces before it, at least one character, at most to the end of its line. */
  #visibleRange(start: number, end: number): Range {
    const line = /^[ \t]*([^\r\n]*)/.exec(this.#text.slice(start)) as RegExpExecArray;
    const content = line[1] as string;
    const from = content === '' ? start : start + line[0].length - content.length;
    return { start: from, end: Math.max(from, Math.min(Math.max(end, from + 1), start + line[0].length)) };
  }
}

/** Where the quote stands that is not closed by the end of its scalar. */
function openedQuote(root: YamlNode, end: number): number | undefined {
  for (const { node } of walkNodes(root)) {
    const isQuoted = node.type === 'scalar' && (node.style === 'single-quoted' || node.style === 'double-quoted');
    if (isQuoted && node.range.start < end && end <= node.range.end) return node.range.start;
  }
  return undefined;
}

const SCALAR_STYLES: Readonly<Record<string, ScalarStyle>> = {
  scalar: 'plain',
  'single-quoted-scalar': 'single-quoted',
  'double-quoted-scalar': 'double-quoted',
};

function unreadableMessage(tag: string | undefined): string {
  if (tag) return 'gcloud cannot read this value with this tag';
  return 'gcloud cannot read this value without quotes';
}

function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** Block collections of the package reach over the comments behind them: ours end with their last entry. */
function upTo(range: Range, last: { readonly range: Range } | undefined): Range {
  return last ? { start: range.start, end: last.range.end } : range;
}

function lastRange(items: readonly YamlNode[], source: CST.BlockSequence | CST.FlowCollection | undefined): Range {
  const dash = endOfLast(source?.items.at(-1)?.start ?? [], 'seq-item-ind') ?? 0;
  const end = Math.max(items.at(-1)?.range.end ?? 0, dash);
  return { start: end, end };
}

/** What the tokens before a node tell of it. */
interface Surroundings {
  /** Where a value would be written, should the node be empty. */
  readonly emptyAt: number;
  /** Where its anchor or tag begins. */
  readonly propertiesStart?: number;
}

function surroundings(tokens: readonly CST.SourceToken[], indicator: string, otherwise: number): Surroundings {
  const property = tokens.find(({ type }) => type === 'anchor' || type === 'tag');
  return { emptyAt: endOfLast(tokens, indicator) ?? otherwise, ...(property && { propertiesStart: property.offset }) };
}

/** Behind the last of an indicator and the anchor and tag that may follow it. */
function endOfLast(tokens: readonly CST.SourceToken[], indicator: string): number | undefined {
  const last = tokens.findLast(({ type }) => type === indicator || type === 'anchor' || type === 'tag');
  return last && last.offset + last.source.length;
}

function blockScalarRange(token: CST.BlockScalar): { range: Range; headerEnd: number } {
  const header = token.props.find(({ type }) => type === 'block-scalar-header') as CST.SourceToken;
  const lastProp = token.props.at(-1) as CST.SourceToken;
  const headerEnd = header.offset + header.source.length;
  const bodyStart = lastProp.offset + lastProp.source.length;
  const contentLength = lengthWithoutBlankEnd(token.source);
  if (contentLength === 0) return { range: { start: header.offset, end: headerEnd }, headerEnd };
  const rest = token.source.slice(contentLength);
  return { range: { start: header.offset, end: bodyStart + contentLength + rest.search(/[\r\n]|$/) }, headerEnd };
}

function lengthWithoutBlankEnd(text: string): number {
  let length = text.length;
  while (length > 0 && ' \t\r\n'.includes(text[length - 1] as string)) length--;
  return length;
}
