import { type Range, rangeContains } from '../text/range.ts';
import { entryExtent, itemExtent, itemRange } from './remove-value.ts';
import type { YamlDocument } from './yaml-document.ts';
import type { SetEdit, YamlEdit } from './yaml-edit.ts';
import {
  isMergeKey,
  keyText,
  type YamlAlias,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlSequence,
} from './yaml-node.ts';
import { formatYamlPath, isSamePath, startsWithPath, type YamlPath } from './yaml-path.ts';

/**
 * Compares a document with the same document read again after its edits. Trees are compared, not expanded values: every
 * key, value, anchor, alias and tag must be what it was, but for what the edits say, and no comment may be lost.
 *
 * @returns what is different that should not be, or undefined where all is as intended
 */
export function findUnintendedChange(before: YamlDocument, after: YamlDocument, edits: readonly YamlEdit[]): string | undefined {
  if (!after.isReadable) return `the result would not be readable: ${after.problems[0]?.message}`;
  if (before.version !== after.version) return 'the YAML version would change';
  if (!before.root || !after.root) return before.root === after.root ? undefined : 'a document would come or go';
  return (
    new Comparison().compareNodes(before.root, after.root, [], edits) ??
    compareComments(before, after, edits) ??
    firstOf(edits, (edit) =>
      hasTakenEffect(after, edit, pathAfter(edit.path, edits))
        ? undefined
        : `${formatYamlPath(edit.path)} would not be what was asked for`,
    )
  );
}

/** Merge keys and duplicates can bring in another value than the one that was written or removed. */
function hasTakenEffect(after: YamlDocument, edit: YamlEdit, path: YamlPath): boolean {
  if (edit.type === 'comment') return true;
  const node = after.nodeAt(path);
  if (edit.type === 'set') return node?.type === 'scalar' && node.text === edit.value;
  if (edit.type === 'wrap') return node?.type === 'sequence';
  if (edit.type === 'remove') return node === undefined || isItem(path);
  const namesakes = after.mapAt(path.slice(0, -1))?.entries.filter(({ key }) => keyText(key) === edit.key);
  return namesakes?.length === 1 && (node === undefined || edit.key === edit.path.at(-1));
}

/** Where a path leads when the items before it in its lists are gone. */
function pathAfter(path: YamlPath, edits: readonly YamlEdit[]): YamlPath {
  return path.map((step, index) => {
    if (typeof step !== 'number') return step;
    const list = path.slice(0, index);
    const removed = edits.filter(({ type, path: other }) => type === 'remove' && isSamePath(other.slice(0, -1), list));
    return step - removed.filter((edit) => Number(edit.path.at(-1)) < step).length;
  });
}

/** The item that comes after a removed one stands where it stood: the comparison of the lists says whether it is gone. */
function isItem(path: YamlPath): boolean {
  return typeof path.at(-1) === 'number';
}

/** Walks both trees at once, and remembers which node became which, so that aliases can be followed. */
class Comparison {
  readonly #counterparts = new Map<YamlNode, YamlNode>();

  compareNodes(before: YamlNode, after: YamlNode, path: YamlPath, edits: readonly YamlEdit[]): string | undefined {
    this.#counterparts.set(before, after);
    const relevant = edits.filter((edit) => startsWithPath(edit.path, path));
    const own = relevant.find((edit) => isSamePath(edit.path, path));
    if (own?.type === 'set') return isSetTo(after, own, before) ? undefined : unexpected(path);
    if (own?.type === 'wrap') return this.#isOnlyItem(before, after) ? undefined : unexpected(path);
    if (before.anchor !== after.anchor || before.tag !== after.tag) return unexpected(path);
    if (before.type === 'scalar' && after.type === 'scalar') {
      const isSame = before.resolved.type === after.resolved.type && Object.is(before.resolved.value, after.resolved.value);
      return isSame && before.text === after.text ? undefined : unexpected(path);
    }
    if (before.type === 'alias' && after.type === 'alias') return this.#isSameAlias(before, after) ? undefined : unexpected(path);
    if (before.type === 'map' && after.type === 'map') return this.#compareMaps(before, after, path, relevant);
    if (before.type === 'sequence' && after.type === 'sequence') return this.#compareSequences(before, after, path, relevant);
    return unexpected(path);
  }

