import leven from 'leven';

/**
 * The candidate that `word` was most likely meant to be: the same but for case, hyphens and underscores; the nearest, if a
 * word of up to four letters has one wrong, of up to eight two, and a longer one three; or the only one that begins or ends
 * with it. A digit is never taken for a slip, and of two that are as near none is meant.
 */
export function closestMatch(word: string, candidates: readonly string[]): string | undefined {
  const bare = bareWord(word);
  const same = candidates.find((candidate) => bareWord(candidate) === bare);
  if (same !== undefined || bare.length < 2 || word.length > MAX_LENGTH || candidates.length > MAX_CANDIDATES) return same;
  const distances = candidates.map((candidate) => distanceBetween(bare, bareWord(candidate)));
  const least = distances.reduce((best, distance) => Math.min(best, distance), Number.POSITIVE_INFINITY);
  if (least > toleranceFor(bare)) return onlyLonger(bare, candidates);
  const nearest = candidates.filter((_, index) => distances[index] === least);
  return nearest.length === 1 ? nearest[0] : undefined;
}

/** True where `word` is `name` but for case, hyphens, underscores and a few letters. */
export function isCloseTo(word: string, name: string): boolean {
  const isTooShort = word.length < name.length - toleranceFor(name);
  if (isTooShort || word.length > MAX_LENGTH) return false;
  const [bare, other] = [bareWord(word), bareWord(name)];
  const tolerance = toleranceFor(bare);
  return Math.abs(bare.length - other.length) <= tolerance && distanceBetween(bare, other) <= tolerance;
}

/** More than a person has in mind. */
const MAX_CANDIDATES = 1000;

/** Longer than any name that is looked for. */
const MAX_LENGTH = 100;

/** Without what tells `serviceAccountName`, `service_account_name` and `ServiceAccountName` apart. */
export function bareWord(word: string): string {
  return word.replaceAll('-', '').replaceAll('_', '').toLowerCase();
}

function toleranceFor({ length }: string): number {
  return length < 5 ? 1 : length < 9 ? 2 : 3;
}

/** Letters to add, to leave out or to change; two letters that have changed places count as one. */
function distanceBetween(word: string, candidate: string): number {
  if (word.replaceAll(/\D/g, '') !== candidate.replaceAll(/\D/g, '')) return Number.POSITIVE_INFINITY;
  const distance = leven(word, candidate);
  return distance === 2 && isSwapped(word, candidate) ? 1 : distance;
}

function isSwapped(word: string, candidate: string): boolean {
  const at = [...word].findIndex((letter, index) => letter !== candidate[index]);
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) === candidate;
}

function onlyLonger(bare: string, candidates: readonly string[]): string | undefined {
  if (bare.length < 3) return undefined;
  const longer = candidates.filter((candidate) => {
    const other = bareWord(candidate);
    return other.startsWith(bare) || other.endsWith(bare);
  });
  return longer.length === 1 ? longer[0] : undefined;
}
