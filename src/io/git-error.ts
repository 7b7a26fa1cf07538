/** Thrown where git cannot answer: one line that says why, and one on what to do. */
export class GitError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
