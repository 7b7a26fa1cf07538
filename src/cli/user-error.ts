/** A mistake in how the command was called: a line for each thing wrong, and one on what to do. Ends with exit code 2. */
export class UserError extends Error {
  readonly messages: readonly string[];
  readonly hint: string | undefined;

  constructor(message: string | readonly string[], hint?: string) {
    const messages = typeof message === 'string' ? [message] : message;
    super(messages.join('; '));
    this.messages = messages;
    this.hint = hint;
  }
}
