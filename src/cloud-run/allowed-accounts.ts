import { isUsableEmail, userManagedEmail } from '../manifest/account-email.ts';
import { expandAccountPattern, fitsAccountPattern, type PatternWords } from '../manifest/account-pattern.ts';
import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import { parseServiceAccount } from '../manifest/service-account.ts';
import { homeProjectIdOf } from './home-project.ts';

/**
 * True where a resource may run as an account. In a pattern `*` is any text, `{name}` the name of the resource, `{kind}` its
 * kind in lower case and `{project}` its project; what is not known of the resource is any text, too.
 */
export function isAllowedAccount(email: string, patterns: readonly string[], resource: Resource): boolean {
  const words = wordsOf(resource);
  return patterns.some((pattern) => fitsAccountPattern(email, pattern, words));
}

/** The whole e-mail of an account that is named without its project, where that is known. */
export function wholeEmail(name: string, resource: Resource): string {
  const project = homeProjectIdOf(resource);
  return project === undefined ? name : userManagedEmail(name, project);
}

/** The only account that a resource may run as, where the patterns leave no other. */
export function onlyAllowedAccount(patterns: readonly string[], resource: Resource): string | undefined {
  const [pattern, ...others] = patterns;
  if (pattern === undefined || others.length > 0) return undefined;
  const email = expandAccountPattern(pattern, wordsOf(resource));
  return !email.includes('*') && isUsableEmail(parseServiceAccount(email)) ? email : undefined;
}

function wordsOf(resource: Resource): PatternWords {
  const { name, kind } = resource;
  return {
    name: name !== undefined && findPlaceholder(name) === undefined ? name : undefined,
    kind: kind.kind.toLowerCase(),
    project: homeProjectIdOf(resource),
  };
}
