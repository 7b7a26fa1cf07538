import { findMarkedPlaceholder, findPlaceholder } from '../manifest/placeholder.ts';

/**
 * True where a text has placeholders that can be filled in so that it becomes another text. A text that has such marks
 * itself was filled in by nobody.
 *
 * @param isOfProgram true for what only a program reads, in which a word of capitals need not be a placeholder
 */
export function canBecome(template: string, text: string, isOfProgram: boolean): boolean {
  const find = isOfProgram ? findMarkedPlaceholder : findPlaceholder;
  const [first = '', ...rest] = textsBetween(template, find);
  const last = rest.pop();
  if (last === undefined || find(text) !== undefined) return false;
  const middle = text.slice(first.length, text.length - last.length);
  const hasPlace = text.length >= first.length + last.length;
  return hasPlace && text.startsWith(first) && text.endsWith(last) && holdsInOrder(middle, rest);
}

/** What stands before, between and behind the placeholders of a text. */
function textsBetween(template: string, find: (text: string) => string | undefined): string[] {
  const texts: string[] = [];
  let rest = template;
  for (let placeholder = find(rest); placeholder; placeholder = find(rest)) {
    const start = rest.indexOf(placeholder);
    texts.push(rest.slice(0, start));
    rest = rest.slice(start + placeholder.length);
  }
  return [...texts, rest];
}

function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const start = text.indexOf(part, from);
    if (start < 0) return false;
    from = start + part.length;
  }
  return true;
}
