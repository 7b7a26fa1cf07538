import type { AcceptedInteger, AcceptedMap, AcceptedText, AcceptedType } from '../src/schema/accepts.ts';
import { isMode } from '../src/schema/permissions.ts';
import { definitionName, type Json, readDefinitions, readSchema, SCHEMA_FILES } from './read-schemas.ts';

/**
 * Makes of the schemas the types of what `isAcceptedAtOnce` accepts: what fits a type fits its schema. Nothing that a schema
 * says is passed over: a keyword that is not known here is an error.
 */
export function printAcceptedTypes(): string {
  const rows = Object.entries(withSharedTypes(acceptedMaps())).map(
    ([name, type]) => `  ${name}: ${quoted(JSON.stringify(type))},\n`,
  );
  return `/** The types of what is accepted at once, each as JSON. Generated from the schemas beside it by \`npm run generate\`. */\nexport const ACCEPTED_TYPES: Readonly<Record<string, string>> = {\n${rows.join('')}};\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\')}'`;
}

/** The maps of the kinds and of the definitions that they refer to, by their names. */
function acceptedMaps(): Readonly<Record<string, AcceptedMap>> {
  const definitions = readDefinitions();
  const maps: Record<string, AcceptedMap> = {};
  for (const [kind, file] of Object.entries(SCHEMA_FILES)) maps[kind] = typeOf(readSchema(file)) as AcceptedMap;
  return maps;

  /** Undefined where no value is accepted. */
  function typeOf(schema: Json): AcceptedType | undefined {
    const { $ref: reference, ...own } = withoutRemarks(schema);
    if (typeof reference === 'string' && Object.keys(own).length === 0) return typeOfDefinition(definitionName(reference));
    const { type, ...constraints } = wholeOf(schema);
    if ('readOnly' in constraints || 'deprecationMessage' in constraints) return undefined;
    switch (String(type)) {
      case 'string':
        return textType(constraints);
      case 'boolean':
        expectNone(constraints);
        return 'boolean';
      case 'integer':
        return integerType(constraints);
      case 'integer,string':
        return quotableType(constraints);
      case 'array':
        return listType(constraints);
      case 'object':
        return mapType(constraints);
      default:
        throw new Error(`No value has the type ${type}`);
    }
  }

  function typeOfDefinition(name: string): AcceptedType | undefined {
    const type = maps[name] ?? typeOf(definitions[name] as Json);
    if (typeof type !== 'object' || !('fields' in type)) return type;
    maps[name] = type;
    return name;
  }

  function listType({ items, minItems, maxItems, ...others }: Json): AcceptedType | undefined {
    expectNone(others);
    const type = typeOf(items as Json);
    if (type === undefined || (minItems ?? maxItems) === undefined) return type && { items: type };
    return { items: type, limits: [Number(minItems ?? 0), Number(maxItems ?? Number.MAX_SAFE_INTEGER)] };
  }

  function mapType({ properties = {}, additionalProperties, required, ...others }: Json): AcceptedMap {
    expectNone(others);
    const isOpen = additionalProperties !== false;
    if (isOpen && typeOf(additionalProperties as Json) !== 'string') throw new Error('A map holds other values than texts');
    const fields: Record<string, AcceptedType> = {};
    for (const [field, schema] of Object.entries(properties as Readonly<Record<string, Json>>)) {
      const type = typeOf(schema);
      if (isOpen && type === undefined) throw new Error(`The field ${field} would be accepted as any other is`);
      // Of permissions there is more to say than a schema does.
      if (type !== undefined && (isOpen ? type !== 'string' : !isMode(field))) fields[field] = type;
    }
    return { fields, ...(required !== undefined && { required: required as string[] }), ...(isOpen && { isOpen }) };
  }

  /** A schema in one piece: what its `$ref` and its `allOf` stand for is written out. */
  function wholeOf(schema: Json): Json {
    const { $ref: reference, allOf = [], ...own } = withoutRemarks(schema);
    const parts = (allOf as readonly Json[]).map(wholeOf);
    if (typeof reference === 'string') parts.push(wholeOf(definitions[definitionName(reference)] as Json));
    if (Object.keys(own).length > 0) parts.push(own);
    return parts.length === 0 ? {} : parts.reduce(bothOf);
  }
}

