import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lowerFinding } from '../manifest/finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { type PlainValue, plainValue } from '../yaml/plain-value.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { formatYamlPath, isSamePath, startsWithPath, type YamlPath } from '../yaml/yaml-path.ts';
import { checkNamespace } from './check-namespace.ts';
import { checkScalars } from './check-scalars.ts';
import { type Decoding, type DecodingError, decodeAsGcloud } from './decode.ts';
import { explainConversion } from './explain-conversion.ts';
import { explainError } from './explain-error.ts';
import { unknownFieldWords } from './gcloud-words.ts';
import type { SchemaFinding } from './schema-finding.ts';
import { explainUnknownField, type UnknownField } from './unknown-field.ts';

/** What the schemas say of the resources of a manifest, and what gcloud's client does with them before it sends anything. */
export function checkSchema(manifest: Manifest): Diagnostic[] {
  const resources = manifest.resources.filter(({ isTemplate }) => !isTemplate);
  return resources.flatMap((resource) =>
    findAll(resource, manifest).map((finding) => lowerFinding(resource, finding, { ...finding, remedy: undefined })),
  );
}

/** What is told of one resource at most, by each check: the first of a thousand are enough to learn what is wrong. */
const MAX_FINDINGS = 1000;

function findAll(resource: Resource, manifest: Manifest): SchemaFinding[] {
  const scalars = firstOf(checkScalars(resource), MAX_FINDINGS);
  const { errors, conversions } = decodeAsGcloud(resource.kind.kind, valueToSend(resource));
  const decoding = { errors: errors.slice(0, MAX_FINDINGS), conversions: conversions.slice(0, MAX_FINDINGS) };
  return [...scalars, ...checkNamespace(resource, manifest), ...explain(resource, decoding, scalars)];
}

function firstOf<T>(items: Iterable<T>, limit: number): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length === limit) break;
    first.push(item);
  }
  return first;
}

/** What gcloud decodes: the namespace is text by then, and another check's. */
function valueToSend({ document }: Resource): PlainValue {
  const value = document.root ? plainValue(document.root) : null;
  const metadata = propertyOf(value, 'metadata');
  if ((propertyOf(metadata, 'namespace') ?? null) !== null) Object.assign(metadata as object, { namespace: '' });
  return value;
}

function propertyOf(value: PlainValue | undefined, key: string): PlainValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined;
}

/** One finding for each cause: what only follows from something that is told already is left out. */
function explain(resource: Resource, { errors, conversions }: Decoding, told: readonly SchemaFinding[]): SchemaFinding[] {
  if (errors.length + conversions.length === 0) return [];
  const unknown = errors.flatMap((error) =>
    error.keyword === 'additionalProperties' ? unknownFieldAt(resource, error, errors) : [],
  );
  const missing = errors.filter(({ keyword }) => keyword === 'required').map(({ path }) => path);
  const mistyped = errors.filter(({ keyword }) => keyword === 'type').map(({ path }) => path);
  const toldPaths = told.map(({ at }) => at);
  const seen = new Set<YamlNode>();
  const isConsequence = (error: DecodingError): boolean => {
    switch (error.keyword) {
      case 'required':
        return isNoItem(error.path.slice(0, -1)) || unknown.some(({ belongsAt = [] }) => startsWithPath(belongsAt, error.path));
      case 'type':
        return hasPath(toldPaths, error.path) || isSeenThroughAlias(error.path);
      case 'deprecationMessage':
        return unknown.some(({ parent }) => startsWithPath(parent, error.path));
      default:
        return hasPath(mistyped, error.path) || hasPath(toldPaths, error.path);
    }
  };
  return [
    ...unknownFindings(resource, unknown),
    ...outputOnlyFindings(errors),
    ...errors.filter((error) => !isConsequence(error)).flatMap((error) => explainError(resource, error) ?? []),
    ...conversions
      .filter(({ path }) => !hasPath(missing, path) && !isNoItem(path))
      .flatMap((conversion) => explainConversion(resource, conversion) ?? []),
  ];

  /** A map in the place of a list that is none of the list's items: variables by their names, for one. */
  function isNoItem(path: YamlPath): boolean {
    const isWrapped = conversions.some((conversion) => conversion.type === 'wrapped' && isSamePath(conversion.path, path));
    return isWrapped && unknown.some(({ parent }) => isSamePath(parent, path));
  }

  /** True for the second place of a value that has several, by aliases. */
  function isSeenThroughAlias(path: YamlPath): boolean {
    const node = resource.document.nodeAt(path);
    if (node === undefined || seen.has(node)) return node !== undefined;
    seen.add(node);
    return false;
  }
}

