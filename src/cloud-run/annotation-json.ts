/**
 * The JSON in an annotation. Cloud Run's own examples leave the double quotes out, `{app: [collector]}`, and it takes that;
 * so do single ones here. Undefined for any other text: what a reader says of it would repeat it.
 */
export function readAnnotationJson(text: string): unknown {
  return parse(text) ?? parse(text.replace(WORD, inDoubleQuotes));
}

/** A text in quotes, to the end where they are not closed, or a word without any. */
const WORD = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|'[^']*(?:'|$)|[^\s"',:{}[\]]+/g;
const LITERAL = /^(?:true|false|null|-?\d+(?:\.\d+)?)$/;

function inDoubleQuotes(word: string): string {
  if (word.startsWith('"') || LITERAL.test(word)) return word;
  if (!word.startsWith("'")) return JSON.stringify(word);
  return /^'[^']*'$/.test(word) ? JSON.stringify(word.slice(1, -1)) : word;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
