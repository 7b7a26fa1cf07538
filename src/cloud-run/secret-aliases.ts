import { isProjectId, isProjectNumber } from '../manifest/account-email.ts';
import type { Resource } from '../manifest/resource.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { templateAnnotationOf, templateAnnotationsPath } from './annotations.ts';
import { variablesOf } from './containers.ts';

/** The annotation that gives secrets of other projects a name here. */
export const SECRETS_KEY = 'run.googleapis.com/secrets';

/** One entry of the annotation: `ALIAS:projects/NUMBER/secrets/NAME`. */
export interface SecretAlias {
  readonly text: string;
  /** The name that it gives; undefined where the entry is not of the form. */
  readonly alias: string | undefined;
  /** The project: its number, or its id where that is written in the place of the number. */
  readonly project?: string;
  /** The secret, by its name in that project. */
  readonly secret?: string;
}

/** A place that names a secret. */
export interface SecretReference {
  readonly name: string;
  readonly at: YamlPath;
}

export function secretAliasesPath(resource: Resource): YamlPath {
  return [...templateAnnotationsPath(resource), SECRETS_KEY];
}

export function secretAliasesOf(resource: Resource): SecretAlias[] {
  const text = templateAnnotationOf(resource, SECRETS_KEY);
  return text ? text.split(',').map(parseAlias) : [];
}

/** As gcloud reads it, which takes a version behind the name, and only the number of a project. */
function parseAlias(text: string): SecretAlias {
  const parts = /^([^:\s]+):projects\/([^/\s]+)\/secrets\/([A-Za-z0-9_-]{1,255})(?:\/versions\/[^/:\s]+)?$/.exec(text);
  const [, alias, project = '', secret] = parts ?? [];
  const isProject = isProjectNumber(project) || isProjectId(project);
  return isProject && secret !== undefined ? { text, alias, project, secret } : { text, alias: undefined };
}

/** Every place of the containers and volumes that names a secret. */
export function secretReferencesOf(resource: Resource): SecretReference[] {
  const { document, kind } = resource;
  const references: SecretReference[] = [];
  for (const { at, isSecret } of variablesOf(resource)) if (isSecret) add([...at, 'valueFrom', 'secretKeyRef', 'name']);
  const volumes = [...kind.podSpecPath, 'volumes'];
  for (const index of document.itemsAt(volumes).keys()) add([...volumes, index, 'secret', 'secretName']);
  return references;

  function add(at: YamlPath): void {
    const name = document.stringAt(at);
    if (name) references.push({ name, at });
  }
}
