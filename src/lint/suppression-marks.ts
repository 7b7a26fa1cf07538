/** False where no comment can say what does not count: nearly no manifest has such a comment, and the rest needs not be asked. */
export function mentionsSuppression(text: string): boolean {
  return text.includes('runlint-ignore');
}

/** True where a comment can be about more than the document in which it stands. */
export function mentionsWholeFile(text: string): boolean {
  return text.includes('runlint-ignore-file');
}
