import type { LineIndex } from '../text/line-index.ts';
import { type Range, rangeContains } from '../text/range.ts';
import { type TextEdit, textEditsOverlap } from '../text/text-edit.ts';
import { formatScalar } from './format-scalar.ts';
import type { YamlDocument } from './yaml-document.ts';
import {
  findEntry,
  isMergeKey,
  keyText,
  type ScalarStyle,
  walkNodes,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlSequence,
} from './yaml-node.ts';
import { formatYamlPath, isSamePath, type YamlPath } from './yaml-path.ts';

/** A change to a value or a key, as rules speak of it. */
export type YamlEdit =
  | SetEdit
  /** Takes the key at the end of a path away, with its value, or an item of a list that has others. */
  | { readonly type: 'remove'; readonly path: YamlPath }
  /** Gives the key at the end of a path another name, and leaves its value. */
  | { readonly type: 'rename'; readonly path: YamlPath; readonly key: string }
  /** Makes the value at a path the only item of a list. */
  | { readonly type: 'wrap'; readonly path: YamlPath }
  | CommentEdit;

/** Writes a comment anew, or takes it away, with its line where nothing else is on it. */
export interface CommentEdit {
  readonly type: 'comment';
  /** A comment belongs to no value. */
  readonly path: readonly [];
  /** Where it stands, from its `#`. */
  readonly comment: Range;
  /** What it is to be, with its `#`; undefined where it goes. */
  readonly text: string | undefined;
}

/** Gives a path a value, and adds its key where it is missing, with the maps on the way to it. */
export interface SetEdit {
  readonly type: 'set';
  readonly path: YamlPath;
  /** A string; or, where `isPlain`, what is written as it is and read as a number, a boolean or whatever it says. */
  readonly value: string;
  readonly isPlain?: boolean;
}

/** The smallest text edits for one YAML edit. */
export interface LoweredEdit {
  readonly edits: readonly TextEdit[];
  /** Other places that change with it, because they are aliases of an anchor that holds the value. */
  readonly alsoChanges: readonly AliasedPlace[];
}

export interface AliasedPlace {
  readonly path: YamlPath;
  /** The alias. */
  readonly range: Range;
}

/** Why an edit cannot be made exactly, and where. */
export interface EditRefusal {
  readonly refusal: string;
  readonly range: Range;
}

export function isRefusal(result: object): result is EditRefusal {
  return 'refusal' in result;
}

/** Lowers several edits of one document; refuses all of them where one cannot be made. */
export function lowerYamlEdits(document: YamlDocument, yamlEdits: readonly YamlEdit[]): LoweredEdit | EditRefusal {
  const edits: TextEdit[] = [];
  const alsoChanges: AliasedPlace[] = [];
  for (const yamlEdit of yamlEdits) {
    const lowered = lowerYamlEdit(document, yamlEdit);
    if (isRefusal(lowered)) return lowered;
    if (textEditsOverlap(edits, lowered.edits)) {
      return refuse(`${formatYamlPath(yamlEdit.path)} cannot be changed together with what is beside it`, document.range);
    }
    edits.push(...lowered.edits);
    alsoChanges.push(...lowered.alsoChanges);
  }
  return { edits, alsoChanges };
}

/** Turns a YAML edit into text edits that touch nothing else, or says why it cannot. */
export function lowerYamlEdit(document: YamlDocument, edit: YamlEdit): LoweredEdit | EditRefusal {
  if (edit.type === 'comment') return { edits: [lowerCommentEdit(document, edit)], alsoChanges: [] };
  const place = locate(document, edit.path);
  if (isRefusal(place)) return place;
  if ('missing' in place && place.missing.length > 0 && edit.type !== 'set') {
    return refuse(`${formatYamlPath(edit.path.slice(0, -place.missing.length))} is missing`, place.map.range);
  }
  if ('item' in place) {
    const edits = lowerAtItem(document, place, edit);
    return isRefusal(edits) ? edits : { edits, alsoChanges: aliasedPlaces(document, edit.path, place.anchored) };
  }
  const context: EditContext = { document, ...place };
  const edits = lowerAt(context, edit);
  if (isRefusal(edits)) return edits;
  return { edits, alsoChanges: aliasedPlaces(document, edit.path, place.anchored) };
}

