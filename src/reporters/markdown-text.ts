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
  const fence = '`'.repeat(longestFenceIn(code) + 1);
  const isOnEdge = code.startsWith('`') || code.endsWith('`') || (/^ .* $/.test(code) && code.trim() !== '');
  return isOnEdge ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`;
}

/**
 * Lines as they are, in a block of code that none of them can close.
 *
 * @param word what stands behind the fence, as the language of the code does
 */
export function codeBlock(lines: readonly string[], word: string): string {
  const text = lines.join('\n');
  const fence = '`'.repeat(Math.max(longestFenceIn(text) + 1, 3));
  return `${fence}${word}\n${text}\n${fence}`;
}

function longestFenceIn(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
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
