import { _, Ajv, type CodeKeywordDefinition } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { usePattern } from 'ajv/dist/vocabularies/code.js';
import { capitalise } from '../src/text/capitalise.ts';
import { definitionName, type Json, readDefinitions, readSchema, SCHEMA_FILES } from './read-schemas.ts';

/** Turns the schemas into what is loaded at run time: `npm run generate` writes both files, and a test holds them to it. */

const DEFINITIONS = 'definitions.schema.json';

/** One ES module without any import: a validator for each kind, which knows every error of a value at once. */
export function compileValidators(): string {
  const ajv = validatorMaker();
  for (const definition of KEYWORDS) addKeyword(ajv, definition);
  ajv.addSchema(withoutProse(readSchema('definitions')) as Json, DEFINITIONS);
  for (const name of Object.values(SCHEMA_FILES)) ajv.addSchema(withoutProse(readSchema(name)) as Json, name);
  return moduleOf(ajv, SCHEMA_FILES);
}

/** The validator of the configuration, in a module of its own: most runs have none. */
export function compileConfigValidator(schema: object): string {
  const ajv = validatorMaker();
  addKeyword(ajv, PATTERN);
  const { definitions, ...shape } = withoutProse(schema) as Json & { readonly definitions: Readonly<Record<string, Json>> };
  ajv.addSchema(
    { ...shape, definitions: { ...definitions, rules: withSharedProperties(definitions['rules'] as Json) } },
    'config',
  );
  return moduleOf(ajv, { Config: 'config' });
}

/** ajv writes code for each property. Those that hold the same, as most rules do, are one pattern of their names instead. */
function withSharedProperties(schema: Json): Json {
  const names = new Map<string, string[]>();
  for (const [name, value] of Object.entries(schema['properties'] as Json)) {
    const text = JSON.stringify(value);
    names.set(text, [...(names.get(text) ?? []), name]);
  }
  const [shared, own] = [[...names].filter(([, { length }]) => length > 1), [...names].filter(([, { length }]) => length === 1)];
  return {
    ...schema,
    properties: Object.fromEntries(own.map(([text, [name]]) => [name as string, JSON.parse(text)])),
    patternProperties: {
      ...(schema['patternProperties'] as Json),
      ...Object.fromEntries(shared.map(([text, group]) => [`^(?:${group.join('|')})$`, JSON.parse(text)])),
    },
  };
}

function validatorMaker(): Ajv {
  return new Ajv({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    strict: false,
    code: { source: true, esm: true },
  });
}

function addKeyword(ajv: Ajv, definition: CodeKeywordDefinition): void {
  ajv.removeKeyword(definition.keyword as string);
  ajv.addKeyword(definition);
}

function moduleOf(ajv: Ajv, names: Readonly<Record<string, string>>): string {
  return `// Generated from the schemas beside it by \`npm run generate\`.\n// @ts-nocheck\n${standaloneCode.default(ajv, { ...names })}\n`;
}

/** A pattern that brings its own words. */
const PATTERN: CodeKeywordDefinition = {
  keyword: 'pattern',
  type: 'string',
  error: { params: ({ parentSchema }) => _`{words: ${parentSchema?.['patternErrorMessage']}}`, message: '' },
  code: (context) =>
    context.fail(_`!${usePattern(context as Parameters<typeof usePattern>[0], context.schema)}.test(${context.data})`),
};

/** And keywords that schemas for editors know as remarks, and that are errors here. */
const KEYWORDS: readonly CodeKeywordDefinition[] = [
  { keyword: 'readOnly', code: (context) => context.error() },
  {
    keyword: 'deprecationMessage',
    error: {
      params: ({ schema, parentSchema }) =>
        _`{reason: ${schema}, isUnknownToGcloud: ${parentSchema?.['unknownToGcloud'] === true}}`,
      message: '',
    },
    code: (context) => context.error(),
  },
  PATTERN,
];

const PROSE = new Set(['$schema', 'title', 'description', 'examples']);
const HOLDS_NAMES = new Set(['properties', 'definitions']);

/**
 * A schema without what says nothing of a value; a property can be called `description`. A number that exports write in
 * quotes is a number: gcloud reads it as one, and so does the decoding that comes before a value is judged.
 */
