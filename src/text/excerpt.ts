/** Enough of a text to know it by: a message does not grow with what it speaks of. */
export function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** An excerpt on one line: the lines of a remedy are its own. */
export function excerptLine(text: string): string {
  return excerpt(text).replaceAll(/[\r\n]+/g, ' ');
}
