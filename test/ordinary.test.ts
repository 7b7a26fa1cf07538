import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../src/index.ts';
import { type Ruleset, rulesetOf, rulesIn } from '../src/lint/ruleset.ts';
import { summariseOrdinary } from '../src/lint/summarise-ordinary.ts';
import { wordsOf } from '../src/lint/words-of-resource.ts';
import { readManifest } from '../src/manifest/manifest.ts';
import type { ReplaceCall } from '../src/manifest/replace-call.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { sourceFileOfText } from '../src/text/source-file.ts';
import { alwaysAsked, compareWithWholeCheck } from './support/ordinary-law.ts';
import { ordinaryManifest } from './support/ordinary-manifest.ts';
import { TESTDATA } from './support/paths.ts';
import { RULE_FILES } from './support/rule-files.ts';
import { service } from './support/run.ts';
import { mutatedText, randomOf } from './support/yaml-mutations.ts';

/** What is known at once of a manifest is what the whole check says of it: nothing, but for what all files of a run tell. */

const RECOMMENDED = rulesetOf(rulesIn('recommended', RULE_FILES));
const ALL_ASKED = alwaysAsked(RECOMMENDED);
const PATHS = ['service.yaml', 'deploy/prod/service.yaml', 'envs/dev/run.yaml', 'live/staging/acme.yaml'];
const CORPUS = process.env['RUNLINT_CORPUS'];
if (!CORPUS) process.stderr.write('Which real files are known at once is not looked at: RUNLINT_CORPUS names no folder.\n');

function countKnown(texts: readonly string[], ruleset: Ruleset = RECOMMENDED, call: ReplaceCall = {}): number {
  return texts.filter((text, index) => {
    const path = PATHS[index % PATHS.length] as string;
    const verdict = compareWithWholeCheck(text, path, ruleset, call, ruleset === RECOMMENDED ? ALL_ASKED : ruleset);
    if (verdict === 'different') expect.fail(`${path} is not known rightly: ${JSON.stringify(text)}`);
    return verdict === 'equal';
  }).length;
}

function yamlIn(folder: string): string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => fs.readFileSync(join(folder, name), 'utf8'));
}

