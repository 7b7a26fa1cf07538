// Looks for a text that the fast reader accepts and reads otherwise than the full reader: `npm run fuzz -- [texts] [seed]`.
import { compareReaders } from '../support/reader-law.ts';
import { SIMPLE_TEXTS } from '../support/simple-texts.ts';
import { writtenYaml } from '../support/written-yaml.ts';
import { mutatedText, oneOf, randomOf } from '../support/yaml-mutations.ts';

const [count = 1_000_000, seed = Math.floor(Math.random() * 2 ** 32)] = process.argv.slice(2).map(Number);
const random = randomOf(seed);
const written = Array.from({ length: 1000 }, () => writtenYaml(random));
const seen = { declined: 0, equal: 0, different: 0 };

console.log(`${count} texts, seed ${seed}`);
for (let tried = 1; tried <= count; tried++) {
  const text = mutatedText(oneOf([SIMPLE_TEXTS, written], random), random);
  const version = oneOf(['1.1', '1.2'] as const, random);
  const verdict = verdictOn(text, version);
  seen[verdict]++;
  if (verdict === 'different') console.log(`\nread as YAML ${version}: ${JSON.stringify(shrink(text, version))}`);
  if (tried % 50_000 === 0) console.log(`${tried} tried, ${seen.equal} accepted, ${seen.different} differed`);
}
console.log(`${count} tried, ${seen.equal + seen.different} accepted, ${seen.different} differed (seed ${seed})`);
if (seen.different > 0) process.exitCode = 1;

/** A reader that throws is a difference, too. */
function verdictOn(text: string, version: '1.1' | '1.2'): ReturnType<typeof compareReaders> {
  try {
    return compareReaders(text, version);
  } catch {
    return 'different';
  }
}

/** The text without all that can be left out, half by half, down to single characters. */
function shrink(text: string, version: '1.1' | '1.2'): string {
  let small = text;
  for (let length = text.length >> 1; length > 0; length >>= 1) {
    for (let start = 0; start < small.length; ) {
      const without = small.slice(0, start) + small.slice(start + length);
      if (verdictOn(without, version) === 'different') small = without;
      else start += length;
    }
  }
  return small;
}
