import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIELD_TYPES } from '../../schemas/field-types.ts';
import { ANNOTATION_LEVELS } from '../../schemas/metadata-levels.ts';
import { UNLISTED_ANNOTATIONS } from '../../src/cloud-run/known-annotations.ts';

/**
 * The fields of our schemas are those of the API, as Google's own package has them: what an API revision brings or takes
 * away shows here by its name.
 */

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('@googleapis/run/package.json'));
const packageText = fs.readFileSync(join(packageFolder, 'build/v1.d.ts'), 'utf8');
const types = readInterfaces(packageText);

/** Known to gcloud 578, and not yet to the package (34.0.0). */
const NEW_IN_GCLOUD = /(?:^|\.)terminationGracePeriodSeconds$/;

type Fields = Readonly<Record<string, string>>;
type FieldTable = (type: string) => Fields | undefined;

const OURS: FieldTable = (type) => FIELD_TYPES[type];
const API: FieldTable = (type) => types.get(type);

describe.each(['Service', 'Job', 'WorkerPool', 'Instance'])('%s', (kind) => {
  const ours = fieldsBelow(kind, OURS);
  const api = fieldsBelow(kind, API);

  it('has every field of the API, of the same type', () => {
    expect(Object.keys(api).length).toBeGreaterThan(150);
    const differing = Object.entries(api).filter(([path, type]) => !isSameType(ours[path], type));
    expect(differing.map(([path, type]) => `${path}: ${ours[path]}, not ${type}`)).toEqual([]);
  });

  it('has no field that the API does not have', () => {
    const more = Object.keys(ours).filter((path) => !(path in api));
    expect(more.filter((path) => !NEW_IN_GCLOUD.test(path))).toEqual([]);
    expect(more, 'once the package has it too, it is no exception any more').toHaveLength(1);
  });
});

describe('annotations', () => {
  const listed = readAnnotations(packageText);

  it('has every annotation of the API, on each level that it is documented for', () => {
    expect(listed.size).toBeGreaterThan(40);
    const missing = [...listed].filter(([key, levels]) => levels.some((level) => !ANNOTATION_LEVELS[key]?.includes(level)));
    expect(missing).toEqual([]);
  });

  it('knows which of its own the API does not list', () => {
    expect([...UNLISTED_ANNOTATIONS].sort()).toEqual(Object.keys(ANNOTATION_LEVELS).filter((key) => !listed.has(key)));
  });
});

/** The annotations in the remark on `ObjectMeta.annotations`, and what each is accepted on. */
function readAnnotations(text: string): ReadonlyMap<string, readonly string[]> {
  const remark = /^ +\* (.* are restricted, .*)\n +\*\/\n +annotations\?:/m.exec(text)?.[1] ?? '';
  const rows = remark.matchAll(/`([a-z.]+\/[\w-]+)`: ([A-Za-z, ]+)/g);
  const all = ['Service', 'Job', 'WorkerPool', 'Instance', 'Revision', 'Execution'];
  return new Map(
    [...rows].map(([, key = '', levels = '']) => [
      key,
      levels.startsWith('All') ? all : levels.split(',').flatMap((level) => level.trim() || []),
    ]),
  );
}

/** The paths of all fields and their types. Below `status` nothing is a manifest's. */
function fieldsBelow(type: string, table: FieldTable, path = ''): Fields {
  const fields = Object.entries(table(type.replace('[]', '')) ?? {}).flatMap(([name, marked]) => {
    const fieldType = marked.replace('!', '');
    const own = path === '' ? name : `${path}.${name}`;
    return [[own, fieldType], ...(own === 'status' ? [] : Object.entries(fieldsBelow(fieldType, table, own)))];
  });
  return Object.fromEntries(fields);
}

/** An object is one whatever it is called; a whole number of 64 bits is a string to the package. */
function isSameType(own: string | undefined, other: string): boolean {
  if (own === undefined) return false;
  const isObject = types.has(other.replace('[]', ''));
  if (isObject) return own === 'any' || (/^[A-Z]/.test(own) && own.endsWith('[]') === other.endsWith('[]'));
  return own === SAME[other] || (own === 'int64' && other === 'string');
}

const SAME: Fields = { number: 'integer', string: 'string', 'string[]': 'string[]', boolean: 'boolean', map: 'text map' };

/** The fields of each interface of a file of types: `Container[]`, `string`, `map`. */
function readInterfaces(text: string): Map<string, Readonly<Record<string, string>>> {
  const interfaces = [...text.matchAll(/interface Schema\$(\w+) \{\n([\s\S]*?)^ {4}\}/gm)];
  return new Map(interfaces.map(([, name = '', body = '']) => [name, readFields(body)]));
}

function readFields(body: string): Readonly<Record<string, string>> {
  const fields = [...body.matchAll(/^ {8}(\w+)\?: (.*?);?$/gm)];
  return Object.fromEntries(
    fields.map(([, name = '', type = '']) => {
      if (type.startsWith('{')) return [name, 'map'];
      const bare = type.replace(' | null', '').replace(/^Schema\$/, '');
      return [name, bare];
    }),
  );
}
