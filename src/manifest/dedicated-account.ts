import { shellWord } from '../text/shell-word.ts';
import { findHomeProject } from './home-project.ts';
import type { Resource } from './resource.ts';
import { isAccountName, isProjectNumber } from './service-account.ts';

/** An account that a resource could have for itself: its own name, in its project where the manifest tells its id. */
export function dedicatedAccountOf(resource: Resource): string {
  const evidence = findHomeProject(resource).find(
    ({ project, isFromEnvironment }) => !isFromEnvironment && !isProjectNumber(project),
  );
  return `${accountNameFor(resource.name ?? '')}@${labelsOf(evidence?.project ?? 'PROJECT')}.iam.gserviceaccount.com`;
}

/** The command that sets an account, ready to be run but for what is still written in capitals. */
export function setCommand(resource: Resource, email: string): string {
  return `runlint set-service-account ${shellWord(email)} ${shellWord(resource.path)}`;
}

function accountNameFor(name: string): string {
  return [name, `${name}-run`].find(isAccountName) ?? 'NAME';
}

/** In an e-mail the project `example.com:proj` is `proj.example.com`. */
function labelsOf(projectId: string): string {
  const [domain, project] = projectId.split(':');
  return project ? `${project}.${domain}` : projectId;
}
