import { FIELD_TYPES } from '../../schemas/field-types.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** The type of what stands at a path of a resource: `Container`, `EnvVar[]`, `string`, `text map`; undefined for no field. */
export function fieldTypeAt(kind: string, path: YamlPath): string | undefined {
  let type: string | undefined = kind;
  for (const step of path) {
    if (type === undefined) return undefined;
    type = typeof step === 'number' ? itemTypeOf(type) : bareType(FIELD_TYPES[type]?.[step]);
  }
  return type;
}

/** The fields of the object at a path, or of the object that stands there in the place of a list of such. */
export function fieldNamesAt(kind: string, path: YamlPath): readonly string[] {
  const type = fieldTypeAt(kind, path) ?? '';
  const fields = FIELD_TYPES[itemTypeOf(type) ?? type];
  return fields ? Object.keys(fields) : [];
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
    for (const [field, fieldType] of Object.entries(FIELD_TYPES[type] ?? {})) {
      if (fieldType.endsWith('!')) continue;
      if (field === name) places.push(path);
      const item = itemTypeOf(fieldType);
      visit(item ?? fieldType, item === undefined ? [...path, field] : [...path, field, 0]);
    }
  }
}

function bareType(type: string | undefined): string | undefined {
  return type?.replace('!', '');
}

function itemTypeOf(type: string): string | undefined {
  return type.endsWith('[]') ? type.slice(0, -2) : undefined;
}
