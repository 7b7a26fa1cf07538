import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Meter } from './meter.ts';

/** Longer than any pattern that a person writes. */
const MAX_LENGTH = 1000;

/** Patterns are in expressions as a rule, and few; they can be made by them, too, and many. */
const MAX_KEPT = 100;

const compiled = new Map<string, RE2JS>();

/**
 * True where a regular expression (RE2) is found in a text. The time it takes grows with the text and with the pattern,
 * and no faster. What it takes is counted before the text is looked at.
 *
 * @throws Error where the pattern is not valid, or nothing is left to be spent
 */
export function matchesRegularExpression(text: string, pattern: string, meter: Meter): boolean {
  meter.spend(pattern.length);
  const program = compile(pattern);
  const size = program.programSize();
  meter.spend(4 * size + (size * text.length) / 8);
  return program.matcher(text).find();
}

/** What is wrong with a pattern; undefined where nothing is. */
export function defectOfPattern(pattern: string): string | undefined {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof RE2JSSyntaxException ? error.getDescription() : 'it is too long';
  }
}

function compile(pattern: string): RE2JS {
  if (pattern.length > MAX_LENGTH) throw new Error('the pattern is too long');
  const known = compiled.get(pattern);
  if (known) return known;
  if (compiled.size >= MAX_KEPT) compiled.clear();
  const program = RE2JS.compile(pattern);
  compiled.set(pattern, program);
  return program;
}
