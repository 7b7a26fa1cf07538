import type { CheckId } from '../diagnostics/check-ids.ts';
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
  if (keyword === 'additionalProperties') return unknownKey(path, String(paramOf(params, 'additionalProperty')), schema);
  if (keyword === 'required') {
    return about(path, `${name} has no ${paramOf(params, 'missingProperty')}`);
  }
  const written = valueAt(value, path);
  if (keyword === 'enum') return noneOf(path, name, written, paramOf(params, 'allowedValues') as readonly string[]);
  if (keyword === 'type') return about(path, `${name} must be ${NOUNS[String(paramOf(params, 'type'))]}, not ${nounOf(written)}`);
  if (keyword === 'pattern')
    return about(path, `${JSON.stringify(excerpt(String(written)))} is not right: it ${paramOf(params, 'words')}`);
  return about(path, `${name} is too short, too long, too small or too large`);
}

function unknownKey(path: YamlPath, key: string, schema: JsonSchema): SettingExplanation {
  const known = Object.keys(schemaAt(schema, path)?.properties ?? {});
  const meant = closestMatch(key, known);
  const isRule = path.at(-1) === 'rules';
  const what = isRule ? `There is no rule ${excerpt(key)}` : `There is no setting ${excerpt(key)} ${placeIn(path)}`;
  const list = known.length <= 12 ? `There ${known.length === 1 ? 'is' : 'are'} ${listWords(known, 'and')}.` : undefined;
  const remedy = isRule ? 'runlint explain lists the rules.' : list;
  return {
    ruleId: isRule ? 'config/unknown-rule' : 'config/unknown-setting',
    message: meant ? `${what}; did you mean ${meant}?` : what,
    ...(remedy && { remedy }),
    at: [...path, key],
    isAboutKey: true,
  };
}

function placeIn(path: YamlPath): string {
  return path.length > 0 ? `in ${formatYamlPath(path)}` : 'of runlint';
}

function noneOf(path: YamlPath, name: string, written: PlainValue | undefined, allowed: readonly string[]): SettingExplanation {
  const text = typeof written === 'string' ? written : nounOf(written);
  const meant = typeof written === 'string' ? closestMatch(written, allowed) : undefined;
  const message = `${name} is ${listWords(allowed, 'or')}, not ${excerpt(text)}`;
  return about(path, message, meant ? `Did you mean ${meant}?` : undefined);
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

function nounOf(value: PlainValue | undefined): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string'
    ? `the text ${JSON.stringify(excerpt(value))}`
    : `${typeof value === 'number' ? 'the number ' : ''}${value}`;
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
  let here: JsonSchema | undefined = schema;
  for (const step of path) {
    here = typeof step === 'number' ? here?.items : here?.properties?.[step];
    if (here?.$ref) here = schema.definitions?.[here.$ref.replace('#/definitions/', '')];
    if (here?.else) here = here.else;
  }
  return here;
}

function paramOf(params: object, name: string): unknown {
  return (params as Readonly<Record<string, unknown>>)[name];
}
