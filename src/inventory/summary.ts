import { counted } from '../text/counted.ts';
import { countsByKind, type IdentityKind } from './identity-kind.ts';
import { type Inventory, identityLabel } from './inventory.ts';

/** How many resources run as how many identities, and how many of them are of each kind, in a sentence without its end. */
export function summaryWords(
  { entries, leftOut }: Inventory,
  show: (identityKind: IdentityKind, words: string) => string = (_, words) => words,
): string {
  if (entries.length === 0)
    return leftOut === 0 ? 'No Cloud Run resource' : `None of ${counted(leftOut, 'resource')} is what was asked for`;
  const all =
    leftOut === 0 ? counted(entries.length, 'resource') : `${entries.length} of ${counted(entries.length + leftOut, 'resource')}`;
  const identities = new Set(entries.map(identityLabel)).size;
  const kinds = countsByKind(entries).map(({ identityKind, count }) => show(identityKind, `${count} ${identityKind}`));
  return `${all}, ${counted(identities, 'identity').replace('identitys', 'identities')}: ${kinds.join(', ')}`;
}
