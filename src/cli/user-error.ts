/** A mistake in how the command was called: one line, and one on what to do. Ends the run with exit code 2. */
export class UserError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
