/** How a run ends, for the shell. Where there are several causes, the highest counts. */
export const EXIT_CODE = {
  /** Nothing to complain of. */
  ok: 0,
  /** Something in a manifest is wrong, or would change under `--check`, or cannot be changed or written. */
  found: 1,
  /** The command was given something wrong: a flag, a path, an e-mail, or what it was to go by cannot be followed. */
  usage: 2,
  /** A bug in runlint. */
  internal: 3,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];

export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce<number>((worst, code) => Math.max(worst, code), EXIT_CODE.ok) as ExitCode;
}
