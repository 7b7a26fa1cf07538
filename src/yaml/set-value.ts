import type { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/text-edit.ts';
import type { EditContext, ItemPlace } from './edit-place.ts';
import { formatScalar } from './format-scalar.ts';
import type { YamlDocument } from './yaml-document.ts';
import { type EditRefusal, refuse, type SetEdit } from './yaml-edit.ts';
import type { ScalarStyle, YamlEntry, YamlMap, YamlNode, YamlSequence } from './yaml-node.ts';

export function setValue(context: EditContext, value: SetEdit): readonly TextEdit[] | EditRefusal {
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
export function setItem(document: YamlDocument, { item, list }: ItemPlace, edit: SetEdit): readonly TextEdit[] | EditRefusal {
  const isSimple = item.type === 'scalar' && item.style !== 'block' && !item.tag && item.range.start < item.range.end;
  if (!isSimple) return refuse('the item is not a single value on one line', item.range);
  const style = item.style === 'plain' && isJsonDocument(document) ? 'double-quoted' : item.style;
  const place = { style, isInFlow: list.isFlow, version: document.version };
  return [{ range: item.range, newText: edit.isPlain ? edit.value : formatScalar(edit.value, place) }];
}

export function isBlockCollection(node: YamlNode): node is YamlMap | YamlSequence {
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
