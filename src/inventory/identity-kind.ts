/** What an identity is, in one word; what a review asks about first comes first. */
export const IDENTITY_KINDS = [
  'agent',
  'invalid',
  'default',
  'none',
  'other-project',
  'shared',
  'placeholder',
  'dedicated',
] as const;

export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** What each of them means, as the rest of a sentence about a resource. */
export const IDENTITY_KIND_MEANINGS: Readonly<Record<IdentityKind, string>> = {
  agent: 'names a service agent of Google’s, and no code can run as one',
  invalid: 'names what is no service account',
  default: 'names a default account of its project, which often has the Editor role',
  none: 'names no account, and runs as the default account of Compute Engine',
  'other-project': 'runs as an account of another project than the one it is deployed to',
  shared: 'runs as an account that other resources run as, too',
  placeholder: 'gets its account filled in before it is deployed',
  dedicated: 'runs as an account that nothing else here runs as',
};

/** How many of some things there are of each kind that any is, the riskiest first. */
export function countsByKind(
  things: readonly { readonly identityKind: IdentityKind }[],
): { readonly identityKind: IdentityKind; readonly count: number }[] {
  const counts = IDENTITY_KINDS.map((identityKind) => {
    return { identityKind, count: things.filter((thing) => thing.identityKind === identityKind).length };
  });
  return counts.filter(({ count }) => count > 0);
}
