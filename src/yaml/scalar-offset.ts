import type { YamlDocument } from './yaml-document.ts';
import type { YamlScalar } from './yaml-node.ts';

/**
 * Where a character of a scalar's content is written in the text of its document: an offset in UTF-16 units. Undefined
 * where its word is not written as it is read, as with an escape. Between words, lines can be folded and indented.
 */
export function offsetInText(document: YamlDocument, scalar: YamlScalar, offset: number): number | undefined {
  const body = bodyOf(document, scalar);
  const written = wordsIn(document.text.slice(body.start, body.end));
  const read = wordsIn(scalar.text);
  if (written.length !== read.length) return undefined;
  const index = read.findLastIndex(({ start }) => start <= offset);
  const [word, place] = [read[index], written[index]];
  if (!word || !place || word.text !== place.text) return undefined;
  return body.start + place.start + Math.min(offset - word.start, word.text.length);
}

/** What holds the content: neither the quotes nor the header of a block. */
function bodyOf({ lines }: YamlDocument, { range: { start, end }, style }: YamlScalar): { start: number; end: number } {
  if (style === 'plain') return { start, end };
  return style === 'block' ? { start: lines.contentRange(lines.lineAt(start)).end, end } : { start: start + 1, end: end - 1 };
}

function wordsIn(text: string): { text: string; start: number }[] {
  return Array.from(text.matchAll(/\S+/g), ({ 0: word, index }) => ({ text: word, start: index }));
}