function lowerCommentEdit({ lines, text }: YamlDocument, { comment, text: newText }: CommentEdit): TextEdit {
  if (newText !== undefined) return { range: comment, newText };
  const line = lines.lineAt(comment.start);
  const { start, end } = lines.fullRange(line);
  const before = text.slice(start, comment.start);
  if (before.trim() === '') return { range: { start, end }, newText: '' };
  return { range: { start: start + before.trimEnd().length, end: comment.end }, newText: '' };
}

function lowerAt(context: EditContext, edit: Exclude<YamlEdit, CommentEdit>): readonly TextEdit[] | EditRefusal {
  switch (edit.type) {
    case 'set':
      return setValue(context, edit);
    case 'remove':
      return removeEntry(context);
    case 'rename':
      return renameKey(context, edit.key);
    case 'wrap':
      return wrapInList(context);
  }
}

function lowerAtItem(document: YamlDocument, place: ItemPlace, edit: YamlEdit): readonly TextEdit[] | EditRefusal {
  if (edit.type === 'set') return setItem(document, place, edit);
  if (edit.type === 'remove') return removeItem(document, place, edit.path);
  return refuse('an item of a list is only set or removed', place.item.range);
}

/** Where an edit takes place: the map that holds the key, and the entry if there is one. */
interface Place {
  readonly map: YamlMap;
  readonly key: string;
  readonly entry: YamlEntry | undefined;
  /** The keys below `key`, where neither it nor they are there yet. */
  readonly missing: readonly string[];
  /** The entry whose value is `map`. */
  readonly parent: YamlEntry | undefined;
  readonly anchored: readonly AnchoredNode[];
}

/** An item of a list that an edit takes place at. */
interface ItemPlace {
  readonly item: YamlNode;
  readonly list: YamlSequence;
  readonly anchored: readonly AnchoredNode[];
}

interface AnchoredNode {
  readonly node: YamlNode;
  readonly path: YamlPath;
}

interface EditContext extends Place {
  readonly document: YamlDocument;
}

function locate(document: YamlDocument, path: YamlPath): Place | ItemPlace | EditRefusal {
  const key = path.at(-1);
  if (!document.root || key === undefined) return refuse('only a value can be edited', document.range);
  const anchored: AnchoredNode[] = [];
  let node: YamlNode = document.root;
  let parent: YamlEntry | undefined;
  for (const [index, step] of path.entries()) {
    const here = path.slice(0, index);
    if (node.anchor) anchored.push({ node, path: here });
    if (node.type === 'alias') {
      return refuse(
        `${formatYamlPath(here)} is the alias *${node.name}; edit what it stands for, or write it out here`,
        node.range,
      );
    }
    const isLast = index === path.length - 1;
    const next = stepInto(node, step, here, isLast);
    if (isRefusal(next)) return next;
    if (isLast && typeof key === 'number') {
      const item = next.node as YamlNode;
      if (item.anchor) anchored.push({ node: item, path });
      return { item, list: node as YamlSequence, anchored };
    }
    if (isLast) {
      if (next.entry?.value.anchor) anchored.push({ node: next.entry.value, path });
      return { map: node as YamlMap, key: String(key), entry: next.entry, missing: [], parent, anchored };
    }
    const missing = path.slice(index + 1);
    if (node.type === 'map' && !next.entry && missing.every((below) => typeof below === 'string')) {
      return { map: node, key: String(step), entry: undefined, missing, parent, anchored };
    }
    if (!next.node) return refuse(`${formatYamlPath([...here, step])} is missing`, node.range);
    parent = next.entry;
    node = next.node;
  }
  return refuse('only a value can be edited', document.range);
}

