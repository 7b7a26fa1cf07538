import { homeProjectOf } from '../cloud-run/home-project.ts';
import { isProjectNumber } from '../manifest/account-email.ts';
import type { ProjectRef } from '../manifest/replace-call.ts';
import type { Resource } from '../manifest/resource.ts';

/** Whether a resource is deployed to a project; unclear where of one of the two only the number is known, and of the other only the id. */
export type Placement = 'there' | 'elsewhere' | 'unclear';

/** @param resource read without the project; one that names none goes where it is deployed to */
export function placementIn(project: ProjectRef, resource: Resource): Placement {
  const own = namesOf(homeProjectOf(resource));
  const known = resource.call.projects?.find(({ id, number }) => id === project.id || number === project.id);
  const wanted = namesOf({ ...known, ...project });
  if (own.length === 0 || own.some((name) => wanted.includes(name))) return 'there';
  const isComparable = own.some((name) => wanted.some((other) => isProjectNumber(name) === isProjectNumber(other)));
  return isComparable ? 'elsewhere' : 'unclear';
}

function namesOf({ id, number }: Partial<ProjectRef>): string[] {
  return [id, number].filter((name) => name !== undefined);
}
