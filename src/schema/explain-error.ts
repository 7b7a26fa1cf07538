import type { Safety } from '../diagnostics/diagnostic.ts';
import { isHiddenPath } from '../manifest/hidden-values.ts';
import { describeKind, REPLACEABLE_KINDS } from '../manifest/kinds.ts';
import type { Resource } from '../manifest/resource.ts';
import { capitalise } from '../text/capitalise.ts';
import { closestMatch } from '../text/closest-match.ts';
import { resolvePlainScalar } from '../yaml/resolve-scalar.ts';
import type { YamlNode, YamlScalar } from '../yaml/yaml-node.ts';
import { formatYamlPath, isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { fieldTypeAt } from './fields.ts';
import { emptyItemWords, notAnObjectWords, typeMismatchWords, unknownFieldWords } from './gcloud-words.ts';
import type { SchemaError } from './schema-errors.ts';
import { describeNode, isToBeFilledIn, ownScalarAt, quoteFix, type SchemaFinding, subjectAt } from './schema-finding.ts';

/** The words for errors that stand alone. Unknown fields and what Cloud Run sets itself are told together elsewhere. */
export function explainError(resource: Resource, error: SchemaError): SchemaFinding | undefined {
  const { document } = resource;
  switch (error.keyword) {
    case 'type':
      return explainType(resource, error.path, String(error.params.type));
    case 'required':
      return explainRequired(resource, error.path);
    case 'deprecationMessage':
      return explainUnsupported(resource, error.path, error.params);
    case 'const':
      return explainConst(resource, error.path);
    case 'minimum':
    case 'maximum':
    case 'minItems':
    case 'maxItems':
      return explainRange(resource, error.path, error.keyword, error.params.limit);
    case 'enum':
    case 'pattern': {
      if (isToBeFilledIn(document.nodeAt(error.path))) return undefined;
      return error.keyword === 'enum'
        ? explainEnum(resource, error.path, error.params.allowedValues)
        : explainPattern(resource, error.path, error.params.words);
    }
    default:
      return undefined;
  }
}

const PLACEHOLDER = {
  severity: 'info',
  remedy: 'Something has to fill this in before gcloud reads it: check what comes out.',
} as const;

function explainType(resource: Resource, path: YamlPath, wanted: string): SchemaFinding | undefined {
  const { document, kind } = resource;
  const node = document.nodeAt(path);
  if (node === undefined) return undefined;
  const type = wanted.split(',')[0] as string;
  const message = `${subjectAt(resource, path)} is ${describeNode(node, path)}, and must be ${WANTED[type]}`;
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
  if (!plain || !own) return { ...common, gcloudSays, ...(field === 'port' && { remedy: 'Write the number of the port.' }) };
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
  boolean: 'true or false',
  object: 'a map',
};

/** What YAML 1.1 takes for something else than text. What YAML 1.2 takes for text, gcloud itself exports without quotes. */
function explainText(
  node: YamlScalar,
  own: YamlScalar | undefined,
  path: YamlPath,
): Pick<SchemaFinding, 'ruleId' | 'remedy' | 'fix'> {
  const isExported = node.style === 'plain' && resolvePlainScalar(node.text, '1.2').type === 'string';
  const quoted = isHiddenPath(path) ? 'it' : `it: '${node.text}'`;
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

export function isMode(field: string): boolean {
  return field === 'mode' || field === 'defaultMode';
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

function explainRequired({ document, kind }: Resource, at: YamlPath): SchemaFinding {
  const [parent, missing] = [at.slice(0, -1), String(at.at(-1))];
  const isWritten = document.keyRangeAt(at) !== undefined;
  const place = parent.length === 0 ? `This ${kind.kind}` : formatYamlPath(parent);
  const gcloudSays = missingWords(kind.kind, at, isWritten);
  return {
    ruleId: 'schema/required',
    severity: 'error',
    at,
    message: isWritten ? `${formatYamlPath(at)} has no value` : `${place} has no ${missing}`,
    remedy: REMEDIES[missing] ?? `Cloud Run needs ${missing} here.`,
    refusedBy: gcloudSays === undefined ? ['cloud-run'] : ['gcloud'],
    gcloudSays: gcloudSays || undefined,
    fixSafety: 'none',
  };
}

const REMEDIES: Readonly<Record<string, string>> = {
  metadata: 'Name the resource in metadata.name.',
  image: 'Name the image that the container runs.',
};

/** What gcloud says of what even it cannot go without; empty where it was not recorded, undefined where it goes on. */
function missingWords(kind: string, at: YamlPath, isWritten: boolean): string | undefined {
  if (isSamePath(at, ['metadata'])) {
    if (isWritten) return `gcloud crashed (AttributeError): 'NoneType' object has no attribute 'get'`;
    return 'gcloud crashed (ValueError): This instance is spec-only.';
  }
  if (isSamePath(at, ['metadata', 'name'])) {
    const collection = 'value for field [servicesId] in collection [run.namespaces.services] is required but was not provided';
    return kind === 'Service' ? collection : '';
  }
  const isTemplate = isSamePath(at, ['spec']) || isSamePath(at, ['spec', 'template']);
  if (!isTemplate || (kind !== 'Job' && kind !== 'WorkerPool')) return undefined;
  if (isWritten) return `gcloud crashed (TypeError): argument of type 'NoneType' is not iterable`;
  return 'spec.template is required but missing. Please check the content in your yaml file.';
}

/** Without these a probe, a variable or a volume would be left with nothing. */
const NEEDS_ANOTHER: ReadonlySet<string> = new Set(['exec', 'configMap', 'configMapKeyRef', 'localObjectReference']);

function explainUnsupported(
  { document, kind }: Resource,
  path: YamlPath,
  { reason, isUnknownToGcloud }: { readonly reason: string; readonly isUnknownToGcloud: boolean },
): SchemaFinding | undefined {
  const node = document.nodeAt(path);
  const field = String(path.at(-1));
  const asksForNothing = node?.type === 'scalar' && (node.resolved.value === false || node.resolved.type === 'null');
  if (asksForNothing && !isUnknownToGcloud) return undefined;
  return {
    ruleId: 'schema/unsupported-field',
    severity: 'error',
    at: path,
    isAboutKey: true,
    message: `${formatYamlPath(path)}: ${reason}`,
    refusedBy: isUnknownToGcloud ? ['gcloud'] : [],
    gcloudSays: isUnknownToGcloud ? unknownFieldWords(kind.kind, path.slice(0, -1), [field]) : undefined,
    fixSafety: 'unsafe',
    ...(!NEEDS_ANOTHER.has(field) && { fix: { title: `Remove ${field}`, edits: [{ type: 'remove', path }] } }),
  };
}

/** Only with `--as` can the kind be another than the one whose schema it is. */
function explainConst({ document, kind }: Resource, path: YamlPath): SchemaFinding | undefined {
  const value = document.stringAt(path);
  const isKindWrong = document.stringAt(['kind']) !== kind.kind;
  if (path.at(-1) === 'apiVersion' && isKindWrong) return undefined;
  const wanted = path.at(-1) === 'kind' ? kind.kind : kind.apiVersion;
  const other = REPLACEABLE_KINDS.find((candidate) => path.at(-1) === 'kind' && candidate.kind === value);
  return {
    ruleId: 'manifest/kind-mismatch',
    severity: 'error',
    at: path,
    message: `${formatYamlPath(path)} is ${value ?? 'missing'}, and ${kind.replaceCommand} takes ${path.at(-1) === 'kind' ? describeKind(wanted) : wanted}`,
    remedy: other ? `${capitalise(describeKind(other.kind))} is replaced by ${other.replaceCommand}.` : `Write ${wanted}.`,
    refusedBy: ['cloud-run'],
    fixSafety: 'none',
  };
}

function explainRange(resource: Resource, path: YamlPath, keyword: string, limit: number): SchemaFinding {
  const { document } = resource;
  const node = document.nodeAt(path);
  const common = { ruleId: 'schema/range', severity: 'error', at: path, refusedBy: ['cloud-run'], fixSafety: 'unsafe' } as const;
  const bound = keyword.startsWith('min') ? 'least' : 'most';
  if (node?.type !== 'scalar') {
    const count = node?.type === 'sequence' ? node.items.length : 1;
    const entries = count === 0 ? 'is empty' : `has ${count} items`;
    return { ...common, message: `${formatYamlPath(path)} ${entries}, and must have at ${bound} ${limit}` };
  }
  const field = String(path.at(-1));
  const given = node.resolved.type === 'string' ? describeNode(node, path) : String(node.resolved.value);
  const message = `${subjectAt(resource, path)} is ${given}, and must be at ${bound} ${limit}`;
  if (!isMode(field) || limit !== 0o777) return { ...common, message };
  return {
    ...common,
    message: `${formatYamlPath(path)} is the decimal number ${node.text}, and permissions end at 0777, which is ${0o777}`,
    ...modeFix(node, path, document.version),
  };
}

/** The same digits, read as permissions. */
export function modeFix(node: YamlScalar, path: YamlPath, version: string): Pick<SchemaFinding, 'remedy' | 'fix'> {
  const mode = `${version === '1.1' ? '0' : '0o'}${node.text}`;
  if (!/^[0-7]{3}$/.test(node.text)) return {};
  return {
    remedy: `If the permissions ${node.text} are meant, write ${mode}: a number is octal only with a zero before it.`,
    fix: { title: `Write ${mode}`, edits: [{ type: 'set', path, value: mode, isPlain: true }] },
  };
}

function explainEnum(resource: Resource, path: YamlPath, allowed: readonly string[]): SchemaFinding {
  const { document } = resource;
  const node = document.nodeAt(path) as YamlNode;
  const values = allowed.filter((value) => value !== '');
  const meant = node.type === 'scalar' ? valueMeant(node.text, values) : undefined;
  return {
    ruleId: 'schema/enum',
    severity: 'error',
    at: path,
    message: `${subjectAt(resource, path)} is ${describeNode(node, path)}, and must be ${listOf(values)}`,
    refusedBy: ['cloud-run'],
    fixSafety: 'unsafe',
    ...(meant && {
      remedy: `Did you mean ${meant}?`,
      fix: { title: `Write ${meant}`, edits: [{ type: 'set', path, value: meant }] },
    }),
  };
}

/** What the same thing is called elsewhere: in the API v2, in Kubernetes, among people. */
const OTHER_VALUES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    http: 'http1',
    http2: 'h2c',
    grpc: 'h2c',
    INGRESS_TRAFFIC_ALL: 'all',
    INGRESS_TRAFFIC_INTERNAL_ONLY: 'internal',
    INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER: 'internal-and-cloud-load-balancing',
    'internal-and-gclb': 'internal-and-cloud-load-balancing',
    EXECUTION_ENVIRONMENT_GEN1: 'gen1',
    EXECUTION_ENVIRONMENT_GEN2: 'gen2',
  }),
);

function valueMeant(text: string, values: readonly string[]): string | undefined {
  const other = OTHER_VALUES.get(text);
  return other !== undefined && values.includes(other) ? other : closestMatch(text, values);
}

function explainPattern(resource: Resource, path: YamlPath, words: string): SchemaFinding {
  const { document } = resource;
  const isNameEmpty = isSamePath(path, ['metadata', 'name']) && document.stringAt(path) === '';
  return {
    ruleId: 'schema/format',
    severity: 'error',
    at: path,
    message: `${subjectAt(resource, path)} is ${describeNode(document.nodeAt(path), path)}: ${words}`,
    refusedBy: isNameEmpty ? ['gcloud', 'cloud-run'] : ['cloud-run'],
    gcloudSays: isNameEmpty ? 'could not parse resource []' : undefined,
    fixSafety: 'none',
  };
}

function listOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** The name that gcloud has for what stands at a path: of an item its list's, of an entry of a map of texts `value`. */
function fieldNameOf(kind: string, path: YamlPath): string {
  const named = path.filter((step) => typeof step === 'string');
  return fieldTypeAt(kind, path.slice(0, -1)) === 'text map' ? 'value' : String(named.at(-1));
}
