import type { Safety } from '../diagnostics/diagnostic.ts';
import { isHiddenPath } from '../manifest/hidden-values.ts';
import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { resolvePlainScalar } from '../yaml/resolve-scalar.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import { fieldTypeAt } from './fields.ts';
import { emptyItemWords, notAnObjectWords, typeMismatchWords } from './gcloud-words.ts';
import { isMode } from './permissions.ts';
import {
  describeNode,
  isToBeFilledIn,
  ownScalarAt,
  PLACEHOLDER,
  quoteFix,
  type SchemaFinding,
  subjectAt,
} from './schema-finding.ts';

/** The words for a value of another type than its field's, and what it was meant to be. */
export function explainType(resource: Resource, path: YamlPath, wanted: string): SchemaFinding | undefined {
  const { document, kind } = resource;
  const node = document.nodeAt(path);
  if (node === undefined) return undefined;
  const type = wanted.split(',')[0] as string;
  const isOfList = fieldTypeAt(kind.kind, path)?.endsWith('[]');
  const message = `${subjectAt(resource, path)} is ${describeNode(node, path)}, and must be ${isOfList ? 'a list' : WANTED[type]}`;
  const common = {
    ruleId: 'schema/type',
    severity: 'error',
    at: path,
    message,
    fixSafety: 'safe',
    refusedBy: ['gcloud'],
  } as const;
  if (node.type === 'scalar' && node.resolved.type === 'null') return explainNull(resource, path, type);
  if (type === 'object') return { ...common, gcloudSays: notAnObjectWords(node) };
  const field = fieldNameOf(kind.kind, path);
  const gcloudSays = typeMismatchWords(kind.kind, field, type, node, isHiddenPath(path));
  if (node.type !== 'scalar') return { ...common, gcloudSays };
  const own = ownScalarAt(document, path);
  if (type === 'string') return { ...common, gcloudSays, ...explainText(node, own, path) };
  if (type === 'integer' && node.resolved.type === 'boolean') return { ...common, refusedBy: ['cloud-run'] };
  if (isToBeFilledIn(node)) return { ...common, gcloudSays, ...PLACEHOLDER };
  const plain = type === 'boolean' ? booleanMeant(node) : numberMeant(node, field, document.version);
  if (!plain || !own) return { ...common, gcloudSays, ...(/port$/i.test(field) && { remedy: 'Write the number of the port.' }) };
  return {
    ...common,
    gcloudSays,
    remedy: `Write ${plain.text}${own.style === 'plain' ? '' : ', without quotes'}.`,
    fixSafety: plain.safety,
    fix: { title: `Write ${plain.text}`, edits: [{ type: 'set', path, value: plain.text, isPlain: true }] },
  };
}

const WANTED: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'the boolean true or false',
  object: 'a map',
};

/** What YAML 1.1 takes for something else than text. What YAML 1.2 takes for text, gcloud itself exports without quotes. */
function explainText(
  node: YamlScalar,
  own: YamlScalar | undefined,
  path: YamlPath,
): Pick<SchemaFinding, 'ruleId' | 'remedy' | 'fix'> {
  const isExported = node.style === 'plain' && resolvePlainScalar(node.text, '1.2').type === 'string';
  const quoted = node.tag ? 'it, and remove its tag' : isHiddenPath(path) ? 'it' : `it: '${excerpt(node.text)}'`;
  const remedy = isExported
    ? `gcloud's own export writes it without quotes, and its replace cannot read it back. Quote ${quoted}.`
    : `Quote ${quoted}.`;
  return {
    ruleId: isExported ? 'schema/export-round-trip-safe' : 'schema/type',
    remedy,
    ...(own && { fix: quoteFix(own, path) }),
  };
}

function booleanMeant({ text }: YamlScalar): { text: string; safety: Safety } | undefined {
  const word = text.trim().toLowerCase();
  return word === 'true' || word === 'false' ? { text: word, safety: 'safe' } : undefined;
}

/** `80.0` is 80 to everybody but gcloud; `300s` and a mode of YAML 1.2 say what is meant as well. */
function numberMeant({ text }: YamlScalar, field: string, version: string): { text: string; safety: Safety } | undefined {
  const [, octal] = /^0o([0-7]{3,4})$/.exec(text) ?? [];
  if (octal && version === '1.1' && isMode(field)) return { text: `0${octal}`, safety: 'safe' };
  const [, whole] = /^(\d{1,9})\.0*$/.exec(text) ?? [];
  if (whole) return { text: whole, safety: 'safe' };
  const [, seconds] = /^(\d{1,9})s$/.exec(text) ?? [];
  return seconds && field.endsWith('Seconds') ? { text: seconds, safety: 'unsafe' } : undefined;
}

/** Nothing, where gcloud does not leave it out: in a list it is refused, as a value of a map it is sent. */
function explainNull({ kind }: Resource, path: YamlPath, type: string): SchemaFinding {
  const common = { severity: 'error', at: path, fixSafety: 'none' } as const;
  if (typeof path.at(-1) === 'string') {
    return {
      ...common,
      ruleId: 'schema/null',
      severity: 'warning',
      message: `${formatYamlPath(path)} has no value, and gcloud sends it as null`,
      remedy: `Give it a value, or remove it. For an empty text write ''.`,
      refusedBy: [],
    };
  }
  const field = fieldNameOf(kind.kind, path);
  const crash = `gcloud crashed (AttributeError): 'NoneType' object has no attribute 'items'`;
  return {
    ...common,
    ruleId: 'schema/null',
    message: `${formatYamlPath(path)} is an empty item of a list`,
    remedy: 'Remove its "-", or write what belongs behind it.',
    refusedBy: ['gcloud'],
    gcloudSays: type === 'object' ? crash : emptyItemWords(field),
  };
}

/** The name that gcloud has for what stands at a path: of an item its list's, of an entry of a map of texts `value`. */
function fieldNameOf(kind: string, path: YamlPath): string {
  const named = path.filter((step) => typeof step === 'string');
  return fieldTypeAt(kind, path.slice(0, -1)) === 'text map' ? 'value' : String(named.at(-1));
}
