import { CHECK_IDS, type CheckId } from '../diagnostics/check-ids.ts';
import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import type { PlainValue } from '../yaml/plain-value.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import type { JsonSchema } from './config-schema.ts';

/** Where a setting breaks the schema, by the keyword of JSON Schema that it breaks. */
export interface SettingError {
  readonly path: YamlPath;
  readonly keyword: string;
  readonly params: object;
}

/** An error in words. */
export interface SettingExplanation {
  readonly ruleId: CheckId;
  readonly message: string;
  readonly remedy?: string;
  readonly at: YamlPath;
  /** True where the key at the end of the path is meant. */
  readonly isAboutKey: boolean;
}

/** Says what is wrong with a setting, what was probably meant, and what it can be. */
export function explainSetting(error: SettingError, value: PlainValue, schema: JsonSchema): SettingExplanation {
  const { path, keyword, params } = error;
  const name = path.length > 0 ? formatYamlPath(path) : 'The configuration';
  const written = valueAt(value, path);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(path, String(paramOf(params, 'additionalProperty')), schema);
    case 'required':
      return about(path, `${name} has no ${paramOf(params, 'missingProperty')}`);
    case 'enum':
      return notAmong(path, name, written, paramOf(params, 'allowedValues') as readonly string[]);
    case 'type':
      return ofAnotherType(path, name, written, schema);
    case 'pattern':
      return about(path, `${name} must ${String(paramOf(params, 'words')).replace(/^is /, 'be ')}, not ${nounOf(written)}`);
    case 'minItems':
      return about(path, `${name} is an empty list`, 'Leave the key out if nothing is to be set.');
    default:
      return about(path, `${name} has a value that it cannot have`);
  }
}

/** A setting of a rule that nobody has written. */
export function unknownRule(at: YamlPath, known: readonly string[]): SettingExplanation {
  const id = String(at.at(-1));
  const isCheck = CHECK_IDS.some((check) => check === id);
  const meant = isCheck ? undefined : closestMatch(id, known);
  return {
    ruleId: 'config/unknown-rule',
    message: isCheck
      ? `${id} has no severity to set: it tells what could not be read or done`
      : `There is no rule ${excerpt(id)}${meant ? `; did you mean ${meant}?` : ''}`,
    ...(isCheck ? {} : { remedy: "runlint explain lists the rules; those of the team's own are written below customRules." }),
    at,
    isAboutKey: true,
  };
}

function unknownKey(path: YamlPath, key: string, schema: JsonSchema): SettingExplanation {
  const known = Object.keys(schemaAt(schema, path)?.properties ?? {}).filter((name) => !name.startsWith('$'));
  const at = [...path, key];
  if (path.at(-1) === 'rules') return unknownRule(at, known);
  const meant = closestMatch(key, known);
  const owner = path.length > 0 ? formatYamlPath(path) : 'runlint';
  const [only, ...others] = known;
  return {
    ruleId: 'config/unknown-setting',
    message: `${owner} has no setting ${excerpt(key)}${meant ? `; did you mean ${meant}?` : ''}`,
    ...(only && { remedy: others.length > 0 ? `It has ${listWords(known, 'and')}.` : `It has only ${only}.` }),
    at,
    isAboutKey: true,
  };
}

function notAmong(path: YamlPath, name: string, written: PlainValue | undefined, allowed: readonly string[]): SettingExplanation {
  const text = typeof written === 'string' ? excerpt(written) : nounOf(written);
  const meant = typeof written === 'string' ? closestMatch(written, allowed) : undefined;
  const message = `${name} must be ${listWords(allowed, 'or')}, not ${text}`;
  return about(path, message, meant ? `Did you mean ${meant}?` : undefined);
}

function ofAnotherType(path: YamlPath, name: string, written: PlainValue | undefined, schema: JsonSchema): SettingExplanation {
  const wanted = formsOf(schemaOf(schema, path), schema);
  if (written === null)
    return about(path, `${name} is empty: it must be ${wanted}`, 'Leave the key out if nothing is to be set.');
  const isToBeQuoted = typeof written === 'number' && wanted === NOUNS['string'];
  return about(path, `${name} must be ${wanted}, not ${nounOf(written)}`, isToBeQuoted ? 'Write it in quotes.' : undefined);
}

function about(at: YamlPath, message: string, remedy?: string): SettingExplanation {
  return { ruleId: 'config/value', message, ...(remedy && { remedy }), at, isAboutKey: false };
}

const NOUNS: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
};

/** What a setting can be, both ways to write it where there are two. */
function formsOf(own: JsonSchema | undefined, schema: JsonSchema): string {
  if (own?.if) return `${formsOf({ ...own.if, ...resolved(own.then, schema) }, schema)}, or ${formsOf(own.else, schema)}`;
  if (own?.enum) return listWords(own.enum, 'or');
  return NOUNS[own?.type ?? ''] ?? 'something else';
}

function nounOf(value: PlainValue | undefined): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'number') return Number.isNaN(value) ? 'a number' : `the number ${value}`;
  return typeof value === 'string' ? `the text ${JSON.stringify(excerpt(value))}` : String(value);
}

function valueAt(value: PlainValue, path: YamlPath): PlainValue | undefined {
  let here: PlainValue | undefined = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Array.isArray(here) ? here[Number(step)] : here[step];
  }
  return here;
}

/** The schema that holds at a path; of two ways to write a setting, the one that has something below. */
function schemaAt(schema: JsonSchema, path: YamlPath): JsonSchema | undefined {
  const own = schemaOf(schema, path);
  return own?.else ?? own;
}

/** The schema of the value at a path, with both ways to write it. */
function schemaOf(schema: JsonSchema, path: YamlPath): JsonSchema | undefined {
  const last = path.at(-1);
  if (last === undefined) return schema;
  const parent = schemaAt(schema, path.slice(0, -1));
  const itself = typeof last === 'number' ? (parent?.items ?? parent?.then?.items) : parent?.properties?.[last];
  const other = typeof parent?.additionalProperties === 'object' ? parent.additionalProperties : undefined;
  return resolved(itself ?? other, schema);
}

function resolved(own: JsonSchema | undefined, schema: JsonSchema): JsonSchema | undefined {
  return own?.$ref ? schema.definitions?.[own.$ref.replace('#/definitions/', '')] : own;
}

function paramOf(params: object, name: string): unknown {
  return (params as Readonly<Record<string, unknown>>)[name];
}
