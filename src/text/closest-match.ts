import { closestMatch as nearest } from 'leven';

/** The candidate that `word` was most likely meant to be: it begins so, or at most a third of its letters differ, two at the least. */
export function closestMatch(word: string, candidates: readonly string[]): string | undefined {
  const exceptCase = candidates.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
  const longer = word.length > 2 ? candidates.find((candidate) => candidate.startsWith(word)) : undefined;
  return exceptCase ?? longer ?? nearest(word, candidates, { maxDistance: Math.max(2, Math.floor(word.length / 3)) });
}
