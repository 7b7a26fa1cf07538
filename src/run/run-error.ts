/** Thrown where something that a run goes by cannot be followed: a baseline, a diff. */
export class RunError extends Error {
  /** What to do. */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
