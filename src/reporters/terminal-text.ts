/** Text for a terminal: colours, and nothing of a manifest that a terminal would take for a command. */

const CODES = { red: 31, green: 32, yellow: 33, blue: 34, cyan: 36, bold: 1, dim: 2 } as const;

export type Style = keyof typeof CODES;

/** Paints text where colours are wanted. */
export type Paint = (style: Style, text: string) => string;

export function paintFor(color: boolean): Paint {
  return color ? (style, text) => `\x1b[${CODES[style]}m${text}\x1b[0m` : (_, text) => text;
}

/**
 * Control characters and those that turn the direction of text round, which could hide or forge what is printed; and the
 * sign before `[`, since GitHub's runner takes `##[set-output name=x]` for a command wherever in a line of a log it stands,
 * and Azure's and TeamCity's take `##vso[` and `##teamcity[`.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\x00-\x08\x0A-\x1F\x7F-\x9F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|#(?=(?:vso|teamcity)?\[)/g;

/** The text with every character that is more than a letter to a terminal or a log written as `\u001b`; tabs stay. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text with each of its lines printable, and line ends between them. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** Blanks as wide as the text is in a terminal; tabs stay tabs. */
export function blanksLike(text: string): string {
  if (/^[ -~]*$/.test(text)) return ' '.repeat(text.length);
  return Array.from(text, (character) => (character === '\t' ? '\t' : ' '.repeat(widthOf(character)))).join('');
}

/** The columns of a terminal that a character takes. */
function widthOf(character: string): 0 | 1 | 2 {
  const isWide =
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
  if (isWide.test(character)) return 2;
  return /\p{Mn}|\p{Me}|[\u200B-\u200D]/u.test(character) ? 0 : 1;
}
