import { matchesWildcard } from '../text/wildcard.ts';

/** What the words in braces of a pattern stand for; any text where that is not known. */
export interface PatternWords {
  /** The name of the resource. */
  readonly name: string | undefined;
  /** Its kind, in lower case. */
  readonly kind: string;
  /** The id of its project. */
  readonly project: string | undefined;
}

/** True for an e-mail that fits a pattern of accounts, in which `*` is any text and `{name}` a word. */
export function fitsAccountPattern(email: string, pattern: string, words: PatternWords): boolean {
  return matchesWildcard(email, expandAccountPattern(pattern, words));
}

/** A pattern with what its words stand for. */
export function expandAccountPattern(pattern: string, words: PatternWords): string {
  return pattern.replace(/\{(name|kind|project)\}/g, (_, word: keyof PatternWords) => words[word] ?? '*');
}
