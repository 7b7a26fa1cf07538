import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ON_BY_DEFAULT } from '../rules/on-by-default.ts';
import { readPlainConfig } from '../src/config/plain-config.ts';
import { compareWithWholeConfig } from './support/config-law.ts';
import { TESTDATA } from './support/paths.ts';
import { writtenConfig } from './support/written-config.ts';
import { mutatedText, randomOf } from './support/yaml-mutations.ts';

/** What is known at once of a configuration is what is read of it in full, and nothing is wrong with it. */

async function countKnown(texts: readonly string[]): Promise<number> {
  let known = 0;
  for (const text of texts) {
    const verdict = await compareWithWholeConfig(text);
    if (verdict === 'different') expect.fail(`It is not known rightly: ${JSON.stringify(text)}`);
    if (verdict === 'equal') known++;
  }
  return known;
}

describe('a configuration that is known at once is read so in full', () => {
  const random = randomOf(20261123);
  const written = Array.from({ length: 300 }, () => writtenConfig(random));

  it('as people write them', async () => {
    expect(await countKnown(written)).toBeGreaterThan(150);
  });

  it('with small changes to their text', async () => {
    const mutated = Array.from({ length: 2000 }, () => mutatedText(written, random));
    expect(await countKnown(mutated)).toBeGreaterThan(300);
  });
});

it.each(fs.readdirSync(`${TESTDATA}config/wrong`).filter((name) => name.endsWith('.yaml')))('nothing is known of %s', (name) => {
  const text = fs.readFileSync(`${TESTDATA}config/wrong/${name}`, 'utf8');
  expect(readPlainConfig(text, ON_BY_DEFAULT)).toBeUndefined();
});