function hasPath(paths: readonly YamlPath[], path: YamlPath): boolean {
  return paths.some((other) => isSamePath(other, path));
}

interface UnknownKey extends UnknownField {
  readonly parent: YamlPath;
  /** The parent as gcloud names it. */
  readonly sentParent: YamlPath;
  readonly name: string;
}

/** @param errors among which may be that what holds the field is not supported either: then all of it has to go */
function unknownFieldAt(
  resource: Resource,
  error: DecodingError & { keyword: 'additionalProperties' },
  errors: readonly DecodingError[],
): UnknownKey {
  const name = error.params.additionalProperty;
  const explained = explainUnknownField(resource, error.path, name);
  const place = { parent: error.path, sentParent: error.sentPath, name };
  for (const other of errors) {
    if (other.keyword !== 'deprecationMessage' || !startsWithPath(error.path, other.path)) continue;
    return {
      ...place,
      message: explained.message,
      remedy: `Remove all of ${String(other.path.at(-1))}: ${other.params.reason}.`,
    };
  }
  return { ...place, ...explained };
}

/** gcloud names the unknown keys of one object together; each is wrong for itself. */
function unknownFindings({ kind }: Resource, unknown: readonly UnknownKey[]): SchemaFinding[] {
  return unknown.map(({ parent, sentParent, name, message, remedy, fix }) => {
    const names = unknown.filter((other) => isSamePath(other.parent, parent)).map((other) => excerpt(other.name));
    return {
      ruleId: 'schema/unknown-field',
      severity: 'error',
      at: [...parent, name],
      isAboutKey: true,
      message,
      remedy,
      refusedBy: ['gcloud'],
      gcloudSays: unknownFieldWords(kind.kind, sentParent, names),
      fixSafety: 'unsafe',
      ...(fix && { fix }),
    };
  });
}

/** What Cloud Run sets itself is told once for each map: it comes with an export that was not made for replacing. */
function outputOnlyFindings(errors: readonly DecodingError[]): SchemaFinding[] {
  const paths = errors.filter(({ keyword }) => keyword === 'readOnly').map(({ path }) => path);
  const parents = new Map(paths.map((path) => [JSON.stringify(path.slice(0, -1)), path.slice(0, -1)]));
  return [...parents.values()].map((parent) => {
    const fields = paths.filter((path) => isSamePath(path.slice(0, -1), parent)).map((path) => String(path.at(-1)));
    const names = fields.length < 2 ? fields.join('') : `${fields.slice(0, -1).join(', ')} and ${fields.at(-1)}`;
    const isAddress = fields.includes('url');
    const place = parent.length === 0 ? '' : ` in ${formatYamlPath(parent)}`;
    return {
      ruleId: 'schema/output-only',
      severity: isAddress ? 'error' : 'info',
      at: [...parent, fields[0] as string],
      isAboutKey: true,
      message: `${names}${place}: Cloud Run sets ${fields.length === 1 ? 'this' : 'these'} itself`,
      remedy: isAddress
        ? 'It belongs to the status, and is refused here: remove it.'
        : 'None of it is taken from a manifest; gcloud run … describe --format export leaves most of it out.',
      refusedBy: isAddress ? ['cloud-run'] : [],
      fixSafety: 'safe',
      fix: {
        title: `Remove ${names}${place}`,
        edits: fields.map((field) => ({ type: 'remove', path: [...parent, field] }) as const),
      },
    };
  });
}
