import { FIELD_TYPES } from '../../schemas/field-types.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** By maps, since a key of a document can be called `constructor`. */
const FIELDS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(FIELD_TYPES).map(([type, fields]) => [type, new Map(Object.entries(fields))]),
);

/** The type of what stands at a path of a resource: `Container`, `EnvVar[]`, `string`, `text map`; undefined for no field. */
export function fieldTypeAt(kind: string, path: YamlPath): string | undefined {
  let type: string | undefined = kind;
  for (const step of path) {
    if (type === undefined) return undefined;
    type = typeof step === 'number' ? itemTypeOf(type) : FIELDS.get(type)?.get(step)?.replace(UNSUPPORTED, '');
  }
  return type;
}

/** The fields of the object at a path, or of the object that stands there in the place of a list of such. */
export function fieldNamesAt(kind: string, path: YamlPath): readonly string[] {
  const type = fieldTypeAt(kind, path) ?? '';
  return [...(FIELDS.get(itemTypeOf(type) ?? type)?.keys() ?? [])];
}

/**
 * The places of a kind where an object has a field of a name, and Cloud Run supports it; without that name. 0 stands for any
 * item of a list.
 */
export function placesOfField(kind: string, name: string): YamlPath[] {
  const places: YamlPath[] = [];
  visit(kind, []);
  return places;

  function visit(type: string, path: YamlPath): void {
    for (const [field, fieldType] of FIELDS.get(type) ?? []) {
      if (fieldType.endsWith(UNSUPPORTED)) continue;
      if (field === name) places.push(path);
      const item = itemTypeOf(fieldType);
      visit(item ?? fieldType, item === undefined ? [...path, field] : [...path, field, 0]);
    }
  }
}

const UNSUPPORTED = '!';

function itemTypeOf(type: string): string | undefined {
  return type.endsWith('[]') ? type.slice(0, -2) : undefined;
}
