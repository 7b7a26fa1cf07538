import { RE2JS } from 're2js';

/** Longer than any pattern that a person writes. */
const MAX_LENGTH = 1000;

const compiled = new Map<string, RE2JS>();

/**
 * True where a regular expression (RE2) is found in a text. The time it takes grows with the text and the pattern, and
 * never faster: no pattern can hang the run.
 *
 * @throws Error where the pattern is not valid
 */
export function matchesRegularExpression(text: string, pattern: string): boolean {
  if (pattern.length > MAX_LENGTH) throw new Error(`a regular expression of ${pattern.length} characters is too long`);
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
  compiled.set(pattern, known);
  return known.matcher(text).find();
}
