import { describeContainer, type Variable, variablesOf } from '../cloud-run/containers.ts';
import { type SecretAlias, secretAliasesOf } from '../cloud-run/secret-aliases.ts';
import { describeVolume, volumesOf } from '../cloud-run/volumes.ts';
import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { MASK } from '../text/mask.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Project, Target } from './grant.ts';
import { type Finding, unclearName } from './need.ts';
import { projectNamed } from './project.ts';

/** Secrets that variables and volumes are made of: the identity reads them. */
export function* secretNeeds(resource: Resource, home: Project): Generator<Finding> {
  const aliases = secretAliasesOf(resource);
  for (const { at, why } of referencesOf(resource)) {
    const name = resource.document.stringAt(at);
    if (!name) continue;
    const on = targetOf(name, aliases, resource, home);
    yield on
      ? { at, why, to: 'identity', role: 'readSecret', on }
      : unclearName(at, why, aliasText(name, aliases) ?? name, EXPECTED);
  }
}

const EXPECTED = 'the name of a secret, or of an alias defined as ALIAS:projects/NUMBER/secrets/NAME,';

/** As Secret Manager has them. What begins with a hyphen, gcloud would take for an option. */
const SECRET_NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,254}$/;

function* referencesOf(resource: Resource): Generator<{ at: YamlPath; why: string }> {
  for (const variable of variablesOf(resource)) {
    if (variable.isSecret) yield { at: [...variable.at, 'valueFrom', 'secretKeyRef', 'name'], why: describeVariable(variable) };
  }
  for (const volume of volumesOf(resource)) yield { at: [...volume.at, 'secret', 'secretName'], why: describeVolume(volume) };
}

/** What is written for a name with a value in it is no name. */
function describeVariable({ name, container }: Variable): string {
  return `the variable ${name.includes('=') ? MASK : excerpt(name)} of ${describeContainer(container)}`;
}

/** A secret of the project that is deployed to, or of the one that an alias names. */
function targetOf(name: string, aliases: readonly SecretAlias[], { call }: Resource, home: Project): Target | undefined {
  const defined = aliases.find(({ alias }) => alias === name);
  if (defined?.secret !== undefined && defined.project !== undefined) {
    return { type: 'secret', name: defined.secret, project: projectNamed(defined.project, call) };
  }
  const isSecret = SECRET_NAME.test(name) && aliasText(name, aliases) === undefined;
  return isSecret ? { type: 'secret', name, project: home } : undefined;
}

/** What is written for an alias, where it defines none. */
function aliasText(name: string, aliases: readonly SecretAlias[]): string | undefined {
  return aliases.find(({ text }) => text.trim().startsWith(`${name}:`))?.text;
}