function withoutProse(schema: unknown, isOfNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withoutProse(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  const isQuotedNumber = 'type' in schema && Array.isArray(schema.type) && schema.type.includes('integer');
  if (isQuotedNumber && 'minimum' in schema && 'maximum' in schema) {
    return { type: 'integer', minimum: schema.minimum, maximum: schema.maximum };
  }
  const kept = Object.entries(schema).filter(([key]) => isOfNames || !PROSE.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProse(value, !isOfNames && HOLDS_NAMES.has(key))]));
}

/**
 * The fields of every type of object, by name: what a field holds is a type's name, `T[]` a list of them. `int64` is a number that
 * exports write in quotes. What Cloud Run does not support has a `!` behind it.
 */
function fieldTypes(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const definitions = readDefinitions();
  const types: Record<string, Readonly<Record<string, string>>> = {};
  for (const [kind, file] of Object.entries(SCHEMA_FILES)) addType(kind, readSchema(file));
  for (const [name, definition] of Object.entries(definitions)) {
    if (definition['additionalProperties'] === false) addType(name, definition);
  }
  return Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));

  function addType(name: string, schema: Json): void {
    const fields = Object.entries(schema['properties'] as Readonly<Record<string, Json>>);
    types[name] = Object.fromEntries(
      fields.map(([field, value]) => [
        field,
        `${typeOf(value, `${name}${capitalise(field)}`)}${isUnsupported(value) ? '!' : ''}`,
      ]),
    );
  }

  function isUnsupported(schema: Json): boolean {
    const reference = schema['$ref'];
    const target = typeof reference === 'string' ? (definitions[definitionName(reference)] as Json) : schema;
    return 'deprecationMessage' in target;
  }

  function typeOf(schema: Json, nameOfOwn: string): string {
    const reference = schema['$ref'] ?? (schema['allOf'] as Json[] | undefined)?.[0]?.['$ref'];
    if (typeof reference === 'string') {
      const name = definitionName(reference);
      return typeOf(definitions[name] as Json, name);
    }
    const { type } = schema;
    if (type === 'array') return `${typeOf(schema['items'] as Json, `${nameOfOwn}Item`)}[]`;
    if (type !== 'object') return Array.isArray(type) ? 'int64' : String(type ?? 'any');
    if (schema['additionalProperties'] !== false) return 'text map';
    if (!definitions[nameOfOwn]) addType(nameOfOwn, schema);
    return nameOfOwn;
  }
}

export function printFieldTypes(): string {
  const rows = Object.entries(fieldTypes()).map(([type, fields]) => {
    const columns = Object.entries(fields).map(([name, value]) => `    ${name}: '${value}',\n`);
    return `  ${type}: {\n${columns.join('')}  },\n`;
  });
  return `/** The fields of every type of object in a manifest. Generated from the schemas beside it by \`npm run generate\`. */\nexport const FIELD_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {\n${rows.join('')}};\n`;
}

/** The annotations and labels that the schemas know, and on what: `ServiceMetadata` is what stands on a `Service`. */
function metadataLevels(map: 'annotations' | 'labels'): Readonly<Record<string, readonly string[]>> {
  const levels: Record<string, string[]> = {};
  for (const [name, definition] of Object.entries(readDefinitions())) {
    const level = /^(.+)Metadata$/.exec(name)?.[1];
    if (level === undefined) continue;
    for (const { properties } of definition['allOf'] as readonly { properties?: Readonly<Record<string, Json>> }[]) {
      for (const key of Object.keys(properties?.[map]?.['properties'] ?? {})) levels[key] = [...(levels[key] ?? []), level];
    }
  }
  return Object.fromEntries(Object.entries(levels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function printMetadataLevels(): string {
  const print = (name: string, remark: string, map: 'annotations' | 'labels') => {
    const rows = Object.entries(metadataLevels(map)).map(([key, levels]) => {
      const written = /^\w+$/.test(key) ? key : `'${key}'`;
      return `  ${written}: [${levels.map((level) => `'${level}'`).join(', ')}],\n`;
    });
    return `/** ${remark} Generated from the schemas beside it by \`npm run generate\`. */\nexport const ${name}: Readonly<Record<string, readonly string[]>> = {\n${rows.join('')}};\n`;
  };
  return [
    print('ANNOTATION_LEVELS', 'The known annotations, and what they stand on.', 'annotations'),
    print('LABEL_LEVELS', 'The known labels of Google, and what they stand on.', 'labels'),
  ].join('\n');
}