function stepInto(
  node: YamlNode,
  step: string | number,
  here: YamlPath,
  isLast: boolean,
): { entry: YamlEntry | undefined; node: YamlNode | undefined } | EditRefusal {
  const name = formatYamlPath([...here, step]);
  if (node.type === 'sequence' && typeof step === 'number') {
    const item = node.items[step];
    return item ? { entry: undefined, node: item } : refuse(`there is no ${name}`, node.range);
  }
  if (node.type !== 'map' || typeof step !== 'string') {
    return refuse(`${formatYamlPath(here) || 'the document'} is not a map, so that it cannot hold ${name}`, node.range);
  }
  const own = node.entries.filter((entry) => !isMergeKey(entry.key) && keyText(entry.key) === step);
  const [first, second] = own;
  if (second) return refuse(`${name} appears twice; remove one of the two first`, second.key.range);
  const isMerged = !first && !isLast && findEntry(node, step) !== undefined;
  if (isMerged) return refuse(`${name} comes from a merge key; write it out here first`, node.range);
  return { entry: first, node: first?.value };
}

function setValue(context: EditContext, value: SetEdit): readonly TextEdit[] | EditRefusal {
  const { entry, map } = context;
  if (!entry) return map.isFlow ? insertIntoFlowMap(context, map, value) : insertIntoBlockMap(context, map, value);
  const node = entry.value;
  if (node.tag && !['!', 'tag:yaml.org,2002:str'].includes(node.tag)) {
    return refuse(`the value has the tag ${node.tag}, under which a new value would not be read as text`, node.range);
  }
  if (node.type === 'scalar' && node.style === 'block')
    return replaceBlockScalar(context, node.range, node.headerEnd as number, value);
  const isEmpty = node.range.start === node.range.end;
  if (isEmpty) return fillEmptyValue(context, entry, value);
  if (isBlockCollection(node)) {
    return refuse(`${context.key} holds a ${node.type === 'map' ? 'map' : 'list'}, not a value`, node.range);
  }
  return [{ range: node.range, newText: format(context, value, styleToKeep(context, node)) }];
}

/** A single value on one line is written anew; nothing else of a list is. */
function setItem(document: YamlDocument, { item, list }: ItemPlace, edit: SetEdit): readonly TextEdit[] | EditRefusal {
  const isSimple = item.type === 'scalar' && item.style !== 'block' && !item.tag && item.range.start < item.range.end;
  if (!isSimple) return refuse('the item is not a single value on one line', item.range);
  const style = item.style === 'plain' && isJsonDocument(document) ? 'double-quoted' : item.style;
  const place = { style, isInFlow: list.isFlow, version: document.version };
  return [{ range: item.range, newText: edit.isPlain ? edit.value : formatScalar(edit.value, place) }];
}

function isBlockCollection(node: YamlNode): node is YamlMap | YamlSequence {
  return (node.type === 'map' || node.type === 'sequence') && !node.isFlow;
}

/** The style of the scalar that stands there; behind a key of JSON's a value without quotes gets JSON's quotes. */
function styleToKeep({ entry, map }: EditContext, node: YamlNode): ScalarStyle {
  const isJson = map.isFlow && entry?.key.type === 'scalar' && entry.key.style === 'double-quoted';
  if (node.type === 'scalar' && node.style !== 'plain') return node.style;
  return isJson ? 'double-quoted' : 'plain';
}

/** `key:` becomes `key: value`, with whatever stands behind it where it was. */
function fillEmptyValue(context: EditContext, entry: YamlEntry, value: SetEdit): readonly TextEdit[] | EditRefusal {
  const { range } = entry.value;
  const text = format(context, value, styleToKeep(context, entry.value));
  if (entry.colonEnd !== undefined) return [{ range, newText: ` ${text}` }];
  if (!context.map.isFlow) return refuse(`${context.key} has no ":"`, entry.key.range);
  return [{ range, newText: `: ${text}` }];
}

/** A `|` or `>` scalar becomes a value on one line; a comment behind the header stays behind the value. */
function replaceBlockScalar(context: EditContext, range: Range, headerEnd: number, value: SetEdit): readonly TextEdit[] {
  const { lines } = context.document;
  const headerLineEnd = lines.contentRange(lines.lineAt(range.start)).end;
  const header = { range: { start: range.start, end: headerEnd }, newText: format(context, value, 'plain') };
  const body = { range: { start: headerLineEnd, end: range.end }, newText: '' };
  return range.end > headerLineEnd ? [header, body] : [header];
}

