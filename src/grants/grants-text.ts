import { parseServiceAccount } from '../manifest/service-account.ts';
import { type Paint, printable } from '../reporters/terminal-text.ts';
import { counted } from '../text/counted.ts';
import { shellWord } from '../text/shell-word.ts';
import { type CrossProject, crossProjectCommands, crossProjectSentences, crossProjectsIn } from './cross-project.ts';
import type { Grant, Grantee, GrantList, GrantOptions, NamedAccount, OpenQuestion, Reason } from './grant.ts';
import { EXISTING_WORDS, nothingWords, reasonLine, sourceWords } from './grant-words.ts';
import { memberPhrase, type Phrase } from './phrase.ts';
import { nameOf } from './project.ts';
import { ROLES } from './roles.ts';
import { TARGETS } from './targets.ts';

/** For people: a list to tick off, who needs what on what, and the lines that it is needed for. */
export function grantsText(list: GrantList, options: GrantOptions, paint: Paint): string {
  const created = options.isCreating ? list.accounts : [];
  const sections = [
    ...(created.length > 0 ? [createdLines(created, paint)] : []),
    ...byGrantee(list.grants).map((grants) => granteeLines(grants, options, paint)),
    ...crossProjectsIn(list).map((project) => crossProjectLines(project, paint)),
    ...(list.questions.length > 0 ? [questionLines(list.questions, paint)] : []),
    [summaryOf(list)],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function byGrantee(grants: readonly Grant[]): [Grant, ...Grant[]][] {
  const groups = new Map<string, [Grant, ...Grant[]]>();
  for (const grant of grants) {
    const key = JSON.stringify(grant.grantee);
    const group = groups.get(key);
    if (group) group.push(grant);
    else groups.set(key, [grant]);
  }
  return [...groups.values()];
}

function granteeLines(grants: readonly [Grant, ...Grant[]], options: GrantOptions, paint: Paint): string[] {
  const [{ grantee }] = grants;
  const member = plain(memberPhrase(grantee, options));
  return [
    `${paint('bold', printable(member))}${describeGrantee(grantee, options)}`,
    ...grants.flatMap((grant) => grantLines(grant, paint)),
  ];
}

function describeGrantee(grantee: Grantee, { deployer }: GrantOptions): string {
  switch (grantee.type) {
    case 'identity':
      return isDefault(grantee.email) ? ', a default account, which other resources share' : '';
    case 'deployer':
      return deployer ? ', who deploys' : ', who deploys: --deployer user:EMAIL names it';
    case 'service-agent': {
      const name = nameOf(grantee.project);
      const project = name === undefined ? 'the project that is deployed to' : `project ${name}`;
      const number = grantee.project.number === undefined ? ': --project ID=NUMBER tells its number' : '';
      return `, the Cloud Run service agent of ${project}${number}`;
    }
  }
}

function isDefault(email: string): boolean {
  return ['compute-default', 'app-engine-default'].includes(parseServiceAccount(email).type);
}

function grantLines({ role, target, reasons }: Grant, paint: Paint): string[] {
  const { id, basis } = ROLES[role];
  const inferred = basis === 'inferred' ? paint('dim', '  (inferred: no page says that Cloud Run needs it)') : '';
  return [`  [ ] ${id} on ${printable(TARGETS[target.type].describe(target))}${inferred}`, ...reasonLines(reasons, paint)];
}

function reasonLines(reasons: readonly Reason[], paint: Paint): string[] {
  return reasons.map((reason) => `        ${paint('dim', printable(reasonLine(reason)))}`);
}

function createdLines(accounts: readonly NamedAccount[], paint: Paint): string[] {
  return [
    paint('bold', 'To be created, where it is missing'),
    ...accounts.flatMap(({ email, reasons }) => [`  [ ] ${printable(email)}`, ...reasonLines(reasons, paint)]),
  ];
}

function crossProjectLines(project: CrossProject, paint: Paint): string[] {
  const { allow, harden } = crossProjectSentences(project);
  const commands = crossProjectCommands(project);
  const lines = ([first = '', ...others]: readonly string[], command: readonly string[]) => [
    `  [ ] ${printable(first)}`,
    ...others.map((sentence) => `      ${printable(sentence)}`),
    `        ${printable(`gcloud ${command.map(shellWord).join(' ')}`)}`,
  ];
  return [
    paint('bold', printable(`Accounts of project ${nameOf(project.project)} in other projects`)),
    ...lines(allow, commands.allow),
    ...lines(harden, commands.harden),
    ...reasonLines(project.reasons, paint),
  ];
}

function questionLines(questions: readonly OpenQuestion[], paint: Paint): string[] {
  const lines = questions.flatMap(({ question, remedy, reasons }) => [
    `  ${printable(`- ${question}`)}`,
    ...remedy.split('\n').map((line) => `    ${printable(line)}`),
    ...reasonLines(reasons, paint),
  ]);
  return [paint('yellow', 'It is not known'), ...lines];
}

function summaryOf(list: GrantList): string {
  const { grants, resources } = list;
  if (resources === 0) return 'No Cloud Run resource to look at.';
  if (grants.length > 0) return `${counted(grants.length, 'grant')} for ${sourceWords(list)}. ${EXISTING_WORDS}\n${FORMATS}`;
  return nothingWords(list);
}

const FORMATS = '--format gcloud makes a script of this, --format terraform resources.';

/** Variables as words in capitals. */
function plain(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : WORDS[part.variable])).join('');
}

const WORDS = { deployer: 'DEPLOYER', project: 'PROJECT_ID', 'project-number': 'PROJECT_NUMBER' } as const;
