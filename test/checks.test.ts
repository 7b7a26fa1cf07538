import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../src/index.ts';
import { casesIn, describeLaws, expectFilesBeside, ruleIdsIn } from './support/cases.ts';
import { ROOT, TESTDATA } from './support/paths.ts';

/** What runlint says of itself, without a rule: each check has a folder of cases, and of each case all that is said. */

const CASES = `${TESTDATA}checks`;
const OPTIONS = { rules, call: {} } as const;

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

it('every check of the schema has cases', () => {
  const files = fs.readdirSync(`${ROOT}src/schema`).map((name) => fs.readFileSync(`${ROOT}src/schema/${name}`, 'utf8'));
  const ids = new Set(files.flatMap((text) => text.match(/(?<=')(?:schema|manifest)\/[a-z-]+(?=')/g) ?? []));
  expect(ids.size).toBeGreaterThan(10);
  expect([...ids].filter((id) => !checks.includes(id))).toEqual([]);
});