  #compareSequences(before: YamlSequence, after: YamlSequence, path: YamlPath, edits: readonly YamlEdit[]): string | undefined {
    const removed = edits.filter(({ type, path: other }) => type === 'remove' && other.length === path.length + 1);
    const kept = before.items.flatMap((item, index) =>
      removed.some((edit) => edit.path.at(-1) === index) ? [] : [{ item, path: [...path, index] }],
    );
    if (kept.length !== after.items.length) return unexpected(path);
    return firstOf(kept, (one, place) => this.compareNodes(one.item, after.items[place] as YamlNode, one.path, edits));
  }

  #compareMaps(before: YamlMap, after: YamlMap, path: YamlPath, edits: readonly YamlEdit[]): string | undefined {
    const isRemoved = (entry: YamlEntry) => edits.some((edit) => edit.type === 'remove' && isSamePath(edit.path, pathOf(entry)));
    const keyOf = (edit: YamlEdit) => edit.path[path.length];
    const added = edits.filter(
      (edit) => edit.type === 'set' && edit.path.length > path.length && !hasOwnEntry(before, keyOf(edit)),
    );
    const isAdded = (entry: YamlEntry) => added.some((edit) => keyOf(edit) === keyText(entry.key));
    const kept = before.entries.filter((entry) => !isRemoved(entry));
    const found = after.entries.filter((entry) => !isAdded(entry));
    const additions = after.entries.filter(isAdded);
    if (kept.length !== found.length || additions.length !== added.length) return unexpected(path);
    return (
      firstOf(added, (edit) => {
        const addition = additions.find((entry) => keyOf(edit) === keyText(entry.key));
        const below = edit.path.slice(path.length + 1);
        return edit.type === 'set' && addition && isNewBranch(addition.value, below, edit) ? undefined : unexpected(edit.path);
      }) ??
      firstOf(kept, (entry, index) => {
        const other = found[index] as YamlEntry;
        const keyDifference = this.#compareKeys(entry, other, path, edits);
        return keyDifference ?? this.compareNodes(entry.value, other.value, pathOf(entry), edits);
      })
    );

    function pathOf(entry: YamlEntry): YamlPath {
      return [...path, keyText(entry.key) ?? ''];
    }
  }

  /** The same key, or the one that it was to be renamed to. */
  #compareKeys(before: YamlEntry, after: YamlEntry, path: YamlPath, edits: readonly YamlEdit[]): string | undefined {
    const own = [...path, keyText(before.key) ?? ''];
    const renaming = edits.find((edit) => edit.type === 'rename' && isSamePath(edit.path, own));
    if (renaming?.type !== 'rename') return this.compareNodes(before.key, after.key, path, []);
    const isRenamed = isString(after.key, renaming.key) && before.key.anchor === after.key.anchor;
    return isRenamed ? undefined : unexpected(own);
  }

  #isOnlyItem(before: YamlNode, after: YamlNode): boolean {
    const [item, ...others] = after.type === 'sequence' ? after.items : [];
    return item !== undefined && others.length === 0 && this.compareNodes(before, item, [], []) === undefined;
  }

  /** The same name, and what it stands for is what became of what it stood for. */
  #isSameAlias(before: YamlAlias, after: YamlAlias): boolean {
    if (before.name !== after.name || !before.target) return false;
    return this.#counterparts.get(before.target) === after.target;
  }
}

function hasOwnEntry(map: YamlMap, key: string | number | undefined): boolean {
  return map.entries.some((entry) => !isMergeKey(entry.key) && keyText(entry.key) === key);
}

/** The value that was set, or maps that hold nothing but the way to it. */
function isNewBranch(node: YamlNode, below: YamlPath, edit: SetEdit): boolean {
  const [key, ...rest] = below;
  if (key === undefined) return isSetTo(node, edit);
  const [entry, ...others] = node.type === 'map' && !node.anchor && !node.tag ? node.entries : [];
  return entry !== undefined && others.length === 0 && keyText(entry.key) === key && isNewBranch(entry.value, rest, edit);
}

/** A value that was set keeps the anchor of the value it replaces, if that was not an alias. */
function isSetTo(node: YamlNode, { value, isPlain }: SetEdit, before?: YamlNode): boolean {
  const isWritten = isPlain ? node.type === 'scalar' && node.style === 'plain' && node.text === value : isString(node, value);
  return isWritten && (before === undefined || before.type === 'alias' || before.anchor === node.anchor);
}

function isString(node: YamlNode, text: string): boolean {
  return node.type === 'scalar' && node.resolved.type === 'string' && node.text === text;
}

function compareComments(before: YamlDocument, after: YamlDocument, edits: readonly YamlEdit[]): string | undefined {
  const removed = removalsIn(before, edits);
  const expected = before.comments
    .filter((comment) => !removed.some((removal) => goesWith(before, removal, comment)))
    .flatMap((comment) => commentAfter(before, comment, edits) ?? []);
  const actual = after.comments.map((range) => after.text.slice(range.start, range.end));
  const isSame = expected.length === actual.length && expected.every((comment, index) => comment === actual[index]);
  return isSame ? undefined : 'a comment would be lost';
}

/** What a comment was to become; undefined where it was to go. */
function commentAfter({ text }: YamlDocument, comment: Range, edits: readonly YamlEdit[]): string | undefined {
  const own = edits.find((edit) => edit.type === 'comment' && edit.comment.start === comment.start);
  return own?.type === 'comment' ? own.text : text.slice(comment.start, comment.end);
}

/** What is removed, and all that is cut out with it. */
interface Removal {
  readonly own: Range;
  readonly extent: Range;
}

/** A comment goes with what it stands in, or behind on the same line, or below and indented deeper; never with what is above it. */
function goesWith({ lines }: YamlDocument, { own, extent }: Removal, comment: Range): boolean {
  if (!rangeContains(extent, comment)) return false;
  const columnOf = (offset: number) => lines.position(offset).column;
  const isOnItsLines = comment.start < own.end || lines.lineAt(comment.start) === lines.lineAt(own.end);
  return isOnItsLines || columnOf(comment.start) > columnOf(own.start);
}

function removalsIn(document: YamlDocument, edits: readonly YamlEdit[]): Removal[] {
  return edits.flatMap((edit) => {
    if (edit.type !== 'remove') return [];
    const parent = document.nodeAt(edit.path.slice(0, -1));
    const last = edit.path.at(-1);
    if (parent?.type === 'sequence')
      return parent.items.flatMap((item, index) => {
        const own = index === last ? itemRange(document, parent, index) : undefined;
        return own ? { own, extent: itemExtent(document, parent, item) } : [];
      });
    const entry = parent?.type === 'map' && parent.entries.find(({ key }) => keyText(key) === last);
    return entry ? [{ own: entry.range, extent: entryExtent(document, parent, entry) }] : [];
  });
}

function unexpected(path: YamlPath): string {
  return `${formatYamlPath(path) || 'the document'} would change too`;
}

function firstOf<T>(items: readonly T[], check: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const result = check(item, index);
    if (result !== undefined) return result;
  }
  return undefined;
}
