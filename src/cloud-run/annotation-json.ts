/**
 * The JSON in an annotation. Cloud Run's own examples leave the double quotes out, `{app: [collector]}`, and it takes that;
 * so do single ones here. Undefined for any other text: what a reader says of it would repeat it.
 */
export function readAnnotationJson(text: string): unknown {
  return parse(text) ?? parse(text.replace(WORD, inDoubleQuotes));
}

/** A text in quotes, or a word without any. */
const WORD = /"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"',:{}[\]]+/g;
const LITERAL = /^(?:true|false|null|-?\d+(?:\.\d+)?)$/;

function inDoubleQuotes(word: string): string {
  if (word.startsWith('"') || LITERAL.test(word)) return word;
  return JSON.stringify(word.startsWith("'") ? word.slice(1, -1) : word);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
