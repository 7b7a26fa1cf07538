/** Enough of a text to know it by: a message does not grow with what it speaks of. */
export function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
