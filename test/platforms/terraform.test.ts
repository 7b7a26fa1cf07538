import fs from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Grant } from '../../src/grants/grant.ts';
import { terraform } from '../../src/grants/terraform.ts';
import { hostileGrants } from '../support/hostile-grants.ts';
import { TESTDATA } from '../support/paths.ts';

/** A file of Terraform as JSON: by the type of a block, its type and its name. */
type Blocks = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>>>
>;

const CASES = `${TESTDATA}grants/`;

it.each(fs.readdirSync(CASES))('what is printed for Terraform is HCL, with a resource for each grant: %s', async (name) => {
  const blocks: Blocks = await parse('expected.tf', fs.readFileSync(join(CASES, name, 'expected.tf'), 'utf8'));
  const { grants } = JSON.parse(fs.readFileSync(join(CASES, name, 'expected.json'), 'utf8'));
  const { google_service_account: _, ...members } = blocks['resource'] ?? {};
  const made = Object.values(members).flatMap(Object.values).flat();
  expect(made.map(({ role }) => role).sort()).toEqual(grants.map(({ role }: { role: string }) => role).sort());
});

it('whatever stands in a manifest is a text to Terraform, the same text', async () => {
  await fc.assert(
    fc.asyncProperty(hostileGrants, async (list) => {
      const options = { deployer: undefined, isCreating: true };
      const blocks: Blocks = await parse('hostile.tf', terraform(list, options));
      expect(Object.keys(blocks).filter((type) => !['resource', 'variable', 'data'].includes(type))).toEqual([]);
      const { google_service_account: accounts = {}, ...members } = blocks['resource'] ?? {};
      const emails = new Set(list.accounts.map(({ email }) => email));
      expect(textsOf(Object.values(accounts).flat(), 'account_id')).toEqual(
        list.accounts.map(({ name }) => composed(name)).sort(),
      );
      const secrets = members['google_secret_manager_secret_iam_member'] ?? {};
      expect(textsOf(Object.values(secrets).flat(), 'secret_id')).toEqual(namesOf(list.grants, 'secret'));
      const others = list.grants.filter(({ grantee }) => grantee.type === 'identity' && !emails.has(grantee.email));
      const written = Object.values(members)
        .flatMap(Object.values)
        .flat()
        .map(({ member }) => plain(member));
      for (const { grantee } of others)
        expect(written).toContain(composed(`serviceAccount:${'email' in grantee ? grantee.email : ''}`));
      expect(written).toHaveLength(list.grants.length);
    }),
    { numRuns: 50 },
  );
});

function namesOf(grants: readonly Grant[], type: string): string[] {
  return grants.flatMap(({ target }) => (target.type === type ? composed(target.name) : [])).sort();
}

function textsOf(blocks: readonly Readonly<Record<string, unknown>>[], field: string): string[] {
  return blocks.map((block) => plain(block[field])).sort();
}

/** What a literal stands for: JSON has the same templates, so that the parser escapes them again. HCL composes characters. */
function plain(value: unknown): string {
  return composed(String(value).replaceAll('$${', '${').replaceAll('%%{', '%{'));
}

function composed(text: string): string {
  return text.normalize('NFC');
}
