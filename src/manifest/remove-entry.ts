import type { YamlDocument } from '../yaml/yaml-document.ts';
import type { YamlEdit } from '../yaml/yaml-edit.ts';
import { keyText } from '../yaml/yaml-node.ts';
import { isSamePath, startsWithPath, type YamlPath } from '../yaml/yaml-path.ts';

/** Maps that need not be there: an empty one says what a missing one says. */
const OPTIONAL_MAPS: ReadonlySet<unknown> = new Set([
  'annotations',
  'labels',
  'metadata',
  'limits',
  'requests',
  'resources',
  'nodeSelector',
]);

/** Removes a key or an item of a list, and with it each list and each optional map around it in which nothing else is left. */
export function removeEntry(document: YamlDocument, path: YamlPath): YamlEdit {
  const parent = path.slice(0, -1);
  const [first, ...others] = document.mapAt(parent)?.entries ?? [];
  const isOnlyKey = first !== undefined && others.length === 0 && keyText(first.key) === path.at(-1);
  const isOnlyItem = document.itemsAt(parent).length === 1;
  const isLeftEmpty = isOnlyItem || (isOnlyKey && OPTIONAL_MAPS.has(parent.at(-1)));
  return isLeftEmpty ? removeEntry(document, parent) : { type: 'remove', path };
}

/** As `removeEntry`, of several keys: a map that loses all of its keys goes as well. */
export function removeEntries(document: YamlDocument, paths: readonly YamlPath[]): YamlEdit[] {
  const emptied = paths.map((path) => path.slice(0, -1)).find((map) => isEmptiedBy(document, map, paths));
  if (!emptied) return paths.map((path) => ({ type: 'remove', path }));
  return removeEntries(document, [...paths.filter((path) => !startsWithPath(path, emptied)), emptied]);
}

function isEmptiedBy(document: YamlDocument, map: YamlPath, paths: readonly YamlPath[]): boolean {
  const removed = paths.filter((path) => isSamePath(path.slice(0, -1), map)).map((path) => path.at(-1));
  const entries = document.mapAt(map)?.entries ?? [];
  const isEmptied = entries.length === removed.length && entries.every(({ key }) => removed.includes(keyText(key)));
  return isEmptied && OPTIONAL_MAPS.has(map.at(-1));
}
