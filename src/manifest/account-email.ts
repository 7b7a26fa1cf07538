import type { EmailDefect, ServiceAccount } from './service-account.ts';

/** What stands behind the project in the e-mail of an account of one's own. */
export const USER_DOMAIN = '.iam.gserviceaccount.com';

/** Six to thirty lower-case letters, digits and hyphens, a letter first, no hyphen last. */
const ACCOUNT_NAME = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

/** Six to thirty lower-case letters, digits and hyphens; old ids may begin with a digit; `example.com:` before a domain's own. */
export function isProjectId(text: string): boolean {
  return /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*:)?[a-z0-9][a-z0-9-]{4,28}[a-z0-9]$/.test(text) && !isProjectNumber(text);
}

/** Digits alone; real ones have eleven to thirteen, and gcloud takes up to nineteen. */
export function isProjectNumber(text: string): boolean {
  return text.length <= 19 && /^\d+$/.test(text);
}

/** True for the part of an account's e-mail before the `@`. */
export function isAccountName(text: string): boolean {
  return ACCOUNT_NAME.test(text);
}

/** True for the accounts that a resource can run as. */
export function isUsableEmail(account: ServiceAccount): boolean {
  return ['user-managed', 'compute-default', 'app-engine-default'].includes(account.type);
}

/** True for what only length speaks against. */
export function isTooShort(cause: EmailDefect['cause']): boolean {
  return cause === 'name-length' || cause === 'project-length';
}

/** The e-mail of an account of one's own. */
export function userManagedEmail(name: string, projectId: string): string {
  return `${name}@${labelsOfProject(projectId)}${USER_DOMAIN}`;
}

/** A project as it stands in an e-mail: `example.com:proj` is `proj.example.com` there. */
export function labelsOfProject(projectId: string): string {
  const [domain, project] = projectId.split(':');
  return project ? `${project}.${domain}` : projectId;
}
