import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../src/diagnostics/checks.ts';
import { checkText, fixText, recommendedRules } from '../src/index.ts';
import { casesIn, describeLaws, expectFilesBeside, ruleIdsIn } from './support/cases.ts';
import { TESTDATA } from './support/paths.ts';
import { service } from './support/run.ts';

/** What runlint says of itself, without a rule: each check has a folder of cases, and of each case all that is said. */

const CASES = `${TESTDATA}checks`;
const OPTIONS = { rules: recommendedRules, call: {} } as const;

const checks = fs.readdirSync(CASES).flatMap((group) => fs.readdirSync(`${CASES}/${group}`).map((name) => `${group}/${name}`));

describe.each(checks)('%s', (id) => {
  const folder = `${CASES}/${id}`;
  const cases = casesIn(folder, OPTIONS);

  it.each(cases.map((one) => [one.name, one] as const))('reports: %s', async (_, one) => {
    expect(ruleIdsIn(one)).toEqual([id]);
    await expectFilesBeside(folder, one);
  });

  describeLaws(cases);
});

it('every check of a manifest has cases', () => {
  const ids = CHECKS.map(({ id }) => id).filter((id) => /^(?:schema|manifest)\//.test(id));
  expect(ids.filter((id) => !checks.includes(id))).toEqual(['manifest/template']);
});

it('a document that is null is dropped, as gcloud drops it', () => {
  expect(checkText(`${service()}---\nnull\n---\n~\n`, { call: { as: 'services' } }).diagnostics).toEqual([]);
});

it('a fix that does not verify holds up no other', () => {
  const text = `${service()}        args: [5, *url]\n`.replace('apiVersion', 'status: {url: &url https://a}\napiVersion');
  const { text: fixed, applied, refused } = fixText(text);
  expect(refused.map(({ fix }) => fix.title)).toEqual(['Remove status']);
  expect(applied.map(({ title }) => title)).toEqual(['Put 5 in quotes']);
  expect(fixed).toBe(text.replace('[5,', "['5',"));
});
