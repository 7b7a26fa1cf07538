import { gathered } from './gathered.ts';
import type { Grant, Grantee, Project } from './grant.ts';
import { nameOf } from './project.ts';
import { INCLUDED_IN } from './roles.ts';
import { TARGETS } from './targets.ts';

/** Every grant once, with all of its reasons, and in one order, whatever order they come in. */
export function mergedGrants(grants: readonly Grant[]): Grant[] {
  return withoutIncluded(gathered(withWholeProjects(grants), keyOfGrant));
}

/** A project that is called by its id here and by its number there is one, where anything tells both. */
function withWholeProjects(grants: readonly Grant[]): Grant[] {
  const whole = new Map<string | undefined, Project>();
  for (const { grantee, target } of grants) {
    for (const project of [target.project, grantee.type === 'service-agent' ? grantee.project : undefined]) {
      if (project?.id !== undefined && project.number !== undefined) whole.set(project.id, project).set(project.number, project);
    }
  }
  const complete = (project: Project) => whole.get(nameOf(project)) ?? project;
  return grants.map(({ grantee, target, ...grant }) => ({
    ...grant,
    grantee: grantee.type === 'service-agent' ? { ...grantee, project: complete(grantee.project) } : grantee,
    target: target.project ? { ...target, project: complete(target.project) } : target,
  }));
}

/** Says what the grant is, and its place among the others: by who gets it, what it is on, and the role. */
function keyOfGrant({ grantee, role, target: { type, name, project = {}, location, keyRing } }: Grant): string {
  const who = grantee.type === 'identity' ? grantee.email : grantee.type === 'deployer' ? '' : nameOf(grantee.project);
  const order = [
    GRANTEE_ORDER.indexOf(grantee.type),
    who,
    TARGET_ORDER.indexOf(type),
    nameOf(project),
    location,
    keyRing,
    name,
    role,
  ];
  return order.map((part) => part ?? '').join('\n');
}

const GRANTEE_ORDER: readonly Grantee['type'][] = ['identity', 'deployer', 'service-agent'];

const TARGET_ORDER = Object.keys(TARGETS);

/** Leaves out roles that another one on the same thing has in it. */
function withoutIncluded(grants: readonly Grant[]): Grant[] {
  const keys = new Set(grants.map(keyOfGrant));
  const included = (grant: Grant) => {
    const role = INCLUDED_IN[grant.role];
    return role && keys.has(keyOfGrant({ ...grant, role })) ? role : undefined;
  };
  return gathered(
    grants.map((grant) => ({ ...grant, role: included(grant) ?? grant.role })),
    keyOfGrant,
  );
}
