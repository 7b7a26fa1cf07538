import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSimpleYaml } from '../src/yaml/fast-reader.ts';
import { readInFull } from '../src/yaml/read-yaml.ts';
import { manifestArbitrary } from './support/manifest-arbitrary.ts';
import { TESTDATA } from './support/paths.ts';
import { compareReaders } from './support/reader-law.ts';
import { SIMPLE_TEXTS } from './support/simple-texts.ts';
import { SPECIAL_SCALARS } from './support/special-scalars.ts';
import { writtenYaml } from './support/written-yaml.ts';
import { mutatedText, randomOf } from './support/yaml-mutations.ts';

const YAML_FILES = fs
  .readdirSync(TESTDATA, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => join(TESTDATA, name));

/** How many of the texts the fast reader accepts; it must read those as the full reader does. */
function countAccepted(texts: readonly string[]): number {
  let accepted = 0;
  for (const text of texts) {
    const verdict = compareReaders(text, accepted % 2 === 0 ? '1.1' : '1.2');
    if (verdict === 'different') expect.fail(`the readers do not agree on ${JSON.stringify(text)}`);
    if (verdict === 'equal') accepted++;
  }
  return accepted;
}

describe('what the fast reader accepts, it reads as the full reader does', () => {
  it('small texts', () => {
    expect(countAccepted(SIMPLE_TEXTS)).toBeGreaterThanOrEqual(35);
  });

  it.each([
    ['the value of a key', (scalar: string) => `a: ${scalar}\nb: c\n`, 340],
    ['a value with a comment', (scalar: string) => `a: ${scalar} # b\r\nc: d\r\n`, 340],
    ['a key', (scalar: string) => `${scalar}: b\nc: d\n`, 300],
    ['a key behind spaces and before a map', (scalar: string) => `a:\n  ${scalar} :\n    b: c\n`, 300],
    ['an item', (scalar: string) => `- ${scalar}\n- b`, 350],
    ['a key in an item', (scalar: string) => `- - ${scalar}: b\n    c: d\n`, 300],
    ['a value in a flow list', (scalar: string) => `a: [b, ${scalar}, c]\n`, 300],
    ['the only value in a flow list', (scalar: string) => `[${scalar}]`, 300],
    ['a value in a flow map', (scalar: string) => `a: {b: ${scalar}}\n`, 300],
    ['a key in a flow map', (scalar: string) => `a: {${scalar}: b, c: d}\n`, 250],
    ['in single quotes', (scalar: string) => `a: '${scalar}'\n`, 350],
    ['in double quotes', (scalar: string) => `a: "${scalar}"\n`, 350],
    ['in a literal block', (scalar: string) => `a: |\n  ${scalar}\n\n  b\nc: d\n`, 350],
    ['a line of its own', (scalar: string) => `a:\n  ${scalar}\nb: c\n`, 5],
    ['the line below', (scalar: string) => `a: b\n${scalar}\n`, 5],
    ['the whole text', (scalar: string) => scalar, 250],
  ])('special scalars: %s', (_, write, atLeast) => {
    expect(countAccepted(SPECIAL_SCALARS.map(write))).toBeGreaterThanOrEqual(atLeast);
  });

  it('maps and lists in many styles', () => {
    const random = randomOf(1);
    const texts = Array.from({ length: 5000 }, () => writtenYaml(random));
    expect(countAccepted(texts)).toBeGreaterThan(3500);
  });

  it('manifests, also with anchors, folded blocks and flow maps of several lines', () => {
    const texts = fc.sample(manifestArbitrary, { numRuns: 1000, seed: 1 }).map(({ text }) => text);
    expect(countAccepted(texts)).toBeGreaterThan(100);
  });

  it('20,000 texts that are nearly right', () => {
    const random = randomOf(1);
    const texts = Array.from({ length: 20_000 }, () => mutatedText(SIMPLE_TEXTS, random));
    expect(countAccepted(texts)).toBeGreaterThan(5000);
  });

  it('each file of testdata', () => {
    const texts = YAML_FILES.map((path) => fs.readFileSync(path, 'utf8'));
    expect(texts.length).toBeGreaterThan(500);
    expect(countAccepted(texts)).toBeGreaterThan(texts.length * 0.8);
  });

  it('texts as long and as deep as it takes them, and none longer or deeper', () => {
    const longest = `[${'a,'.repeat(249_999)}]`;
    expect(readSimpleYaml(longest, '1.1')).toBeDefined();
    if (IS_LONG_RUN) expect(readInFull(longest, '1.1')).toMatchObject([{ problems: [] }]);
    expect(readSimpleYaml(`${longest} `, '1.1')).toBeUndefined();
    const openings = ['- ', '[', '{a: '];
    expect(countAccepted(openings.map((opening) => nested(opening, 60)))).toBe(3);
    expect(countAccepted(openings.map((opening) => nested(opening, 61)))).toBe(0);
  });
});

/** The full reader takes many seconds for the longest text that the fast one takes. */
const IS_LONG_RUN = process.env['RUNLINT_HOSTILE'] === 'all';

function nested(opening: string, levels: number): string {
  const closing = { '- ': '', '[': ']', '{a: ': '}' }[opening] as string;
  return `${opening.repeat(levels)}b${closing.repeat(levels)}`;
}
