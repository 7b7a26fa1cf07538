import { type Range, rangeContains } from '../text/range.ts';
import type { TextEdit } from '../text/text-edit.ts';
import type { EditContext, ItemPlace } from './edit-place.ts';
import type { YamlDocument } from './yaml-document.ts';
import { type EditRefusal, refuse } from './yaml-edit.ts';
import { findEntry, type YamlEntry, type YamlMap, type YamlNode, type YamlSequence } from './yaml-node.ts';
import { formatYamlPath, type YamlPath } from './yaml-path.ts';

export function removeEntry(context: EditContext): readonly TextEdit[] | EditRefusal {
  const { document, entry, map, key } = context;
  const remaining = findEntry({ ...map, entries: map.entries.filter((other) => other !== entry) }, key);
  if (remaining) return refuse(`${key} comes from a merge key as well; write the merged map out here first`, remaining.key.range);
  if (!entry) return [];
  const isLastOfBlock = !map.isFlow && map.entries.length === 1;
  if (isLastOfBlock) return refuse(`${key} is the only key of its map; remove the map instead`, entry.range);
  return [{ range: entryExtent(document, map, entry), newText: '' }];
}

export function removeItem(document: YamlDocument, { item, list }: ItemPlace, path: YamlPath): readonly TextEdit[] | EditRefusal {
  const isOnlyOne = list.items.length === 1;
  if (isOnlyOne) return refuse(`${formatYamlPath(path)} is the only item of its list; remove the list instead`, item.range);
  return [{ range: itemExtent(document, list, item), newText: '' }];
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
  const [previous, own, next] = [index - 1, index, index + 1].map((place) => itemRange(document, list, place));
  return (list.isFlow ? flowExtent : blockExtent)(document, own as Range, { previous, next });
}

/** An item with its dash, or with its anchor and tag; undefined where there is none. */
export function itemRange(document: YamlDocument, list: YamlSequence, index: number): Range | undefined {
  const node = list.items[index];
  if (!node) return undefined;
  const start = list.isFlow ? (node.propertiesStart ?? node.range.start) : dashBefore(document, list, index);
  return { start, end: node.range.end };
}

/** The first comment on a line of its own between two neighbours that is not indented deeper than the second: it is of that. */
function commentAbove({ comments, lines, text }: YamlDocument, own: Range, next: Range): Range | undefined {
  const columnOf = (offset: number) => offset - lines.fullRange(lines.lineAt(offset)).start;
  return comments.find((comment) => {
    const isBetween = own.end <= comment.start && comment.end <= next.start;
    const lineStart = comment.start - columnOf(comment.start);
    return isBetween && text.slice(lineStart, comment.start).trim() === '' && columnOf(comment.start) <= columnOf(next.start);
  });
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

/** A comment between the last and the one before it stays: it is of the one before it. So do comments above the next one. */
function flowExtent(document: YamlDocument, own: Range, { previous, next }: Siblings): Range {
  const { comments, lines, text } = document;
  const comment = next && commentAbove(document, own, next);
  if (comment) {
    const lineStart = lines.fullRange(lines.lineAt(own.start)).start;
    const isOnItsOwnLine = text.slice(lineStart, own.start).trim() === '';
    const above = lines.lineAt(comment.start) - 1;
    return isOnItsOwnLine
      ? { start: lineStart, end: lines.fullRange(above).end }
      : { start: own.start, end: lines.contentRange(above).end };
  }
  if (next) return { start: own.start, end: next.start };
  const between = { start: previous?.end ?? own.start, end: own.start };
  const isCommented = comments.some((comment) => rangeContains(between, comment));
  return { start: isCommented ? own.start : between.start, end: own.end };
}

/**
 * The lines of an entry or an item, with a comment behind its value, and with the comments below it that are indented
 * deeper than its key or its dash; of a first one behind a dash, all up to the next, or to the comments above that.
 */
function blockExtent(document: YamlDocument, own: Range, { next }: Siblings): Range {
  const { lines, text } = document;
  const firstLine = lines.lineAt(own.start);
  const lineStart = lines.fullRange(firstLine).start;
  const isOnItsOwnLine = text.slice(lineStart, own.start).trim() === '';
  if (!isOnItsOwnLine && next) return { start: own.start, end: (commentAbove(document, own, next) ?? next).start };
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
