import { describeKind, REPLACEABLE_KINDS } from '../manifest/kinds.ts';
import type { Resource } from '../manifest/resource.ts';
import { capitalise } from '../text/capitalise.ts';
import { formatYamlPath, isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import type { DecodingError } from './decode.ts';
import { explainType } from './explain-type.ts';
import { explainEnum, explainPattern, explainRange } from './explain-value.ts';
import { missingFieldWords } from './gcloud-words.ts';
import { isToBeFilledIn, type SchemaFinding } from './schema-finding.ts';
import { unknownWordsFor } from './unknown-keys.ts';

/**
 * The words for errors that stand alone: unknown fields and what Cloud Run sets itself are told elsewhere.
 *
 * @param all the errors of the resource, of which gcloud names some together
 */
export function explainError(resource: Resource, error: DecodingError, all: readonly DecodingError[]): SchemaFinding | undefined {
  const { document } = resource;
  switch (error.keyword) {
    case 'type':
      return explainType(resource, error.path, String(error.params.type));
    case 'required':
      return explainRequired(resource, error.path);
    case 'deprecationMessage': {
      const finding = explainUnsupported(resource, error.path, error.params);
      if (!finding || !error.params.isUnknownToGcloud) return finding;
      return { ...finding, gcloudSays: unknownWordsFor(resource, error.sentPath.slice(0, -1), all) };
    }
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

function explainRequired({ document, kind }: Resource, at: YamlPath): SchemaFinding {
  const [parent, missing] = [at.slice(0, -1), String(at.at(-1))];
  const node = document.nodeAt(at);
  const place = parent.length === 0 ? `This ${kind.kind}` : formatYamlPath(parent);
  const isNeededByGcloud =
    isSamePath(at, ['metadata']) || isSamePath(at, ['metadata', 'name']) || isNeededTemplate(kind.kind, at);
  const isEmptyList = node?.type === 'sequence';
  return {
    ruleId: 'schema/required',
    severity: 'error',
    at,
    message: node ? `${formatYamlPath(at)} ${isEmptyList ? 'is an empty list' : 'has no value'}` : `${place} has no ${missing}`,
    remedy: REMEDIES[at.join('.')] ?? REMEDIES[missing] ?? `Cloud Run needs ${missing} here.`,
    refusedBy: isNeededByGcloud ? ['gcloud'] : ['cloud-run'],
    gcloudSays: isNeededByGcloud ? missingFieldWords(kind.kind, at, document) : undefined,
    fixSafety: 'none',
  };
}

/** Of Jobs and worker pools gcloud itself looks into the template. */
function isNeededTemplate(kind: string, at: YamlPath): boolean {
  const isTemplate = isSamePath(at, ['spec']) || isSamePath(at, ['spec', 'template']);
  return isTemplate && (kind === 'Job' || kind === 'WorkerPool');
}

const REMEDIES: Readonly<Record<string, string>> = {
  metadata: 'Name the resource in metadata.name.',
  'metadata.name': 'Name the resource.',
  image: 'Name the image that the container runs.',
  secretName: 'Name the secret whose versions are the files of the volume.',
};

/** Without these a probe, a variable or a volume would be left with nothing. */
const NEEDS_ANOTHER: ReadonlySet<string> = new Set(['exec', 'tcpSocket', 'configMap', 'configMapKeyRef', 'localObjectReference']);

function explainUnsupported(
  { document }: Resource,
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
    message: `${formatYamlPath(path)} is ${JSON.stringify(value)}, and ${kind.replaceCommand} takes ${path.at(-1) === 'kind' ? describeKind(wanted) : wanted}`,
    remedy: other ? `${capitalise(describeKind(other.kind))} is replaced by ${other.replaceCommand}.` : `Write ${wanted}.`,
    refusedBy: ['cloud-run'],
    fixSafety: 'none',
  };
}
