import { isAccountName, userManagedEmail } from '../manifest/account-email.ts';
import { type Resource, resourceId } from '../manifest/resource.ts';
import { shellPath, shellWord } from '../text/shell-word.ts';
import { STDIN_PATH } from '../text/source-file.ts';
import { homeProjectIdOf } from './home-project.ts';

/** An account that a resource could have for itself: its own name, in its project where the manifest tells its id. */
export function dedicatedAccountOf(resource: Resource): string {
  return userManagedEmail(accountNameFor(resource.name ?? ''), homeProjectIdOf(resource) ?? 'PROJECT');
}

/** The command that sets an account, ready to be run but for what is still written in capitals. */
export function setCommand(resource: Resource, email: string): string {
  const path = resource.path === STDIN_PATH ? '-' : shellPath(resource.path);
  const only = resource.isAlone ? '' : ` --only ${shellWord(resourceId(resource))}`;
  return `runlint set-service-account ${shellWord(email)}${only} ${path}`;
}

/** The command that says what the resources of its file need granted. */
export function grantsCommand({ path, call: { project } }: Resource, ...options: readonly string[]): string {
  const { id = '', number } = project ?? {};
  const ofProject = project ? [`--project ${shellWord(number === undefined ? id : `${id}=${number}`)}`] : [];
  return ['runlint grants', ...options, ...ofProject, path === STDIN_PATH ? '-' : shellPath(path)].join(' ');
}

function accountNameFor(name: string): string {
  return [name, `${name}-run`].find(isAccountName) ?? 'NAME';
}
