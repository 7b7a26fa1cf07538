/**
 * Where the words of one line end, for texts that hold no control character but LF and CR, and no CR without its LF: there
 * whatever is below the space, or is no character at all, ends the line. All offsets are UTF-16.
 */

export const SPACE = 0x20;
const CARRIAGE_RETURN = 0x0d;
export const DOUBLE_QUOTE = 0x22;
export const HASH = 0x23;
export const SINGLE_QUOTE = 0x27;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const COLON = 0x3a;
export const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
export const CLOSING_BRACKET = 0x5d;
export const OPENING_BRACE = 0x7b;
export const BAR = 0x7c;
export const CLOSING_BRACE = 0x7d;

/** What no plain scalar begins with, but for the dash, which can be followed by a word. */
const INDICATORS: ReadonlySet<number> = new Set([...'?:,[]{}#&*!|>\'"%@`'].map((sign) => sign.charCodeAt(0)));

/** True for a space, a line end, and the end of the text, where there is no code. */
export function isBlank(code: number): boolean {
  return !(code > SPACE);
}

function isFlowSign(code: number): boolean {
  return (
    code === COMMA || code === OPENING_BRACKET || code === CLOSING_BRACKET || code === OPENING_BRACE || code === CLOSING_BRACE
  );
}

export function skipSpaces(text: string, offset: number): number {
  let end = offset;
  while (text.charCodeAt(end) === SPACE) end++;
  return end;
}

/** Before the LF or CRLF. */
export function endOfLine(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  if (lineFeed === -1) return text.length;
  return lineFeed > offset && text.charCodeAt(lineFeed - 1) === CARRIAGE_RETURN ? lineFeed - 1 : lineFeed;
}

/** Behind the LF or CRLF that stands here. */
export function startOfNextLine(text: string, lineEnd: number): number {
  return text.charCodeAt(lineEnd) === CARRIAGE_RETURN ? lineEnd + 2 : lineEnd + 1;
}

/** True for a `-` that begins an item of a list. */
export function isDash(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === DASH && isBlank(text.charCodeAt(offset + 1));
}

/** True for a `:` that ends a key. */
export function isColon(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === COLON && isBlank(text.charCodeAt(offset + 1));
}

/**
 * Behind the last character of a plain scalar: before a comment, before the colon that makes it a key, before the spaces at
 * the end of its line, and in flow style before a sign of that. -1 where none begins.
 */
export function endOfPlain(text: string, start: number, isInFlow: boolean): number {
  if (!beginsPlain(text, start, isInFlow)) return -1;
  let end = start;
  for (let offset = start; ; offset++) {
    const code = text.charCodeAt(offset);
    if (code === SPACE) continue;
    if (!(code > SPACE)) return end;
    if (code === COLON && endsWord(text.charCodeAt(offset + 1), isInFlow)) return end;
    if (code === HASH && offset > end) return end;
    if (isInFlow && isFlowSign(code)) return end;
    end = offset + 1;
  }
}

function beginsPlain(text: string, start: number, isInFlow: boolean): boolean {
  const first = text.charCodeAt(start);
  if (first === DASH) return !endsWord(text.charCodeAt(start + 1), isInFlow);
  return !isBlank(first) && !INDICATORS.has(first);
}

function endsWord(code: number, isInFlow: boolean): boolean {
  return isBlank(code) || (isInFlow && isFlowSign(code));
}

/** The closing quote of a text in single quotes, wherever it stands; -1 where there is none. */
export function closingSingleQuote(text: string, start: number): number {
  let quote = text.indexOf("'", start + 1);
  while (quote !== -1 && text.charCodeAt(quote + 1) === SINGLE_QUOTE) quote = text.indexOf("'", quote + 2);
  return quote;
}

/** The closing quote of a text in double quotes, wherever it stands; -1 where there is none. */
export function closingDoubleQuote(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote;
}

function isEscaped(text: string, offset: number): boolean {
  let start = offset;
  while (text.charCodeAt(start - 1) === BACKSLASH) start--;
  return (offset - start) % 2 === 1;
}
