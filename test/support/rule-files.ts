import fs from 'node:fs';
import type { Rule } from '../../src/index.ts';
import { ROOT } from './paths.ts';

/** What stands beside them in their folder. */
const NO_RULES: readonly string[] = ['on-by-default.ts', 'index.ts', 'looked-at.ts'];

/** The names of the rules, by the files of their folder: a rule is found here before `rules/index.ts` lists it. */
export const RULE_NAMES: readonly string[] = fs
  .readdirSync(`${ROOT}rules`)
  .filter((name) => name.endsWith('.ts') && !NO_RULES.includes(name))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();

export const RULE_FILES: readonly Rule[] = await Promise.all(
  RULE_NAMES.map(async (name): Promise<Rule> => (await import(`${ROOT}rules/${name}.ts`)).default),
);
