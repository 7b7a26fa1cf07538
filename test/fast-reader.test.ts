import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifestArbitrary } from './support/manifest-arbitrary.ts';
import { compareReaders } from './support/reader-law.ts';
import { SIMPLE_TEXTS } from './support/simple-texts.ts';
import { mutatedText, randomOf } from './support/yaml-mutations.ts';

/** How many of the texts the fast reader accepts; it must read those as the full reader does. */
function countAccepted(texts: Iterable<string>): number {
  let accepted = 0;
  for (const text of texts) {
    const verdict = compareReaders(text);
    expect(verdict, JSON.stringify(text)).not.toBe('different');
    if (verdict === 'equal') accepted++;
  }
  return accepted;
}

describe('what the fast reader accepts, it reads as the full reader does', () => {
  it('small texts', () => {
    expect(countAccepted(SIMPLE_TEXTS)).toBeGreaterThanOrEqual(35);
  });

  it('manifests', () => {
    const manifests = fc.sample(manifestArbitrary, { numRuns: 1000, seed: 1 }).map(({ text }) => text);
    expect(countAccepted(manifests)).toBeGreaterThan(100);
  });

  it('20,000 texts that are nearly right', () => {
    const random = randomOf(1);
    const texts = Array.from({ length: 20_000 }, () => mutatedText(SIMPLE_TEXTS, random));
    expect(countAccepted(texts)).toBeGreaterThan(5000);
  });
});