function insertIntoBlockMap(context: EditContext, map: YamlMap, value: SetEdit): readonly TextEdit[] | EditRefusal {
  const { document } = context;
  const { lines } = document;
  const first = map.entries[0];
  if (!first) return refuse('the map is empty', map.range);
  const line = lines.lineAt(first.range.start);
  const lineStart = lines.fullRange(line).start;
  const indent = ' '.repeat(first.range.start - lineStart);
  const lineEnd = lineEndNear(lines, line);
  const entry = newBlockEntry(context, value, indent, lineEnd);
  const isOnItsOwnLine = document.text.slice(lineStart, first.range.start) === indent;
  if (!isOnItsOwnLine) {
    const newText = `${entry}${lineEnd}${indent}`;
    return [{ range: insertionAt(first.range.start), newText }];
  }
  const target = context.parent ? firstLineOfComments(context, line) : line;
  const newText = `${indent}${entry}${lineEndNear(lines, target - 1)}`;
  return [{ range: insertionAt(lines.fullRange(target).start), newText }];
}

/** `key: value`, or the maps down to it, each on a line of its own. */
function newBlockEntry(context: EditContext, value: SetEdit, indent: string, lineEnd: string): string {
  const { document, map, parent, missing } = context;
  const columnOf = ({ range }: YamlEntry) => document.lines.position(range.start).column;
  const step = parent && map.entries[0] ? columnOf(map.entries[0]) - columnOf(parent) : 2;
  const keys = [context.key, ...missing].map((key) => formatKey(context, key));
  const entry = keys.map((key, depth) => `${depth > 0 ? indent : ''}${' '.repeat(depth * Math.max(step, 2))}${key}:`);
  return `${entry.join(lineEnd)} ${format(context, value, 'plain')}`;
}

