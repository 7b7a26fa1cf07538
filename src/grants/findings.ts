import { isServiceAccountMissing, type Resource } from '../manifest/resource.ts';
import { accountNeeds } from './account-needs.ts';
import { bucketNeeds } from './bucket-needs.ts';
import type { Project } from './grant.ts';
import { type Identity, identityOf } from './identity.ts';
import { imageNeeds } from './image-needs.ts';
import { instanceNeeds } from './instance-needs.ts';
import { keyNeeds } from './key-needs.ts';
import type { Doubt, Finding, Need } from './need.ts';
import { networkNeeds } from './network-needs.ts';
import { homeOf, nameOf } from './project.ts';
import { ROLES } from './roles.ts';
import { secretNeeds } from './secret-needs.ts';

/** What a resource needs, and what it leaves open. */
export interface ResourceFindings {
  readonly home: Project;
  /** Undefined where it is not known who the resource runs as. */
  readonly identity: Identity | undefined;
  readonly needs: readonly Need[];
  readonly doubts: readonly Doubt[];
}

/**
 * Looks at a resource.
 *
 * @param texts values of environment variables that an alias can have made a name of: no finding names one
 */
export function findingsOf(resource: Resource, texts: readonly string[]): ResourceFindings {
  const known = homeOf(resource);
  const home = holdsAny(nameOf(known) ?? '', texts) ? {} : known;
  const identity = identityOf(resource, home);
  const found = [...secretNeeds(resource, home), ...instanceNeeds(resource), ...bucketNeeds(resource)];
  const others = [
    ...('email' in identity ? accountNeeds(resource, home, identity) : doubtsOfIdentity(identity, found, resource)),
    ...imageNeeds(resource, home),
    ...keyNeeds(resource),
    ...networkNeeds(resource, home),
  ];
  const findings = [...found, ...others].map((finding) => (isSpoken(finding, resource, texts) ? hiddenName(finding) : finding));
  return {
    home,
    identity: 'email' in identity ? identity : undefined,
    needs: findings.filter((finding) => 'on' in finding),
    doubts: findings.filter((finding) => 'question' in finding),
  };
}

/** What nobody knows whom to grant it to. Of a resource without an account and without a need there is nothing to be said. */
function doubtsOfIdentity(doubt: Doubt, found: readonly Finding[], resource: Resource): Doubt[] {
  const needs = found.filter((finding) => 'on' in finding);
  const waiting = needs.map(({ at, why, role }) => ({ ...doubt, at, why: `${why} needs ${ROLES[role].id}` }));
  return isServiceAccountMissing(resource) && needs.length === 0 ? [] : [doubt, ...waiting];
}

/** True where the value of a variable would be told. An account's e-mail is no secret. */
function isSpoken(finding: Finding, { document }: Resource, texts: readonly string[]): boolean {
  if (!('on' in finding)) return holdsAny(document.stringAt(finding.at) ?? '', texts);
  return finding.on.type !== 'service-account' && holdsAny(JSON.stringify(finding.on), texts);
}

function holdsAny(text: string, texts: readonly string[]): boolean {
  return texts.some((hidden) => text.includes(hidden));
}

function hiddenName({ at, why }: Finding): Doubt {
  const question = 'what is named by the value of an environment variable, which must not be repeated';
  return { at, why, question, remedy: 'Write the name out where it is needed, without an anchor or an alias, and ask again.' };
}
