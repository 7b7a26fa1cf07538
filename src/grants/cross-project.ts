import { gathered } from './gathered.ts';
import type { GrantList, Project, Reason } from './grant.ts';
import { nameOf } from './project.ts';

/** A project whose accounts are to run in other projects: that has to be allowed there. */
export interface CrossProject {
  /** The project of the accounts. */
  readonly project: Project;
  readonly reasons: readonly Reason[];
}

/** Must not be enforced. It is, where nobody has changed it. */
export const CROSS_PROJECT_CONSTRAINT = 'iam.disableCrossProjectServiceAccountUsage';

/** Recommended with it, and not required. */
export const LIEN_CONSTRAINT = 'iam.restrictCrossProjectServiceAccountLienRemoval';

/** The projects whose accounts are used by others, as the grants tell that it takes. */
export function crossProjectsIn({ grants }: GrantList): CrossProject[] {
  const foreign = grants.flatMap(({ role, target: { project }, reasons }) => {
    return role === 'mintTokens' && project ? { project, reasons } : [];
  });
  return gathered(foreign, ({ project }) => nameOf(project) ?? '');
}

/** What there is to decide, a sentence a line: it is a decision about a whole project, which nothing here makes. */
export function crossProjectSentences({ project }: CrossProject): { readonly allow: string[]; readonly harden: string[] } {
  const name = nameOf(project);
  return {
    allow: [
      `In project ${name} the organization policy ${CROSS_PROJECT_CONSTRAINT} must not be enforced; where nobody has changed it, it is.`,
      `Once it is off, accounts of ${name} can be attached to resources of other projects, and Google puts a lien on ${name}: it cannot be deleted while the lien is there.`,
      'That is a decision about the whole project: it is left to whoever owns it, and so is the creation of its accounts.',
    ],
    harden: ['Recommended with it, so that only somebody with a right on the organization can lift that lien:'],
  };
}

/** The arguments of gcloud for each of the two. */
export function crossProjectCommands({ project }: CrossProject): { readonly allow: string[]; readonly harden: string[] } {
  const command = (verb: string, constraint: string) => [
    'resource-manager',
    'org-policies',
    verb,
    constraint,
    `--project=${nameOf(project)}`,
  ];
  return { allow: command('disable-enforce', CROSS_PROJECT_CONSTRAINT), harden: command('enable-enforce', LIEN_CONSTRAINT) };
}
