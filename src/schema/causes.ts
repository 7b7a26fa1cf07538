import type { Resource } from '../manifest/resource.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { pathKey, type YamlPath } from '../yaml/yaml-path.ts';
import type { Conversion, DecodingError } from './decode.ts';
import type { SchemaFinding } from './schema-finding.ts';
import type { UnknownKey } from './unknown-keys.ts';

/** Tells what is wrong for itself from what only follows from something that is told already. */
export class Causes {
  readonly #resource: Resource;
  /** Paths, by their keys. */
  readonly #told: ReadonlySet<string>;
  readonly #mistyped: ReadonlySet<string>;
  readonly #wrong: ReadonlySet<string>;
  readonly #wrapped: ReadonlySet<string>;
  /** Objects with unknown keys, and all that is around them. */
  readonly #aroundUnknown: ReadonlySet<string>;
  /** Where what stands elsewhere belongs, and all that would be around it. */
  readonly #belonging: ReadonlySet<string>;
  readonly #unknownCounts = new Map<string, number>();
  readonly #seen = new Set<YamlNode>();

  constructor(
    resource: Resource,
    errors: readonly DecodingError[],
    conversions: readonly Conversion[],
    unknown: readonly UnknownKey[],
    told: readonly SchemaFinding[],
  ) {
    this.#resource = resource;
    this.#told = keysOf(told.map(({ at }) => at));
    this.#mistyped = keysOf(errors.filter(({ keyword }) => keyword === 'type').map(({ path }) => path));
    this.#wrong = keysOf(errors.map(({ path }) => path));
    this.#wrapped = keysOf(conversions.filter(({ type }) => type === 'wrapped').map(({ path }) => path));
    for (const { parent } of unknown) {
      this.#unknownCounts.set(pathKey(parent), (this.#unknownCounts.get(pathKey(parent)) ?? 0) + 1);
    }
    this.#aroundUnknown = keysOf(unknown.flatMap(({ parent }) => prefixesOf(parent)));
    this.#belonging = keysOf(unknown.flatMap(({ belongsAt }) => (belongsAt ? prefixesOf(belongsAt) : [])));
  }

  isConsequence({ keyword, path }: DecodingError): boolean {
    const key = pathKey(path);
    switch (keyword) {
      case 'required':
        return this.#belonging.has(key) || this.#isAllUnknown(path.slice(0, -1)) || this.#isNoItem(path.slice(0, -1));
      case 'type':
        return this.#told.has(key) || this.#isSeenThroughAlias(path);
      case 'deprecationMessage':
        return this.#aroundUnknown.has(key);
      default:
        return this.#mistyped.has(key) || this.#told.has(key);
    }
  }

  isToldOfConversion({ type, path }: Conversion): boolean {
    const key = pathKey(path);
    return (type === 'wrapped' ? this.#mistyped : this.#wrong).has(key) || this.#isNoItem(path);
  }

  /** An object of which no key is a field: something else was meant than an object of its type. */
  #isAllUnknown(path: YamlPath): boolean {
    const count = this.#unknownCounts.get(pathKey(path));
    return count !== undefined && count === this.#resource.document.mapAt(path)?.entries.length && path.length > 2;
  }

  /** A map in the place of a list that is none of the list's items: variables by their names, for one. */
  #isNoItem(path: YamlPath): boolean {
    const key = pathKey(path);
    return this.#wrapped.has(key) && this.#unknownCounts.has(key);
  }

  /** True for the second place of a value that has several, by aliases. */
  #isSeenThroughAlias(path: YamlPath): boolean {
    const node = this.#resource.document.nodeAt(path);
    if (node === undefined || this.#seen.has(node)) return node !== undefined;
    this.#seen.add(node);
    return false;
  }
}

function prefixesOf(path: YamlPath): YamlPath[] {
  return [path, ...path.map((_, index) => path.slice(0, index))];
}

function keysOf(paths: readonly YamlPath[]): ReadonlySet<string> {
  return new Set(paths.map(pathKey));
}
