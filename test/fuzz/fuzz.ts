// Looks for a text that the quick way reads differently from the full one: `npm run fuzz -- [texts] [seed]`. Three laws in turns: the
// fast reader reads what the full one does, in what is known at once the whole check finds nothing, and what is known
// at once of a configuration is what is read of it in full.
import { RULES } from '../../rules/index.ts';
import { rulesetOf, rulesIn } from '../../src/lint/ruleset.ts';
import { compareWithWholeConfig } from '../support/config-law.ts';
import { alwaysAsked, compareWithWholeCheck } from '../support/ordinary-law.ts';
import { ordinaryManifest } from '../support/ordinary-manifest.ts';
import { compareReaders } from '../support/reader-law.ts';
import { SIMPLE_TEXTS } from '../support/simple-texts.ts';
import { writtenConfig } from '../support/written-config.ts';
import { writtenYaml } from '../support/written-yaml.ts';
import { mutatedText, oneOf, randomOf } from '../support/yaml-mutations.ts';

const [count = 1_000_000, seed = Math.floor(Math.random() * 2 ** 32)] = process.argv.slice(2).map(Number);
const random = randomOf(seed);
const written = Array.from({ length: 1000 }, () => writtenYaml(random));
const manifests = Array.from({ length: 1000 }, () => ordinaryManifest(random));
const configs = Array.from({ length: 1000 }, () => writtenConfig(random));
const recommended = rulesetOf(rulesIn('recommended', RULES));
const allAsked = alwaysAsked(recommended);

type Verdict = 'declined' | 'unknown' | 'equal' | 'different';

/** What is tried, and what is said of it: `declined` or `unknown` where nothing is. */
interface Law {
  readonly name: string;
  readonly texts: readonly (readonly string[])[];
  readonly compare: (text: string) => Verdict | Promise<Verdict>;
}

const LAWS: readonly Law[] = [
  { name: 'YAML 1.1', texts: [SIMPLE_TEXTS, written, manifests], compare: (text) => compareReaders(text, '1.1') },
  {
    name: 'known at once',
    texts: [manifests],
    compare: (text) => compareWithWholeCheck(text, 'service.yaml', recommended, {}, allAsked),
  },
  { name: 'YAML 1.2', texts: [SIMPLE_TEXTS, written], compare: (text) => compareReaders(text, '1.2') },
  {
    name: 'known in prod',
    texts: [manifests],
    compare: (text) => compareWithWholeCheck(text, 'prod/run.yaml', recommended, {}, allAsked),
  },
  { name: 'configuration', texts: [configs], compare: compareWithWholeConfig },
];

const seen = { tried: 0, accepted: 0, different: 0 };
console.log(`${count} texts, seed ${seed}`);
while (seen.tried < count) {
  const law = LAWS[seen.tried % LAWS.length] as Law;
  const text = mutatedText(oneOf(law.texts, random), random);
  const verdict = await verdictOn(text, law);
  seen.tried++;
  if (verdict === 'equal' || verdict === 'different') seen.accepted++;
  if (verdict === 'different') {
    seen.different++;
    console.log(`\n${law.name}: ${JSON.stringify(await shrink(text, law))}`);
  }
  if (seen.tried % 50_000 === 0) console.log(`${seen.tried} tried, ${seen.accepted} accepted, ${seen.different} differed`);
}
console.log(`${seen.tried} tried, ${seen.accepted} accepted, ${seen.different} differed (seed ${seed})`);
if (seen.different > 0) process.exitCode = 1;

/** What throws is a difference, too. */
async function verdictOn(text: string, { compare }: Law): Promise<Verdict> {
  try {
    return await compare(text);
  } catch {
    return 'different';
  }
}

/** The text without all that can be left out, half by half, down to single characters. */
async function shrink(text: string, law: Law): Promise<string> {
  let small = text;
  for (let length = text.length >> 1; length > 0; length >>= 1) {
    for (let start = 0; start < small.length; ) {
      const without = small.slice(0, start) + small.slice(start + length);
      if ((await verdictOn(without, law)) === 'different') small = without;
      else start += length;
    }
  }
  return small;
}
