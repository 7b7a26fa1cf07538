import { containersOf } from '../cloud-run/containers.ts';
import { LOCATION_LABEL } from '../cloud-run/labels.ts';
import { isHidden } from '../manifest/hidden-values.ts';
import type { Resource } from '../manifest/resource.ts';
import { fieldTypeAt } from '../schema/fields.ts';
import { plainValue } from '../yaml/plain-value.ts';
import { resolvePlainScalar } from '../yaml/resolve-scalar.ts';
import {
  isNothing,
  readEntries,
  resolveAlias,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from '../yaml/yaml-node.ts';
import { isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import type { ComparedMap, ComparedScalar, ComparedValue } from './compared-value.ts';
import { defaultOf, isDefaultList, isDefaultStartupProbe, isTransparent, isUnset } from './defaults.ts';
import { byKey, hasItemKeys } from './item-keys.ts';
import { annotationMeaning, meaningOf, quantityMeaning } from './meaning.ts';
import { isNoiseField, isNoiseKey } from './noise.ts';
import { withReferences } from './variable-references.ts';

/** The side that a manifest is on: what runs, or what a repository says. */
export type Side = 'live' | 'repository';

/** What a resource says, as far as it is compared. The type of each field tells how its value is read. */
export function readResource(resource: Resource, side: Side): ComparedMap {
  const reader = new ResourceReader(resource, side);
  return reader.readFields(resource.document.mapAt([]) ?? NO_MAP, resource.kind.kind, []);
}

const NO_MAP: YamlMap = { type: 'map', isFlow: false, entries: [], range: { start: 0, end: 0 } };

/** A field, or a key of a map of texts, and where its value stands. */
interface Place {
  /** The type of the object that it is of; of a map of texts, the field that holds the map. */
  readonly owner: string;
  readonly field: string;
  /** The type of the value in the schemas; undefined for a field that they do not have. */
  readonly type: string | undefined;
  readonly at: YamlPath;
}

class ResourceReader {
  readonly #resource: Resource;
  readonly #given: readonly YamlPath[];

  constructor(resource: Resource, side: Side) {
    this.#resource = resource;
    this.#given = side === 'live' ? givenPaths(resource) : [];
  }

  readFields(map: YamlMap, typeName: string | undefined, at: YamlPath): ComparedMap {
    const entries = new Map<string, ComparedValue>();
    for (const [key, { value }] of readEntries(map)) {
      if (typeName !== undefined && isNoiseField(typeName, key)) continue;
      const type = typeName && fieldTypeAt(typeName, [key]);
      const read = this.#readValue(value, { owner: typeName ?? '', field: key, type, at: [...at, key] });
      if (read) entries.set(key, read);
    }
    return mapOf(entries, typeName, at);
  }

  /** What gcloud's client leaves out is undefined: what is null, and an empty list in the place of something else. */
  #readValue(node: YamlNode, place: Place): ComparedValue | undefined {
    const content = resolveAlias(node);
    if (content === undefined || isNothing(content)) return undefined;
    const { type, at } = place;
    if (content.type !== 'scalar' && isHidden(content, at)) return this.#hiddenValue(content, place);
    if (type?.endsWith('[]')) return this.#readList(content, place);
    switch (content.type) {
      case 'scalar':
        return this.#readScalar(content, place);
      case 'sequence':
        return this.#readList(content, place);
      case 'map':
        return this.#readObject(content, place);
    }
  }

  #readObject(map: YamlMap, { owner, field, type, at }: Place): ComparedMap | undefined {
    const isOfTexts = type === 'text map';
    const read = isOfTexts ? this.#readTexts(map, `${owner}.${field}`, at) : this.readFields(map, type, at);
    if (read.entries.size === 0 && isTransparent(read.typeName)) return undefined;
    return { ...read, default: defaultOf(this.#resource, owner, field, at) };
  }

  /** Labels, annotations, limits: keys that are no fields, by their own text. */
  #readTexts(map: YamlMap, owner: string, at: YamlPath): ComparedMap {
    const entries = new Map<string, ComparedValue>();
    for (const [key, entry] of readEntries(map)) {
      const name = writtenKey(entry) ?? key;
      if (owner.startsWith('ObjectMeta.') && isNoiseKey(name)) continue;
      const read = this.#readValue(entry.value, { owner, field: name, type: 'text', at: [...at, key] });
      if (read) entries.set(name, read);
    }
    return mapOf(entries, owner, at);
  }

  /** Of a single value in the place of a list, gcloud makes one. */
  #readList(content: YamlNode, { type, at, owner, field }: Place): ComparedValue | undefined {
    const itemType = type?.endsWith('[]') ? type.slice(0, -2) : undefined;
    const items =
      content.type === 'sequence' ? content.items.map((node, index) => ({ node, at: [...at, index] })) : [{ node: content, at }];
    const read = items.flatMap((item) => {
      return this.#readValue(item.node, { owner: itemType ?? '', field: '', type: itemType, at: item.at }) ?? [];
    });
    if (read.length === 0) return undefined;
    const common = { at, default: defaultOf(this.#resource, owner, field, at) };
    if (itemType === undefined || !hasItemKeys(itemType)) return { ...common, type: 'list', items: read, isDefault: false };
    const known = byKey(itemType, itemType === 'EnvVar' ? withReferences(read) : read);
    const isDefault = common.default !== undefined && isDefaultList(itemType, [...known.values()]);
    return { ...common, type: 'items', itemType, items: known, isDefault };
  }

  #readScalar(node: YamlScalar, place: Place): ComparedScalar | undefined {
    const { owner, field, at } = place;
    const meaning = readMeaning(node, place);
    if (isLeftOut(meaning, place)) return undefined;
    const standard = defaultOf(this.#resource, owner, field, at);
    const isDefault = standard !== undefined && meaning === readMeaning(plainScalar(standard), place);
    return {
      type: 'scalar',
      meaning,
      text: node.text,
      isHidden: isHidden(node, at) || `${owner}.${field}` === 'HTTPHeader.value',
      default: standard,
      at,
      isDefault: isDefault || this.#given.some((path) => isSamePath(path, at)),
    };
  }

  #hiddenValue(node: YamlMap | YamlSequence, { at }: Place): ComparedScalar {
    const meaning = JSON.stringify(plainValue(node));
    return { type: 'scalar', meaning, text: meaning, isHidden: true, default: undefined, at, isDefault: false };
  }
}

/**
 * What whoever deployed last has given a live resource, and a manifest need not say: the name of the revision, that of an
 * only container, and the label with the region.
 */
function givenPaths(resource: Resource): YamlPath[] {
  const { revisionMetadataPath } = resource.kind;
  const [only, ...others] = containersOf(resource);
  return [
    ['metadata', 'labels', LOCATION_LABEL],
    ...(revisionMetadataPath ? [[...revisionMetadataPath, 'name']] : []),
    ...(only && others.length === 0 ? [[...only.at, 'name']] : []),
  ];
}

function mapOf(entries: ReadonlyMap<string, ComparedValue>, typeName: string | undefined, at: YamlPath): ComparedMap {
  const isAllDefault = isTransparent(typeName) && [...entries.values()].every(({ isDefault }) => isDefault);
  const isDefault = isAllDefault || isDefaultStartupProbe(typeName, entries);
  return { type: 'map', typeName, entries, at, isDefault, default: undefined };
}

/** True where a field says as much as if it were not there: an empty text, or a number that stands for the default. */
function isLeftOut(meaning: string, { field, type }: Place): boolean {
  return type === 'string' ? meaning === '' && field !== '' : type?.startsWith('int') === true && isUnset(field, meaning);
}

/** What a scalar means at a place. */
function readMeaning(node: YamlScalar, { owner, field, type }: Place): string {
  if (owner === 'ObjectMeta.annotations') return annotationMeaning(field, node.text);
  return QUANTITIES.test(`${owner}.${field}`) ? quantityMeaning(node.text) : meaningOf(node, type);
}

const QUANTITIES = /^(?:ResourceRequirements\.(?:limits|requests)\.|EmptyDirVolumeSource\.sizeLimit$)/;

/** A default as if a manifest had it. */
function plainScalar(text: string): YamlScalar {
  return { type: 'scalar', style: 'plain', text, resolved: resolvePlainScalar(text, '1.1'), range: { start: 0, end: 0 } };
}

/** A key as it is written: gcloud's export leaves quotes out that its reader would need, as with `on`. */
function writtenKey({ key }: YamlEntry): string | undefined {
  const scalar = resolveAlias(key);
  return scalar?.type === 'scalar' ? scalar.text : undefined;
}
