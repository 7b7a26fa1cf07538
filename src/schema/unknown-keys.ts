import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { isSamePath, pathKey, startsWithPath, type YamlPath } from '../yaml/yaml-path.ts';
import type { DecodingError } from './decode.ts';
import { unknownFieldWords } from './gcloud-words.ts';
import type { SchemaFinding } from './schema-finding.ts';
import { explainUnknownField, type UnknownField } from './unknown-field.ts';

/** A key of a manifest that is no field. */
export interface UnknownKey extends UnknownField {
  readonly parent: YamlPath;
  readonly name: string;
  /** What gcloud says of it, and of the others of its object: it names them together. */
  readonly gcloudSays: string;
}

/** The keys that are no fields, and what was likely meant by each. */
export function findUnknownKeys(resource: Resource, errors: readonly DecodingError[]): UnknownKey[] {
  const seen = new Set<number | undefined>();
  return errors.flatMap((error) => {
    if (error.keyword !== 'additionalProperties') return [];
    const name = error.params.additionalProperty;
    // By aliases and merge keys one key can stand in several objects.
    const offset = resource.document.keyRangeAt([...error.path, name])?.start;
    if (seen.has(offset)) return [];
    seen.add(offset);
    const explained = explainUnknownField(resource, error.path, name);
    const place = { parent: error.path, name, gcloudSays: unknownWordsFor(resource, error.sentPath, errors) };
    const unsupported = errors.find((other) => isUnsupportedAround(other, error.path));
    return [unsupported ? { ...place, message: explained.message, remedy: removalOf(unsupported) } : { ...place, ...explained }];
  });
}

/** What gcloud says of all the keys of an object that it does not know. `exec` is a field that it does not know either. */
export function unknownWordsFor({ kind }: Resource, sentParent: YamlPath, errors: readonly DecodingError[]): string {
  const names = errors.flatMap((error) => {
    if (error.keyword === 'additionalProperties') return [{ parent: error.sentPath, name: error.params.additionalProperty }];
    const isUnknown = error.keyword === 'deprecationMessage' && error.params.isUnknownToGcloud;
    return isUnknown ? [{ parent: error.sentPath.slice(0, -1), name: String(error.sentPath.at(-1)) }] : [];
  });
  const key = pathKey(sentParent);
  const own = names.filter(({ parent }) => pathKey(parent) === key).map(({ name }) => excerpt(name));
  return unknownFieldWords(kind.kind, sentParent, own);
}

export function unknownKeyFindings(unknown: readonly UnknownKey[]): SchemaFinding[] {
  return unknown.map(({ parent, name, gcloudSays, message, remedy, belongsAt, fix }) => ({
    ruleId: 'schema/unknown-field',
    severity: 'error',
    at: [...parent, name],
    isAboutKey: true,
    message,
    remedy,
    refusedBy: ['gcloud'],
    gcloudSays,
    fixSafety: 'unsafe',
    ...(fix && belongsAt && !isWantedTwice(belongsAt) && { fix }),
  }));

  function isWantedTwice(path: YamlPath): boolean {
    return unknown.filter(({ belongsAt }) => belongsAt && isSamePath(belongsAt, path)).length > 1;
  }
}

/** Of what is not supported at all, no part has to be right. */
function isUnsupportedAround(error: DecodingError, path: YamlPath): boolean {
  return error.keyword === 'deprecationMessage' && startsWithPath(path, error.path);
}

function removalOf(error: DecodingError): string {
  const reason = error.keyword === 'deprecationMessage' ? `: ${error.params.reason}` : '';
  return `Remove all of ${String(error.path.at(-1))}${reason}.`;
}
