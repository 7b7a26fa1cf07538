/** Text for a comment or a page in Markdown, as GitHub and GitLab read it. */
import { printable } from './terminal-text.ts';

/** Marks that stand around a word and mean nothing there: before it, and behind it. */
const BEFORE = `["'(]*`;
const BEHIND = `[)"'.,:;?!]*`;
const LETTERS = String.raw`(?:[A-Za-z]|[^\0-\x7F])+`;
const PLAIN = new RegExp(`^${BEFORE}(?:${LETTERS}(?:[-'/]${LETTERS})*|\\d{1,6}(?:[.,]\\d{1,3})?%?)?${BEHIND}$`);
/** A commit, or the beginning of a link. */
const REFERENCE = /[0-9a-f]{7}|www/i;
/** A bracket that opens within the name is closed within it. */
const PARTS = new RegExp(`^(${BEFORE})(.*?\\(.*?\\)|.*?)(${BEHIND})$`);

/**
 * The text as a line of Markdown or a part of one, in a cell of a table, too, which reads as the text itself: nothing of it
 * is structure, HTML, a link, a command, or a reference to a person, an issue or a commit. Words that are no plain words stand
 * in code, which is the only place where both platforms look for no reference and where the text can still be copied.
 */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .split(/([\s\p{Z}])/u)
    .map((part, index) => (index % 2 === 0 ? escapeWord(part) : escapeSpace(part)))
    .join('')
    .replace(/^ | $/g, characterReference)
    .replace(/^(\d+)(?=[.)])/, '$1\\');
}

/** The text in code; not in a cell of a table, where it must hold no `|`. Nothing, where the text is empty. */
export function codeSpan(text: string): string {
  const code = printable(text);
  if (code === '') return '';
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const isOnEdge = code.startsWith('`') || code.endsWith('`') || (/^ .* $/.test(code) && code.trim() !== '');
  return isOnEdge ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`;
}

function escapeWord(word: string): string {
  if (PLAIN.test(word) && !REFERENCE.test(word)) return word;
  const [, before = '', name = '', behind = ''] = PARTS.exec(word) as RegExpExecArray;
  return `${before}${name.split('|').map(codeSpan).join('\\|')}${behind}`;
}

/** A blank is itself; others could be the end of a line, or lost. */
function escapeSpace(space: string): string {
  return space === ' ' ? space : characterReference(space);
}

function characterReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
