import { grantComment, headComment, noteComments, reasonComment } from './comments.ts';
import type { Grant, Grantee, GrantList, GrantOptions, NamedAccount, Target } from './grant.ts';
import { displayNameOf } from './grant-words.ts';
import { conditionOf, memberPhrase, projectPhrase } from './phrase.ts';
import { nameOf } from './project.ts';
import { ROLES } from './roles.ts';
import { TARGETS } from './targets.ts';
import { TerraformValues } from './terraform-values.ts';
import { nameFor, UniqueNames } from './unique-names.ts';

/** Resources for Terraform, one for each grant: nothing has to be imported, and no other grant is touched. */
export function terraform(list: GrantList, options: GrantOptions): string {
  const values = new TerraformValues();
  const created = new Map((options.isCreating ? list.accounts : []).map((account) => [account.email, account]));
  const namesByType = new Map<string, UniqueNames>();
  const resources = [
    ...Array.from(created.values(), (account) => accountBlock(account, values)),
    ...list.grants.map((grant) => grantBlock(grant)),
  ];
  const blocks = [headComment(list), ...noteComments(list), ...values.declarations(), ...resources];
  return `${blocks.join('\n\n')}\n`;

  function grantBlock(grant: Grant): string {
    const { grantee, role, target } = grant;
    const { type, fields } = TARGETS[target.type].terraform;
    const names = namesByType.get(type) ?? new UniqueNames();
    namesByType.set(type, names);
    const name = names.of(JSON.stringify([grantee, role, target]), nameOfGrant(grant));
    const condition = conditionOf(target);
    const lines = [
      ...argumentLines([
        ...fields(target).map(([field, phrase]) => [field, accountReference(target, 'name') ?? values.of(phrase)] as const),
        ['role', values.of([ROLES[role].id])],
        ['member', memberReference(grantee) ?? values.of(memberPhrase(grantee, options))],
      ]),
      ...(condition ? ['', 'condition {', ...indented(argumentLines(conditionFields(condition))), '}'] : []),
    ];
    return `${grantComment(grant)}\n${block(`resource "${type}" "${name}"`, lines)}`;
  }

  function conditionFields({ title, expression }: { title: string; expression: string }): [string, string][] {
    return [
      ['title', values.of([title])],
      ['expression', values.of([expression])],
    ];
  }

  /** What is created here is referred to, so that it is there before anything is granted. */
  function accountReference({ type, name }: Pick<Target, 'type' | 'name'>, attribute: 'name' | 'member'): string | undefined {
    return type === 'service-account' && created.has(name)
      ? `google_service_account.${nameOfEmail(name)}.${attribute}`
      : undefined;
  }

  function memberReference(grantee: Grantee): string | undefined {
    return grantee.type === 'identity' ? accountReference({ type: 'service-account', name: grantee.email }, 'member') : undefined;
  }
}

function accountBlock(account: NamedAccount, values: TerraformValues): string {
  const lines = argumentLines([
    ['project', values.of(projectPhrase(account.project))],
    ['account_id', values.of([account.name])],
    ['display_name', values.of([displayNameOf(account)])],
  ]);
  const head = `resource "google_service_account" "${nameOfEmail(account.email)}"`;
  return `${reasonComment(account.reasons)}\n${block(head, lines)}`;
}

/** The same for the same grant, whatever stands beside it: by who gets it, and on what. */
function nameOfGrant({ grantee, role, target }: Grant): string {
  const who = nameOfGrantee(grantee);
  if (target.type === 'service-account') return `${who}_${nameOfEmail(target.name)}`;
  const { location = '', keyRing = '', name } = target;
  const project = target.project ? nameFor(nameOf(target.project) ?? '') : '';
  const what = target.type === 'project' ? ROLES[role].id.replace('roles/', '') : name;
  return nameFor([who, who.endsWith(project) ? '' : project, location, keyRing, what].join(' '));
}

function nameOfGrantee(grantee: Grantee): string {
  if (grantee.type === 'identity') return nameOfEmail(grantee.email);
  return grantee.type === 'deployer' ? 'deployer' : nameFor(`cloud_run_agent ${nameOf(grantee.project) ?? ''}`);
}

function nameOfEmail(email: string): string {
  return nameFor(email.replace(/(?:\.iam)?\.gserviceaccount\.com$/, ''));
}

/** Arguments as `terraform fmt` aligns them. */
function argumentLines(fields: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => `${name.padEnd(width)} = ${value}`);
}

function block(head: string, lines: readonly string[]): string {
  return [`${head} {`, ...indented(lines), '}'].join('\n');
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
