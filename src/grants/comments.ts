import { printable } from '../reporters/terminal-text.ts';
import { shellWord } from '../text/shell-word.ts';
import { type CrossProject, crossProjectCommands, crossProjectSentences, crossProjectsIn } from './cross-project.ts';
import type { Grant, GrantList, OpenQuestion, Reason } from './grant.ts';
import { EXISTING_WORDS, nothingWords, reasonLine, sourceWords } from './grant-words.ts';
import { ROLES } from './roles.ts';

/** What the file is. */
export function headComment(list: GrantList): string {
  const isAny = list.grants.length > 0;
  const what = isAny ? `The grants for ${sourceWords(list)}, read off the manifests by runlint.` : nothingWords(list);
  return comment([what, ...(isAny ? [EXISTING_WORDS] : [])]);
}

/** What the file does not do: what is not known, and what others have to decide. */
export function noteComments(list: GrantList): string[] {
  return [...list.questions.map(questionComment), ...crossProjectsIn(list).map(crossProjectComment)];
}

/** Why a grant is made. */
export function grantComment({ role, reasons }: Grant): string {
  const inferred = ROLES[role].basis === 'inferred' ? ['Inferred: no page says that Cloud Run needs this role.'] : [];
  return reasonComment(reasons, inferred);
}

export function reasonComment(reasons: readonly Reason[], more: readonly string[] = []): string {
  return comment([...reasons.map(reasonLine), ...more]);
}

function questionComment({ question, remedy, reasons }: OpenQuestion): string {
  return comment([`It is not known ${question}.`, ...remedy.split('\n'), ...reasons.map(indentedReason)]);
}

function crossProjectComment(project: CrossProject): string {
  const { allow, harden } = crossProjectSentences(project);
  const commands = crossProjectCommands(project);
  const command = (words: readonly string[]) => `  gcloud ${words.map(shellWord).join(' ')}`;
  return comment([
    ...allow,
    command(commands.allow),
    ...harden,
    command(commands.harden),
    ...project.reasons.map(indentedReason),
  ]);
}

function indentedReason(reason: Reason): string {
  return `  ${reasonLine(reason)}`;
}

/** As scripts and Terraform have them: one line for each text, whatever is in it. */
function comment(lines: readonly string[]): string {
  return lines.map((line) => `# ${printable(line)}`).join('\n');
}
