import { checkAtOnce } from './check-at-once.ts';
import { EXIT_CODE, type ExitCode } from './exit-code.ts';
import type { Host } from './host.ts';

/**
 * Runs the command line. Never ends the process and never throws: what happened is the exit code. What is run most, a check of
 * files in which nothing is to be found, is answered with a part of the program; the rest of it is loaded for all else.
 */
export async function runCli(argv: readonly string[], host: Host): Promise<ExitCode> {
  try {
    if (checkAtOnce(argv, host)) return EXIT_CODE.ok;
  } catch (error) {
    const { reportFailure } = await import('./run-command.ts');
    return reportFailure(error, argv, host);
  }
  const { runCommand } = await import('./run-command.ts');
  return runCommand(argv, host);
}
