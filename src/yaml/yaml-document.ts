import type { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/range.ts';
import type { YamlVersion } from './resolve-scalar.ts';
import { findEntry, resolveAlias, type YamlMap, type YamlNode, type YamlScalar, type YamlSequence } from './yaml-node.ts';
import type { YamlPath } from './yaml-path.ts';

/** Something in the text that gcloud's reader refuses, or reads otherwise than a person would. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  /** What is wrong, without any value of the document in it. */
  readonly message: string;
  readonly range: Range;
  readonly related?: { readonly message: string; readonly range: Range };
}

type YamlProblemCode =
  | 'yaml/syntax'
  | 'yaml/limit'
  | 'yaml/control-character'
  | 'yaml/line-separator'
  | 'yaml/tab'
  | 'yaml/duplicate-key'
  | 'yaml/unreadable-value';

/** Problems that leave the tree unreliable: nothing is checked below them and nothing is edited. */
export const UNREADABLE_CODES: ReadonlySet<string> = new Set<YamlProblemCode>([
  'yaml/syntax',
  'yaml/limit',
  'yaml/control-character',
  'yaml/line-separator',
]);

export interface YamlDocumentParts {
  readonly root: YamlNode | undefined;
  readonly range: Range;
  readonly version: YamlVersion;
  readonly problems: readonly YamlProblem[];
  /** Where each comment stands, from its `#` to the end of its line, in order. */
  readonly comments: readonly Range[];
}

/** One document of a YAML stream, read as gcloud reads it: YAML 1.1, first of two equal keys, merge keys applied. */
export class YamlDocument implements YamlDocumentParts {
  /** The whole stream that all ranges refer to. */
  readonly text: string;
  /** The lines of `text`, shared by the documents of a stream. */
  readonly lines: LineIndex;
  readonly root: YamlNode | undefined;
  readonly range: Range;
  readonly version: YamlVersion;
  readonly problems: readonly YamlProblem[];
  readonly comments: readonly Range[];

  constructor(text: string, lines: LineIndex, parts: YamlDocumentParts) {
    this.text = text;
    this.lines = lines;
    this.root = parts.root;
    this.range = parts.range;
    this.version = parts.version;
    this.problems = parts.problems;
    this.comments = parts.comments;
  }

  /** True where the tree says what the text says. */
  get isReadable(): boolean {
    return !this.problems.some(({ code }) => UNREADABLE_CODES.has(code));
  }

  /** True for a document that gcloud drops: nothing between two `---`, only comments, or null. */
  get isEmpty(): boolean {
    return this.root === undefined || (this.root.type === 'scalar' && this.root.resolved.type === 'null');
  }

  /** The value that gcloud reads at a path, aliases followed. */
  nodeAt(path: YamlPath): YamlMap | YamlSequence | YamlScalar | undefined {
    let node = this.root && resolveAlias(this.root);
    for (const step of path) {
      if (node?.type === 'map' && typeof step === 'string') {
        const entry = findEntry(node, step);
        node = entry && resolveAlias(entry.value);
      } else if (node?.type === 'sequence' && typeof step === 'number') {
        const item = node.items[step];
        node = item && resolveAlias(item);
      } else {
        return undefined;
      }
    }
    return node;
  }

  mapAt(path: YamlPath): YamlMap | undefined {
    const node = this.nodeAt(path);
    return node?.type === 'map' ? node : undefined;
  }

  itemsAt(path: YamlPath): readonly YamlNode[] {
    const node = this.nodeAt(path);
    return node?.type === 'sequence' ? node.items : [];
  }

  /** The text at a path where it is a string to gcloud; undefined for any other type. */
  stringAt(path: YamlPath): string | undefined {
    const node = this.nodeAt(path);
    return node?.type === 'scalar' && node.resolved.type === 'string' ? node.text : undefined;
  }

  /** Where the key at the end of a path stands, as written here: a merged entry is found where it is merged from. */
  keyRangeAt(path: YamlPath): Range | undefined {
    const last = path.at(-1);
    const map = this.mapAt(path.slice(0, -1));
    return typeof last === 'string' && map ? findEntry(map, last)?.key.range : undefined;
  }

  /** Where the value at a path is written: the alias itself where it is one. */
  valueRangeAt(path: YamlPath): Range | undefined {
    const last = path.at(-1);
    const parent = this.nodeAt(path.slice(0, -1));
    if (last === undefined) return this.root?.range;
    if (typeof last === 'number') return parent?.type === 'sequence' ? parent.items[last]?.range : undefined;
    return parent?.type === 'map' ? findEntry(parent, last)?.value.range : undefined;
  }

  /**
   * Where a person looks for a path: at its value, at its key where the value is empty, at its nearest parent where it is
   * missing, and of an item of a list at its first key.
   */
  visibleRangeAt(path: YamlPath): Range {
    const value = this.nodeAt(path) && this.valueRangeAt(path);
    if (value && value.start < value.end) return value;
    for (let length = path.length; length > 0; length--) {
      const parent = path.slice(0, length);
      const item = typeof parent.at(-1) === 'number' ? this.mapAt(parent)?.entries[0] : undefined;
      const key = item?.key.range ?? this.keyRangeAt(parent);
      if (key) return key;
    }
    return this.keyRangeAt(['kind']) ?? this.range;
  }
}
