import { grantComment, headComment, noteComments, reasonComment } from './comments.ts';
import type { Grant, GrantList, GrantOptions, NamedAccount } from './grant.ts';
import { displayNameOf } from './grant-words.ts';
import { hclBlock } from './hcl.ts';
import { conditionOf, memberPhrase, projectPhrase } from './phrase.ts';
import { ROLES } from './roles.ts';
import { TARGETS } from './targets.ts';
import { TerraformNames } from './terraform-names.ts';
import { TerraformValues } from './terraform-values.ts';

/** Resources for Terraform, one for each grant: nothing has to be imported, and no other grant is touched. */
export function terraform(list: GrantList, options: GrantOptions): string {
  const values = new TerraformValues();
  const names = new TerraformNames();
  const accounts = options.isCreating ? list.accounts : [];
  const created = new Map(accounts.map(({ email }) => [email, `google_service_account.${names.ofAccount(email)}`]));
  const resources = [...accounts.map(accountBlock), ...list.grants.map(grantBlock)];
  const blocks = [headComment(list), ...noteComments(list), ...values.declarations(), ...resources];
  return `${blocks.join('\n\n')}\n`;

  function accountBlock(account: NamedAccount): string {
    const block = hclBlock(`resource "google_service_account" "${names.ofAccount(account.email)}"`, [
      ['project', values.of(projectPhrase(account.project))],
      ['account_id', values.of([account.name])],
      ['display_name', values.of([displayNameOf(account)])],
    ]);
    return `${reasonComment(account.reasons)}\n${block}`;
  }

  /** What is created here is referred to, so that it is there before anything is granted. */
  function grantBlock(grant: Grant): string {
    const { grantee, role, target } = grant;
    const { type, fields } = TARGETS[target.type].terraform;
    const onCreated = target.type === 'service-account' ? created.get(target.name) : undefined;
    const toCreated = grantee.type === 'identity' ? created.get(grantee.email) : undefined;
    const condition = conditionOf(target);
    const block = hclBlock(
      `resource "${type}" "${names.ofGrant(type, grant)}"`,
      [
        ...fields(target).map(([field, phrase]) => [field, onCreated ? `${onCreated}.name` : values.of(phrase)] as const),
        ['role', values.of([ROLES[role].id])],
        ['member', toCreated ? `${toCreated}.member` : values.of(memberPhrase(grantee, options))],
      ],
      ...(condition
        ? [
            hclBlock(
              'condition',
              Object.entries(condition).map(([name, text]) => [name, values.of([text])]),
            ),
          ]
        : []),
    );
    return `${grantComment(grant)}\n${block}`;
  }
}
