import { Config as validate } from '../../schemas/config-validator.ts';
import type { CheckId } from '../diagnostics/check-ids.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import type { Rule } from '../lint/rule.ts';
import { capitalise } from '../text/capitalise.ts';
import { expandedSize, type PlainValue, pathOfPointer, plainValue } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import type { Config, Settings } from './config.ts';
import { configSchema } from './config-schema.ts';
import { explainSetting, type SettingError, type SettingExplanation } from './explain-setting.ts';

/** A configuration, or the report on what is wrong with it. */
export type ParsedConfig = { readonly config: Config } | { readonly report: FileReport };

/** Reads a configuration, as YAML 1.2, where `off` is a text. Never throws. */
export function parseConfig(path: string, text: string, rules: readonly Rule[]): ParsedConfig {
  const [document, second] = readYaml(text, '1.2');
  if (!document) return { config: { path, document: emptyDocument(), settings: {} } };
  const problems = second
    ? [configDiagnostic('config/syntax', 'A configuration is one document', second.range)]
    : problemsOf(document);
  if (problems.length > 0) return { report: reportOn(path, text, problems) };
  const value = document.isEmpty || !document.root ? {} : plainValue(document.root);
  const errors = findErrors(value);
  if (errors.length === 0) return { config: { path, document, settings: value as Settings } };
  const schema = configSchema(rules);
  const found = errors.slice(0, MAX_TOLD).map((error) => locate(explainSetting(error, value, schema), document));
  return { report: reportOn(path, text, found) };
}

/** Of a file that is no configuration at all, each line would be wrong. */
const MAX_TOLD = 20;

/** With its aliases written out, larger than any configuration. */
const MAX_VALUES = 100_000;

/** The report on a configuration that cannot be followed. */
export function reportOn(path: string, text: string, diagnostics: readonly Diagnostic[]): FileReport {
  const inOrder = [...diagnostics].sort((a, b) => a.range.start - b.range.start);
  return { path, skipped: false, diagnostics: inOrder, text, hidden: [] };
}

/** An error in a configuration: nothing is checked while there is one. */
export function configDiagnostic(ruleId: CheckId, message: string, range: Diagnostic['range'], remedy?: string): Diagnostic {
  return { ruleId, severity: 'error', message, ...(remedy && { remedy }), refusedBy: [], range, related: [] };
}

function emptyDocument(): YamlDocument {
  return readYaml('{}', '1.2')[0] as YamlDocument;
}

function problemsOf({ problems, root, range }: YamlDocument): Diagnostic[] {
  if (problems.length === 0 && root && expandedSize(root) > MAX_VALUES)
    return [configDiagnostic('config/syntax', `The configuration holds more than ${MAX_VALUES} values`, range)];
  return problems.map(({ code, message, range: place }) =>
    configDiagnostic('config/syntax', code === 'yaml/duplicate-key' ? 'This key appears twice' : capitalise(message), place),
  );
}

/** The part that this module uses of the function that ajv has made from the schema. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string; readonly params: object }[] | null;
}

/** Of a setting that can be written in two ways, `if` only says that one of them is wrong. */
function findErrors(value: PlainValue): SettingError[] {
  const validator = validate as unknown as Validator;
  if (validator(value)) return [];
  return (validator.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, keyword, params }) => ({ path: pathOfPointer(instancePath, value), keyword, params }));
}

/** What is to be said of a setting, at its place. */
export function locate({ ruleId, message, remedy, at, isAboutKey }: SettingExplanation, document: YamlDocument): Diagnostic {
  const range = (isAboutKey ? document.keyRangeAt(at) : undefined) ?? document.visibleRangeAt(at);
  return configDiagnostic(ruleId, message, range, remedy);
}