const random = randomOf(20261123);
const GENERATED = Array.from({ length: 3000 }, () => ordinaryManifest(random));
const CASES = yamlIn(TESTDATA);
describe('in a manifest that is known at once the whole check finds nothing', () => {
  it('of each shape, in the styles in which people write', () => {
    expect(countKnown(GENERATED)).toBeGreaterThan(GENERATED.length / 3);
  });

  it.each(['service.yaml', 'sidecar.yaml'])('of the example %s', (name) => {
    const text = fs.readFileSync(`${TESTDATA}ordinary/${name}`, 'utf8');
    expect(compareWithWholeCheck(text, name, RECOMMENDED, {}, ALL_ASKED)).toBe('equal');
  });

  it('not where an order of containers without quotes names one null, true or false', () => {
    const text = fs.readFileSync(`${TESTDATA}ordinary/sidecar.yaml`, 'utf8');
    const named = (name: string) => {
      return text.replace('{"checkout":["collector"]}', `{checkout: [${name}]}`).replace('name: collector', `name: '${name}'`);
    };
    expect(countKnown([named('collector'), named('nullable')])).toBe(2);
    expect(countKnown([named('null'), named('true'), named('false')])).toBe(0);
  });

  it('in the cases of all other tests', () => {
    expect(countKnown(CASES)).toBeGreaterThan(50);
  });

  it('with changes by which it is no longer quite what it was', () => {
    const texts = [...GENERATED.slice(0, 300), ...CASES];
    const changed = Array.from({ length: Number(process.env['RUNLINT_MUTATED'] ?? 20_000) }, () => mutatedText(texts, random));
    expect(countKnown(changed)).toBeGreaterThan(changed.length / 50);
  });

  it.skipIf(!CORPUS)('in real files', () => {
    const texts = yamlIn(`${CORPUS}/manifests`);
    process.stdout.write(`\nreal files: ${countKnown(texts)} of ${texts.length} are known at once\n`);
  });

  it.each<[string, Ruleset, ReplaceCall, number]>([
    ['projects by id and number', RECOMMENDED, { projects: [{ id: 'acme-prod', number: '100200300400' }] }, 100],
    ['a project, of which a rule has something to say', RECOMMENDED, { project: { id: 'acme-prod' } }, 0],
    ['a project, of which no rule has', rulesetOf([talkative({ looksAt: ['csi'] })]), { project: { id: 'acme-prod' } }, 100],
    ['a namespace, which is to be the same', RECOMMENDED, { namespace: 'acme-dev' }, 50],
    ['a region, of which a rule has', RECOMMENDED, { region: 'europe-west1' }, 0],
    ['a command, which decides the kind', RECOMMENDED, { as: 'jobs' }, 0],
    ['every rule, of which some have to be asked', rulesetOf(RULE_FILES), {}, 0],
    ['a rule that has to be asked', rulesetOf([talkative({})]), {}, 0],
    ['a rule that looks at a key', rulesetOf([talkative({ looksAt: ['image'] })]), {}, 0],
    ['a rule that looks at a key of few', rulesetOf([talkative({ looksAt: ['europe-west1'] })]), {}, 100],
    ['a rule that looks at a name', rulesetOf([talkative({ looksAt: ['ZONE'] })]), {}, 100],
    ['a rule that looks at a second item', rulesetOf([talkative({ looksAt: ['env[1]'] })]), {}, 100],
    ['a rule that looks at nothing that is there', rulesetOf([talkative({ looksAt: ['csi'] })]), {}, 100],
    ['a rule with options of somebody', withOptions('service-account-of-environment'), {}, 0],
  ])('with %s', (_, ruleset, call, atLeast) => {
    const known = countKnown(GENERATED.slice(0, 500), ruleset, call);
    if (atLeast === 0) expect(known).toBe(0);
    else expect(known).toBeGreaterThan(atLeast);
  });
});

it('each word of a manifest keeps it from being known where a rule looks at that word alone', () => {
  for (const text of [...GENERATED.slice(0, 200), ...CASES]) {
    const file = sourceFileOfText('service.yaml', text);
    if (!summariseOrdinary(file, RECOMMENDED, {})) continue;
    for (const word of wordsOf(readManifest(file).resources[0] as Resource, [])) {
      expect(summariseOrdinary(file, rulesetOf([talkative({ looksAt: [word] })]), {}), `${word} in ${text}`).toBeUndefined();
    }
  }
});

it('knows no manifest with a long name, where a rule looks at long names', () => {
  const secret = (name: string) => `secretKeyRef:\n                name: ${name}\n                key: '1'\n`;
  const variable = (length: number) =>
    `        env:\n          - name: A\n            valueFrom:\n              ${secret(`a-${'b'.repeat(length - 2)}`)}`;
  const talkativeRuleset = rulesetOf([talkative({ looksAt: ['unusual name'] })]);
  expect(countKnown([service() + variable(36), service() + variable(37)], talkativeRuleset)).toBe(1);
});

/** A rule that finds something wherever it is asked. */
function talkative(own: Pick<Rule, 'looksAt'>): Rule {
  const { looksAt: _, ...rule } = RULE_FILES[0] as Rule;
  return { ...rule, ...own, check: () => [{ at: ['kind'], message: 'asked' }] };
}

/** The recommended rules, one with other options than its own. */
function withOptions(id: string): Ruleset {
  const rules = RECOMMENDED.rules.map((enabled) => {
    return enabled.rule.id === id ? { ...enabled, options: { environments: { a: ['web'], b: ['acme'] } } } : enabled;
  });
  return { ...RECOMMENDED, rules };
}
