import { rememberedOfLast } from './remembered.ts';

/** What stands for a text that is not shown. */
export const MASK = '•••';

/**
 * The words with a mask in the place of each of the texts: also where these stand in quotes, which change some characters,
 * and where an excerpt has cut them.
 */
export function maskTexts(words: string, texts: readonly string[]): string {
  return formsOf(texts).reduce(maskText, words);
}

/** As messages and commands have a text: as it is, in double quotes, in those of a shell, and on one line. */
const formsOf = rememberedOfLast((texts: readonly string[]): readonly string[] => {
  const forms = texts.flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    text.replaceAll("'", `'\\''`),
    text.replaceAll(/[\r\n]+/g, ' '),
  ]);
  return [...new Set(forms)];
});

/** Less than an excerpt leaves of a long text. */
const LEAST_EXCERPT = 150;

/** Of a long text its beginning is looked for, and as much goes with it as follows of the text. */
function maskText(words: string, text: string): string {
  const [before = '', ...others] = words.split(text.slice(0, LEAST_EXCERPT));
  const rest = text.slice(LEAST_EXCERPT);
  return [before, ...others.map((other) => other.slice(commonLength(other, rest)))].join(MASK);
}

/** How many characters two texts have in common at their beginnings. */
function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return length;
}