/** The first of the comment and blank lines right above a line: they belong to what stands there. */
function firstLineOfComments({ document }: EditContext, line: number): number {
  const { lines } = document;
  let first = line;
  while (first > 1) {
    const above = lines.contentRange(first - 1);
    if (!/^[ \t]*(?:#.*)?$/.test(document.text.slice(above.start, above.end))) break;
    first--;
  }
  return first;
}

function insertIntoFlowMap(context: EditContext, map: YamlMap, value: SetEdit): readonly TextEdit[] {
  const { document } = context;
  const { lines } = document;
  const first = map.entries[0];
  const style = isJsonMap(document, map) ? 'double-quoted' : 'plain';
  const keys = [context.key, ...context.missing].map((key) =>
    style === 'plain' ? formatKey(context, key) : JSON.stringify(key),
  );
  const entry = `${keys.join(': {')}: ${format(context, value, style)}${'}'.repeat(context.missing.length)}`;
  if (!first) {
    const isSpaced = document.text[map.range.start + 1] === ' ';
    return [{ range: insertionAt(map.range.start + 1), newText: isSpaced ? ` ${entry}` : entry }];
  }
  const line = lines.lineAt(first.range.start);
  const before = document.text.slice(lines.fullRange(line).start, first.range.start);
  const separator = /^\s*$/.test(before) ? `${lineEndNear(lines, line - 1)}${before}` : ' ';
  return [{ range: insertionAt(first.range.start), newText: `${entry},${separator}` }];
}

/** True where the keys are written as in JSON; an empty map goes by the document. */
function isJsonMap(document: YamlDocument, map: YamlMap): boolean {
  return map.entries[0] ? hasJsonKeys(map) : isJsonDocument(document);
}

function isJsonDocument({ root }: YamlDocument): boolean {
  return root?.type === 'map' && root.isFlow && hasJsonKeys(root);
}

function hasJsonKeys({ entries: [first] }: YamlMap): boolean {
  return first?.key.type === 'scalar' && first.key.style === 'double-quoted';
}

function removeEntry(context: EditContext): readonly TextEdit[] | EditRefusal {
  const { document, entry, map, key } = context;
  const remaining = findEntry({ ...map, entries: map.entries.filter((other) => other !== entry) }, key);
  if (remaining) return refuse(`${key} comes from a merge key as well; write the merged map out here first`, remaining.key.range);
  if (!entry) return [];
  const isLastOfBlock = !map.isFlow && map.entries.length === 1;
  if (isLastOfBlock) return refuse(`${key} is the only key of its map; remove the map instead`, entry.range);
  return [{ range: entryExtent(document, map, entry), newText: '' }];
}

function removeItem(document: YamlDocument, { item, list }: ItemPlace, path: YamlPath): readonly TextEdit[] | EditRefusal {
  const isOnlyOne = list.items.length === 1;
  if (isOnlyOne) return refuse(`${formatYamlPath(path)} is the only item of its list; remove the list instead`, item.range);
  return [{ range: itemExtent(document, list, item), newText: '' }];
}

function renameKey({ document, map, entry, key }: EditContext, newKey: string): readonly TextEdit[] | EditRefusal {
  if (entry?.key.type !== 'scalar') return refuse(`${key} is not written here`, entry?.key.range ?? map.range);
  const namesake = findEntry(map, newKey);
  if (namesake && namesake !== entry) return refuse(`${newKey} is there already`, namesake.key.range);
  const { style, range } = entry.key;
  if (style === 'block' || entry.key.tag) return refuse(`${key} is written in block style or has a tag`, range);
  return [{ range, newText: formatScalar(newKey, { style, isInFlow: map.isFlow, version: document.version }) }];
}

/** A value on one line gets brackets; of a map in block style the first line gets a dash, for which its indent has room. */
function wrapInList({ document, map, entry, key }: EditContext): readonly TextEdit[] | EditRefusal {
  if (!entry) return refuse(`${key} is missing`, map.range);
  const { value } = entry;
  const { lines, text } = document;
  if (value.propertiesStart !== undefined) return refuse(`${key} has an anchor or a tag`, value.range);
  if (isBlockCollection(value)) {
    const lineStart = lines.fullRange(lines.lineAt(value.range.start)).start;
    const indent = text.slice(lineStart, value.range.start);
    const keyLineStart = lines.fullRange(lines.lineAt(entry.range.start)).start;
    const hasRoom = /^ +$/.test(indent) && indent.length - (entry.range.start - keyLineStart) >= 2;
    if (!hasRoom) return refuse(`${key} is not indented enough for a "-"`, value.range);
    return [{ range: { start: value.range.start - 2, end: value.range.start }, newText: '- ' }];
  }
  const isOnOneLine = value.range.start < value.range.end && !/[\r\n]/.test(text.slice(value.range.start, value.range.end));
  if (!isOnOneLine) return refuse(`${key} is not written on one line`, value.range);
  const isBare = value.type === 'scalar' && value.style === 'plain' && value.resolved.type === 'string';
  const written = text.slice(value.range.start, value.range.end);
  const item = isBare ? formatScalar(value.text, { style: 'plain', isInFlow: true, version: document.version }) : written;
  return [{ range: value.range, newText: `[${item}]` }];
}

/** All that goes with an entry when it is removed: its lines, or its place between commas, with the comments in them. */
export function entryExtent(document: YamlDocument, map: YamlMap, entry: YamlEntry): Range {
  const index = map.entries.indexOf(entry);
  const siblings = { previous: map.entries[index - 1]?.range, next: map.entries[index + 1]?.range };
  return (map.isFlow ? flowExtent : blockExtent)(document, entry.range, siblings);
}

/** The same of an item, with its dash. */
export function itemExtent(document: YamlDocument, list: YamlSequence, item: YamlNode): Range {
  const index = list.items.indexOf(item);
  const siblings = { previous: rangeAt(index - 1), next: rangeAt(index + 1) };
  return (list.isFlow ? flowExtent : blockExtent)(document, rangeAt(index) as Range, siblings);

  function rangeAt(place: number): Range | undefined {
    const node = list.items[place];
    if (!node) return undefined;
    const start = list.isFlow ? (node.propertiesStart ?? node.range.start) : dashBefore(document, list, place);
    return { start, end: node.range.end };
  }
}

/** What stands before and behind something that is removed. */
interface Siblings {
  readonly previous: Range | undefined;
  readonly next: Range | undefined;
}

/** The dash of an item: all dashes of a list stand below its first. */
function dashBefore({ lines, text }: YamlDocument, list: YamlSequence, index: number): number {
  const item = list.items[index] as YamlNode;
  const { start } = list.range;
  if (index === 0) return start;
  const column = start - lines.fullRange(lines.lineAt(start)).start;
  const dashOf = (line: number) => lines.fullRange(line).start + column;
  let line = lines.lineAt(item.propertiesStart ?? item.range.start);
  while (dashOf(line) > start && text.slice(dashOf(line) - column, dashOf(line) + 1).trim() !== '-') line--;
  return dashOf(line);
}

/** A comment between the last and the one before it stays: it is of the one before it. */
function flowExtent({ comments }: YamlDocument, own: Range, { previous, next }: Siblings): Range {
  if (next) return { start: own.start, end: next.start };
  const between = { start: previous?.end ?? own.start, end: own.start };
  const isCommented = comments.some((comment) => rangeContains(between, comment));
  return { start: isCommented ? own.start : between.start, end: own.end };
}

/**
 * The lines of an entry or an item, with a comment behind its value, and with the comments below it that are indented
 * deeper than its key or its dash; of a first one behind a dash, all up to the next.
 */
function blockExtent({ lines, text }: YamlDocument, own: Range, { next }: Siblings): Range {
  const firstLine = lines.lineAt(own.start);
  const lineStart = lines.fullRange(firstLine).start;
  const isOnItsOwnLine = text.slice(lineStart, own.start).trim() === '';
  if (!isOnItsOwnLine && next) return { start: own.start, end: next.start };
  const indent = own.start - lineStart;
  let lastLine = lines.lineAt(own.end);
  while (lastLine < lines.lineCount && isDeeperComment(lines.contentRange(lastLine + 1))) lastLine++;
  const { end } = lines.fullRange(lastLine);
  const isLastOfText = lines.lineEnd(lastLine) === '' && firstLine > 1;
  return { start: isLastOfText ? lines.contentRange(firstLine - 1).end : lineStart, end };

  function isDeeperComment({ start, end }: Range): boolean {
    const column = text.slice(start, end).search(/\S|$/);
    return column > indent && text[start + column] === '#';
  }
}

function aliasedPlaces(document: YamlDocument, path: YamlPath, anchored: readonly AnchoredNode[]): AliasedPlace[] {
  if (!document.root || anchored.length === 0) return [];
  const places: AliasedPlace[] = [];
  for (const { node, path: aliasPath } of walkNodes(document.root)) {
    if (node.type !== 'alias') continue;
    const anchor = anchored.find((candidate) => candidate.node === node.target);
    if (!anchor) continue;
    const rest = path.slice(anchor.path.length);
    const changed = [...mergedInto(aliasPath), ...rest];
    const isShadowed = document.nodeAt(changed) !== document.nodeAt(path);
    if (!isShadowed && !isSamePath(changed, path)) places.push({ path: changed, range: node.range });
  }
  return places;
}

/** The map that an alias is merged into, where it is the value of `<<` or in a list of them; else the alias' own path. */
function mergedInto(path: YamlPath): YamlPath {
  const at = path.lastIndexOf('<<');
  return at >= 0 && path.slice(at + 1).every((step) => typeof step === 'number') ? path.slice(0, at) : path;
}

function formatKey({ map, document }: EditContext, key: string): string {
  return formatScalar(key, { style: 'plain', isInFlow: map.isFlow, version: document.version });
}

function format({ map, document }: EditContext, { value, isPlain }: SetEdit, style: ScalarStyle): string {
  return isPlain ? value : formatScalar(value, { style, isInFlow: map.isFlow, version: document.version });
}

/** The line end of a line, or of the first line that has one. */
function lineEndNear(lines: LineIndex, line: number): string {
  return (line >= 1 && lines.lineEnd(line)) || lines.lineEnd(1) || '\n';
}

function insertionAt(offset: number): Range {
  return { start: offset, end: offset };
}

function refuse(refusal: string, range: Range): EditRefusal {
  return { refusal, range };
}
