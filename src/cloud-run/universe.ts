/**
 * The universe that a project is of, where it is not Google's own: `s3ns` of `s3ns:acme-prod`. A prefix with a dot is the
 * domain of an organization.
 */
export function universeOf(projectId: string): string | undefined {
  const prefix = projectId.slice(0, Math.max(projectId.indexOf(':'), 0));
  return prefix === '' || prefix.includes('.') ? undefined : prefix;
}

/** True for `s3ns:acme-prod` and `acme-prod`. */
export function differsByUniverse(a: string, b: string): boolean {
  const nameIn = (projectId: string) => projectId.slice(projectId.indexOf(':') + 1);
  const hasDomain = [a, b].some((projectId) => projectId.includes(':') && universeOf(projectId) === undefined);
  return a !== b && nameIn(a) === nameIn(b) && !hasDomain;
}
