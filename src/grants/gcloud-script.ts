import { grantComment, headComment, noteComments, reasonComment } from './comments.ts';
import type { Grant, GrantList, GrantOptions, NamedAccount } from './grant.ts';
import { displayNameOf } from './grant-words.ts';
import { conditionOf, memberPhrase, type Phrase, projectPhrase } from './phrase.ts';
import { ROLES } from './roles.ts';
import { ShellVariables } from './shell-variables.ts';
import { TARGETS } from './targets.ts';

/** A script for bash that makes the grants by gcloud. It stops at the first error, and can be run again. */
export function gcloudScript(list: GrantList, options: GrantOptions): string {
  const variables = new ShellVariables();
  const created = options.isCreating ? list.accounts : [];
  const steps = [
    ...created.map((account) => creation(account, variables)),
    ...list.grants.map((grant) => binding(grant, options, variables)),
  ];
  const blocks = [
    `#!/usr/bin/env bash\n${headComment(list)}\n${SETTINGS}`,
    ...noteComments(list),
    ...variables.declarations(),
    ...steps,
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Nothing is asked, and nothing runs behind an error. */
const SETTINGS = 'set -euo pipefail\nexport CLOUDSDK_CORE_DISABLE_PROMPTS=1';

function creation(account: NamedAccount, variables: ShellVariables): string {
  const { email, name, project, reasons } = account;
  const ofProject: Phrase = ['--project=', ...projectPhrase(project)];
  const describe = variables.command([['gcloud iam service-accounts describe'], [email], ofProject], ' ');
  const create = variables.command(
    [['gcloud iam service-accounts create'], [name], ofProject, ['--display-name=', displayNameOf(account)]],
    ' \\\n    ',
  );
  return `${reasonComment(reasons)}\n${describe} > /dev/null 2>&1 ||\n  ${create}`;
}

function binding(grant: Grant, options: GrantOptions, variables: ShellVariables): string {
  const { grantee, role, target } = grant;
  const { gcloud, hasConditions = true } = TARGETS[target.type];
  const condition = conditionOf(target);
  const conditionText = condition ? `expression=${condition.expression},title=${condition.title}` : 'None';
  const words: Phrase[] = [
    ...gcloud.words(target),
    ['--member=', ...memberPhrase(grantee, options)],
    [`--role=${ROLES[role].id}`],
    ...(hasConditions ? [['--condition=', conditionText]] : []),
    ['--format=none'],
  ];
  const command = variables.command([[`gcloud ${gcloud.group} add-iam-policy-binding`], ...words], ' \\\n  ');
  return `${grantComment(grant)}\n${command}`;
}
