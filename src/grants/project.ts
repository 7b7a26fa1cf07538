import { findHomeProject } from '../cloud-run/home-project.ts';
import { isProjectId, isProjectNumber } from '../manifest/account-email.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Project } from './grant.ts';

/**
 * The project that a resource is deployed to, as far as it is sure. Where the manifest names another one than whoever
 * deploys, its own holds: gcloud would not deploy it to the other, and nobody there is to get anything for it.
 */
export function homeOf(resource: Resource): Project {
  const { project, ...call } = resource.call;
  const told = sureHomeOf(resource);
  if (!project) return told;
  const own = sureHomeOf({ ...resource, call });
  return relationOf(own, told) === 'other' ? own : told;
}

/** No variable tells it, and nothing contradicts. */
function sureHomeOf(resource: Resource): Project {
  const sure = findHomeProject(resource).filter(({ isFromEnvironment }) => !isFromEnvironment);
  const names = [...new Set(sure.map(({ project }) => project))];
  const [id, otherId] = names.filter((name) => !isProjectNumber(name));
  const [number, otherNumber] = names.filter(isProjectNumber);
  return otherId !== undefined || otherNumber !== undefined ? {} : projectOf(id, number);
}

/** The project of an id or a number, with its other name where whoever deploys knows it. */
export function projectNamed(name: string, { project, projects = [] }: ReplaceCall): Project {
  const known = [...(project ? [project] : []), ...projects].find(({ id, number }) => id === name || number === name);
  const names = known ? [known.id, known.number] : [name];
  return projectOf(
    names.find((text) => text !== undefined && !isProjectNumber(text)),
    names.find((text) => text !== undefined && isProjectNumber(text)),
  );
}

function projectOf(id: string | undefined, number: string | undefined): Project {
  return { ...(id !== undefined && { id }), ...(number !== undefined && { number }) };
}

/** True for the id or the number of a project. */
export function isProject(text: string): boolean {
  return isProjectId(text) || isProjectNumber(text);
}

/** How two projects compare: by their ids, or else by their numbers. */
export function relationOf(a: Project, b: Project): 'same' | 'other' | 'unknown' {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id ? 'same' : 'other';
  if (a.number !== undefined && b.number !== undefined) return a.number === b.number ? 'same' : 'other';
  return 'unknown';
}

/** What a project is called; undefined where nothing tells it. */
export function nameOf({ id, number }: Project): string | undefined {
  return id ?? number;
}
