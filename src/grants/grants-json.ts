import { printJson } from '../reporters/print-json.ts';
import { CROSS_PROJECT_CONSTRAINT, crossProjectsIn, LIEN_CONSTRAINT } from './cross-project.ts';
import type { Grantee, GrantList, GrantOptions, Project, Reason, Target } from './grant.ts';
import { conditionOf, memberPhrase } from './phrase.ts';
import { ROLES } from './roles.ts';

/** Raised when a field goes or changes its meaning; new fields can come at any time. */
const VERSION = 1;

/** The grants for programs: the shape of `schemas/grants.schema.json`, mapped field by field. */
export function grantsJson(list: GrantList, options: GrantOptions): string {
  const { grants, accounts, questions, resources, files } = list;
  const crossProjects = crossProjectsIn(list);
  return printJson({
    version: VERSION,
    accounts: accounts.map(({ email, project, reasons }) => ({
      email,
      project: projectJson(project),
      reasons: reasons.map(reasonJson),
    })),
    grants: grants.map(({ grantee, role, target, reasons }) => ({
      role: ROLES[role].id,
      basis: ROLES[role].basis,
      source: ROLES[role].source,
      grantee: granteeJson(grantee, options),
      on: targetJson(target),
      condition: conditionOf(target) ?? null,
      reasons: reasons.map(reasonJson),
    })),
    crossProjects: crossProjects.map(({ project, reasons }) => ({
      project: projectJson(project),
      mustNotBeEnforced: CROSS_PROJECT_CONSTRAINT,
      recommendedToEnforce: LIEN_CONSTRAINT,
      reasons: reasons.map(reasonJson),
    })),
    questions: questions.map(({ question, remedy, reasons }) => ({ question, remedy, reasons: reasons.map(reasonJson) })),
    summary: {
      resources,
      files,
      accounts: accounts.length,
      grants: grants.length,
      crossProjects: crossProjects.length,
      questions: questions.length,
    },
  });
}

/** The member is null where it is not known: a deployer that nobody has named, an agent of a project without a known number. */
function granteeJson(grantee: Grantee, options: GrantOptions): unknown {
  const phrase = memberPhrase(grantee, options);
  const isKnown = phrase.every((part) => typeof part === 'string');
  return {
    type: grantee.type,
    member: isKnown ? phrase.join('') : null,
    project: grantee.type === 'service-agent' ? projectJson(grantee.project) : null,
  };
}

function targetJson({ type, name, project, location, keyRing }: Target): unknown {
  return {
    type,
    name: name === '' ? null : name,
    project: project ? projectJson(project) : null,
    location: location ?? null,
    keyRing: keyRing ?? null,
  };
}

function projectJson({ id, number }: Project): unknown {
  return { id: id ?? null, number: number ?? null };
}

function reasonJson({ path, line, column, resource, words }: Reason): unknown {
  return { path, line, column, resource, message: words };
}
