import type { Grantee, GrantOptions, Project, Target } from './grant.ts';
import { nameOf } from './project.ts';

/** What is not known when grants are written down, and is found out or asked for when they are made. */
export type Variable =
  | { readonly variable: 'deployer' }
  /** The id of the project that is deployed to. */
  | { readonly variable: 'project' }
  | { readonly variable: 'project-number'; readonly of: Project };

/** A text with variables in it. Whoever writes it down quotes the texts, and says how a variable is written. */
export type Phrase = readonly (string | Variable)[];

/** A project as commands name it. */
export function projectPhrase(project: Project = {}): Phrase {
  return [nameOf(project) ?? { variable: 'project' }];
}

/** Who gets a role, as a member of an IAM policy. */
export function memberPhrase(grantee: Grantee, { deployer }: GrantOptions): Phrase {
  if (grantee.type === 'identity') return [`serviceAccount:${grantee.email}`];
  if (grantee.type === 'deployer') return [deployer ?? { variable: 'deployer' }];
  const { project, universe } = grantee;
  const domain = universe === undefined ? 'serverless-robot-prod' : `serverless-robot-prod.${universe}-system`;
  const number = project.number ?? ({ variable: 'project-number', of: project } as const);
  return ['serviceAccount:service-', number, `@${domain}.iam.gserviceaccount.com`];
}

/** What narrows a role that can only be granted on a project; undefined where it is granted on the thing itself. */
export interface Condition {
  readonly title: string;
  /** In CEL. */
  readonly expression: string;
}

/** Instances of Cloud SQL have no policy of their own, and conditions of their project's that name them. */
export function conditionOf({ type, name, project = {} }: Target): Condition | undefined {
  if (type !== 'cloud-sql-instance') return undefined;
  const resource = JSON.stringify(`projects/${nameOf(project)}/instances/${name}`);
  const expression = `resource.name == ${resource} && resource.service == "sqladmin.googleapis.com"`;
  return { title: `Cloud SQL ${name}`.slice(0, MAX_TITLE), expression };
}

/** What IAM takes, in characters. */
const MAX_TITLE = 100;
