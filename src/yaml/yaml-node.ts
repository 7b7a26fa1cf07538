import type { Range } from '../text/range.ts';
import type { ResolvedScalar } from './resolve-scalar.ts';
import type { YamlPath } from './yaml-path.ts';

/** The tree of a document, the same whichever reader made it. No other module sees a node of a YAML package. */
export type YamlNode = YamlMap | YamlSequence | YamlScalar | YamlAlias;

interface NodeBase {
  /**
   * Where the content stands, without its anchor and tag. A block scalar begins at its `|` or `>` and ends with its last
   * line that is not blank, before the line end. An empty value is the empty range where a value would be written.
   */
  readonly range: Range;
  /** Where its anchor or tag begins, if it has one. */
  readonly propertiesStart?: number;
  readonly anchor?: string;
  /** The tag's full name, as `tag:yaml.org,2002:str`. */
  readonly tag?: string;
}

export interface YamlMap extends NodeBase {
  readonly type: 'map';
  readonly isFlow: boolean;
  readonly entries: readonly YamlEntry[];
}

/** A key and its value. The key's own anchor or tag and a `?` stand before `range`. */
export interface YamlEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
  /** Behind the `:`; undefined where none is written, as in `{name}` or `? name`. */
  readonly colonEnd: number | undefined;
  /** From the key, or the `?` before it, to the end of the value. */
  readonly range: Range;
}

export interface YamlSequence extends NodeBase {
  readonly type: 'sequence';
  readonly isFlow: boolean;
  readonly items: readonly YamlNode[];
}

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'block';

export interface YamlScalar extends NodeBase {
  readonly type: 'scalar';
  readonly style: ScalarStyle;
  /** The content with escapes resolved and lines folded. */
  readonly text: string;
  readonly resolved: ResolvedScalar;
  /** Of a block scalar, the end of its `|` or `>` and the indicators behind it. */
  readonly headerEnd?: number;
}

export interface YamlAlias extends NodeBase {
  readonly type: 'alias';
  readonly name: string;
  /** Undefined where the anchor does not exist, or holds the alias itself. */
  readonly target: YamlMap | YamlSequence | YamlScalar | undefined;
}

/** What an alias stands for; any other node is itself. */
export function resolveAlias(node: YamlNode): YamlMap | YamlSequence | YamlScalar | undefined {
  return node.type === 'alias' ? node.target : node;
}

/** True where no value is written, or null, which gcloud leaves out. */
export function isNothing(node: YamlNode | undefined): boolean {
  return node === undefined || (node.type === 'scalar' && node.resolved.type === 'null');
}

/** The text of a key as gcloud hands it on: numbers, booleans and null become text. Undefined for a key that is no scalar. */
export function keyText(key: YamlNode): string | undefined {
  const scalar = resolveAlias(key);
  if (scalar?.type !== 'scalar') return undefined;
  return scalar.resolved.type === 'string' ? scalar.text : String(scalar.resolved.value);
}

export function isMergeKey(key: YamlNode): boolean {
  return key.type === 'scalar' && key.resolved.type === 'merge';
}

/** The entry that gcloud reads for `key`: the first of several, else the first that a merge key brings in. */
export function findEntry(map: YamlMap, key: string): YamlEntry | undefined {
  let hasMergeKey = false;
  for (const entry of map.entries) {
    const node = entry.key;
    if (node.type === 'scalar' && node.resolved.type === 'string') {
      if (node.text === key) return entry;
    } else if (isMergeKey(node)) hasMergeKey = true;
    else if (keyText(node) === key) return entry;
  }
  return hasMergeKey ? findMergedEntry(map, key, new Set()) : undefined;
}

/** The entries that gcloud reads, with the texts of their keys: the first of each key, the map's own before merged ones. */
export function readEntries(map: YamlMap): ReadonlyMap<string, YamlEntry> {
  const entries = new Map<string, YamlEntry>();
  const sources = map.entries.some(({ key }) => isMergeKey(key)) ? [map, ...mergeSources(map, new Set())] : [map];
  for (const source of sources) {
    for (const entry of source.entries) {
      const key = isMergeKey(entry.key) ? undefined : keyText(entry.key);
      if (key !== undefined && !entries.has(key)) entries.set(key, entry);
    }
  }
  return entries;
}

/** The value that gcloud reads for `key` in a map, aliases followed, where the node is one. */
export function valueIn(node: YamlNode | undefined, key: string): YamlMap | YamlSequence | YamlScalar | undefined {
  const map = node && resolveAlias(node);
  const entry = map?.type === 'map' ? findEntry(map, key) : undefined;
  return entry && resolveAlias(entry.value);
}

/** The items of the list that gcloud reads for `key` in a map; none where the node is no map, or the value no list. */
export function itemsIn(node: YamlNode | undefined, key: string): readonly YamlNode[] {
  const list = valueIn(node, key);
  return list?.type === 'sequence' ? list.items : [];
}

/** The text that gcloud reads for `key` in a map, where the node is one and the value a string. */
export function stringIn(node: YamlNode | undefined, key: string): string | undefined {
  const value = valueIn(node, key);
  return value && stringOf(value);
}

/** The text of a node where it is a string to gcloud. */
export function stringOf(node: YamlNode): string | undefined {
  const value = resolveAlias(node);
  return value?.type === 'scalar' && value.resolved.type === 'string' ? value.text : undefined;
}

/** Every node with its path, parents first, aliases not followed: each piece of text once. */
export function* walkNodes(node: YamlNode, path: YamlPath = []): Generator<{ node: YamlNode; path: YamlPath }> {
  yield { node, path };
  if (node.type === 'map') {
    for (const { key, value } of node.entries) yield* walkNodes(value, [...path, keyText(key) ?? '']);
  } else if (node.type === 'sequence') {
    for (const [index, item] of node.items.entries()) yield* walkNodes(item, [...path, index]);
  }
}

function findMergedEntry(map: YamlMap, key: string, visited: Set<YamlMap>): YamlEntry | undefined {
  for (const source of mergeSources(map, visited)) {
    const entry = source.entries.find((candidate) => !isMergeKey(candidate.key) && keyText(candidate.key) === key);
    if (entry) return entry;
  }
  return undefined;
}

/** The maps merged into `map`, in order of precedence, each once: a chain of merges costs no more than its length. */
function* mergeSources(map: YamlMap, visited: Set<YamlMap>): Generator<YamlMap> {
  for (const { key, value } of map.entries) {
    if (!isMergeKey(key)) continue;
    const merged = resolveAlias(value);
    const sources = merged?.type === 'sequence' ? merged.items.map(resolveAlias) : [merged];
    for (const source of sources) {
      if (source?.type !== 'map' || visited.has(source)) continue;
      visited.add(source);
      yield source;
      yield* mergeSources(source, visited);
    }
  }
}
