import type { YamlDocument } from './yaml-document.ts';
import { type AliasedPlace, type EditRefusal, isRefusal, refuse } from './yaml-edit.ts';
import {
  findEntry,
  isMergeKey,
  keyText,
  walkNodes,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlSequence,
} from './yaml-node.ts';
import { formatYamlPath, isSamePath, type YamlPath } from './yaml-path.ts';

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
export interface ItemPlace {
  readonly item: YamlNode;
  readonly list: YamlSequence;
  readonly anchored: readonly AnchoredNode[];
}

interface AnchoredNode {
  readonly node: YamlNode;
  readonly path: YamlPath;
}

export interface EditContext extends Place {
  readonly document: YamlDocument;
}

export function locate(document: YamlDocument, path: YamlPath): Place | ItemPlace | EditRefusal {
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

export function aliasedPlaces(document: YamlDocument, path: YamlPath, anchored: readonly AnchoredNode[]): AliasedPlace[] {
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
