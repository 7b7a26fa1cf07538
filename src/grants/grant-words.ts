import { printable } from '../reporters/terminal-text.ts';
import { counted } from '../text/counted.ts';
import type { GrantList, NamedAccount, Reason } from './grant.ts';

/** `path:line:column  Service checkout: its account`. */
export function reasonLine({ path, line, column, words }: Reason): string {
  return `${path}:${line}:${column}  ${words}`;
}

/** What was looked at: `2 resources in 1 file`. */
export function sourceWords({ resources, files }: GrantList): string {
  return `${counted(resources, 'resource')} in ${counted(files, 'file')}`;
}

/** Where there is no grant: that there is none to make, or that there may be. */
export function nothingWords(list: GrantList): string {
  return list.questions.length > 0
    ? `Nothing can be granted for ${sourceWords(list)} before this is known.`
    : `Nothing to grant for ${sourceWords(list)}.`;
}

/** What an account is called where people see a list of them: by what runs as it. */
export function displayNameOf({ reasons }: NamedAccount): string {
  const names = [...new Set(reasons.map(({ resource }) => resource.replace('/', ' ')))];
  const name = names.length > 1 ? `${names[0]} and ${names.length - 1} more` : (names[0] ?? '');
  return printable(name).slice(0, MAX_DISPLAY_NAME);
}

/** What IAM takes, in characters. */
const MAX_DISPLAY_NAME = 100;

/** Said once, whatever is granted. */
export const EXISTING_WORDS = 'Which of them exist already cannot be told offline; to grant one again changes nothing.';
