import type { YamlPath } from '../yaml/yaml-path.ts';

/** What a manifest says at a place, as Cloud Run takes it: the same for all ways to write it. */
export type ComparedValue = ComparedScalar | ComparedMap | ComparedItems | ComparedList;

interface ComparedBase {
  /** Where it stands in the document. */
  readonly at: YamlPath;
  /** True where a manifest that leaves it out means the same. */
  readonly isDefault: boolean;
  /** What holds where a manifest leaves it out, as far as that is documented: of a list or a map, in words. */
  readonly default: string | undefined;
}

export interface ComparedScalar extends ComparedBase {
  readonly type: 'scalar';
  /** The same text for the same meaning: `1000m` and `1` are one. */
  readonly meaning: string;
  /** As it is written. */
  readonly text: string;
  /** True where the text must not be printed. */
  readonly isHidden: boolean;
}

export interface ComparedMap extends ComparedBase {
  readonly type: 'map';
  /** Its type in the schemas: `Container`. */
  readonly typeName: string | undefined;
  readonly entries: ReadonlyMap<string, ComparedValue>;
}

/** A list in which order means nothing: its items are known by a name, or another field of theirs. */
export interface ComparedItems extends ComparedBase {
  readonly type: 'items';
  readonly itemType: string;
  /** Items by what they are known by; no two are known by the same. */
  readonly items: ReadonlyMap<string, ComparedValue>;
}

/** A list in which order means something, as in a command line. */
export interface ComparedList extends ComparedBase {
  readonly type: 'list';
  readonly items: readonly ComparedValue[];
}
