import type { Range } from '../text/range.ts';

/**
 * How long a part is at least, in UTF-16 units: it ends with the document that reaches this length. The trees of larger parts
 * outlive the collections of new objects, and several times as much memory is taken.
 */
const LEAST_PART = 64 * 1024;

/** What speaks of more than the document in which it stands: directives, and the marks behind which they are allowed. */
const REACHES_FURTHER = /^(?:%|\.\.\.(?=\s|$))/m;

/**
 * Cuts a stream of documents into parts of whole documents, so that they can be read one after the other; undefined where
 * one of them cannot be read without another. A line that begins with `---` begins a document wherever it stands.
 */
export function cutStream(text: string): Range[] | undefined {
  if (REACHES_FURTHER.test(text)) return undefined;
  const parts: Range[] = [];
  let start = 0;
  for (let end = nextDocument(text, start + LEAST_PART); end < text.length; end = nextDocument(text, start + LEAST_PART)) {
    parts.push({ start, end });
    start = end;
  }
  return [...parts, { start, end: text.length }];
}

const DOCUMENT_START = /(?<=\n)---(?=\s|$)/g;

/** The offset of the first document that begins there or further on; the end of the text where none does. */
function nextDocument(text: string, from: number): number {
  DOCUMENT_START.lastIndex = from;
  return DOCUMENT_START.exec(text)?.index ?? text.length;
}
