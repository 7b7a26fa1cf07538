import { findPlaceholder } from '../manifest/placeholder.ts';
import { excerpt } from '../text/excerpt.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Grantee, Project, Target } from './grant.ts';
import { nameOf } from './project.ts';
import type { RoleName } from './roles.ts';

/** What one line of a manifest needs. */
export interface Need {
  /** The value that it is needed for. */
  readonly at: YamlPath;
  /** What stands there: `the variable DB_PASSWORD of the container`. */
  readonly why: string;
  readonly to: Grantee['type'];
  readonly role: RoleName;
  readonly on: Target;
}

/** What one line of a manifest leaves open. */
export interface Doubt {
  readonly at: YamlPath;
  readonly why: string;
  readonly question: string;
  readonly remedy: string;
}

export type Finding = Need | Doubt;

/** A name that is still to be filled in, or not what is expected in its place. */
export function unclearName(
  at: YamlPath,
  why: string,
  text: string,
  expected: string,
  placeholder = findPlaceholder(text),
): Doubt {
  if (placeholder !== undefined) {
    const question = `what the placeholder ${excerpt(placeholder)} stands for`;
    return { at, why, question, remedy: 'Render the manifest first, and ask for its grants then.' };
  }
  const question = `what ${JSON.stringify(excerpt(text))} names, where ${expected} is expected`;
  return { at, why, question, remedy: 'Write that, and ask again; runlint check says more.' };
}

/** Something of another project that may be the one that is deployed to. */
export function unclearHome(at: YamlPath, why: string, home: Project, other: Project): Doubt {
  const known = nameOf(home);
  const place = { at, why: `${why}, of project ${nameOf(other)}` };
  if (known === undefined) {
    const question = 'to which project this is deployed: if it is another one, more is needed than stands here';
    return { ...place, question, remedy: 'Give it by its id and its number, as in --project acme-prod=123456789012.' };
  }
  const question = `whether ${nameOf(other)} is project ${known}, which this is deployed to: if not, more is needed than stands here`;
  const remedy = 'Write the id and the number of the project under projects in runlint.yaml, or give both with --project.';
  return { ...place, question, remedy };
}