/** Without the keywords that say nothing of a value. */
function withoutRemarks(schema: Json): Json {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !REMARKS.has(keyword)));
}

const REMARKS = new Set(['$schema', 'title', 'description', 'examples', 'patternErrorMessage', 'unknownToGcloud']);

function expectNone(keywords: Json): void {
  if (Object.keys(keywords).length > 0) throw new Error(`Not known here: ${Object.keys(keywords)}`);
}

function textType({ pattern, enum: words, const: word, ...others }: Json): 'string' | AcceptedText {
  expectNone(others);
  const given = [pattern, words, word].filter((constraint) => constraint !== undefined);
  if (given.length > 1) throw new Error('A text has two constraints');
  if (pattern !== undefined) return { pattern: pattern as string };
  return given.length === 0 ? 'string' : { enum: (words ?? [word]) as string[] };
}

function integerType({ minimum, maximum, ...others }: Json): AcceptedInteger {
  expectNone(others);
  if (typeof minimum !== 'number' || typeof maximum !== 'number') throw new Error('An integer has no limits');
  return { limits: [minimum, maximum] };
}

/** What exports write in quotes: gcloud makes a number of it, and holds it to the limits of one. */
function quotableType({ pattern, ...limits }: Json): AcceptedInteger {
  if (pattern !== '^[0-9]+$') throw new Error('A number in quotes has other signs than digits');
  return { ...integerType(limits), isQuotable: true };
}

/** What fits one schema and another. */
function bothOf(one: Json, other: Json): Json {
  const names = Object.keys({ ...(one['properties'] as Json), ...(other['properties'] as Json) });
  const properties = names.map((name) => [name, { allOf: [propertyOf(one, name), propertyOf(other, name)] }]);
  const clash = Object.keys(one).find((keyword) => keyword !== 'properties' && keyword in other);
  if (clash) throw new Error(`The keyword ${clash} stands in two schemas of one value`);
  return { ...one, ...other, ...(names.length > 0 && { properties: Object.fromEntries(properties) }) };
}

function propertyOf({ properties, additionalProperties = {} }: Json, name: string): Json {
  const property = (properties as Readonly<Record<string, Json>> | undefined)?.[name] ?? additionalProperties;
  if (property === false) throw new Error(`${name} is a field by one schema and none by another`);
  return property as Json;
}

/** The same, where a type that several fields have stands once, by a number. */
function withSharedTypes(maps: Readonly<Record<string, AcceptedMap>>): Readonly<Record<string, AcceptedType>> {
  const written = Object.values(maps)
    .flatMap(typesIn)
    .map((type) => JSON.stringify(type));
  const shared = [...new Set(written.filter((json, index) => written.indexOf(json) !== index))].sort();
  const rows = [
    ...shared.map((json): AcceptedType => JSON.parse(json)).entries(),
    ...Object.entries(maps).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return Object.fromEntries(rows.map(([name, type]) => [name, withNames(type)]));

  function withNames(type: AcceptedType): AcceptedType {
    if (typeof type === 'string' || !('fields' in type)) return type;
    return { ...type, fields: Object.fromEntries(Object.entries(type.fields).map(([field, own]) => [field, nameOf(own)])) };
  }

  function nameOf(type: AcceptedType): AcceptedType {
    const index = shared.indexOf(JSON.stringify(type));
    return index < 0 ? withNames(type) : String(index);
  }
}

/** The types that are written out in a map. */
function typesIn({ fields }: AcceptedMap): AcceptedType[] {
  return Object.values(fields).flatMap((type) => {
    if (typeof type === 'string') return [];
    return 'fields' in type ? [type, ...typesIn(type)] : [type];
  });
}
