import type { Grant, Grantee } from './grant.ts';
import { nameOf } from './project.ts';
import { ROLES } from './roles.ts';
import { nameFor, UniqueNames } from './unique-names.ts';

/** What resources are called: the same for the same grant whatever stands beside it, if it is not called just as another. */
export class TerraformNames {
  readonly #byType = new Map<string, UniqueNames>();

  ofAccount(email: string): string {
    return this.#of('google_service_account', email, nameOfEmail(email));
  }

  ofGrant(type: string, grant: Grant): string {
    const { grantee, role, target } = grant;
    return this.#of(type, JSON.stringify([grantee, role, target]), nameOfGrant(grant));
  }

  #of(type: string, key: string, wanted: string): string {
    const names = this.#byType.get(type) ?? new UniqueNames();
    this.#byType.set(type, names);
    return names.of(key, wanted);
  }
}

/** By who gets it, and on what; its project where that is not the one of who gets it. */
function nameOfGrant({ grantee, role, target }: Grant): string {
  const who = nameOfGrantee(grantee);
  if (target.type === 'service-account') return `${who}_${nameOfEmail(target.name)}`;
  const { location = '', keyRing = '', name } = target;
  const project = target.project ? nameFor(nameOf(target.project) ?? '') : '';
  const what = target.type === 'project' ? ROLES[role].id.replace('roles/', '') : name;
  return nameFor([who, who.endsWith(project) ? '' : project, location, keyRing, what].join(' '));
}

function nameOfGrantee(grantee: Grantee): string {
  if (grantee.type === 'identity') return nameOfEmail(grantee.email);
  return grantee.type === 'deployer' ? 'deployer' : nameFor(`cloud_run_agent ${nameOf(grantee.project) ?? ''}`);
}

function nameOfEmail(email: string): string {
  return nameFor(email.replace(/(?:\.iam)?\.gserviceaccount\.com$/, ''));
}
