import { EXIT_CODE, type ExitCode } from './exit-code.ts';
import type { Host } from './host.ts';
import type { CommandName } from './options.ts';
import type { Arguments } from './parse-arguments.ts';
import { parseArguments } from './parse-arguments.ts';
import { UserError } from './user-error.ts';

type Command = (args: Arguments, host: Host) => Promise<ExitCode>;

/** Each command is loaded when it is run. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  check: async () => (await import('./commands/check.ts')).runCheck,
  fix: async () => (await import('./commands/fix.ts')).runFix,
  'set-service-account': async () => (await import('./commands/set-service-account.ts')).runSetServiceAccount,
  explain: async () => (await import('./commands/explain.ts')).runExplain,
};

/** Runs the command line. Never ends the process and never throws: what happened is the exit code. */
export async function runCli(argv: readonly string[], host: Host): Promise<ExitCode> {
  try {
    const args = parseArguments(argv);
    if (args.flags.has('help')) return await printHelp(args, host);
    if (args.flags.has('version')) return await printVersion(host);
    const command = await COMMANDS[args.command.name]();
    return await command(args, host);
  } catch (error) {
    return reportError(error, argv, host);
  }
}

async function printHelp({ command, isCommandNamed }: Arguments, host: Host): Promise<ExitCode> {
  const { renderHelp } = await import('./help.ts');
  host.stdout.write(await renderHelp(isCommandNamed ? command : undefined, host.stdout.columns));
  return EXIT_CODE.ok;
}

async function printVersion(host: Host): Promise<ExitCode> {
  const { VERSION } = await import('../version.ts');
  host.stdout.write(`runlint ${VERSION}\n`);
  return EXIT_CODE.ok;
}

function reportError(error: unknown, argv: readonly string[], host: Host): ExitCode {
  if (error instanceof UserError) {
    host.stderr.write(`runlint: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ''}`);
    return EXIT_CODE.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  host.stderr.write(`runlint: this is a bug of runlint: ${message}\n`);
  const stack = error instanceof Error ? error.stack : undefined;
  host.stderr.write(
    argv.includes('--debug') && stack ? `${stack}\n` : '  Run it again with --debug to see where, and please report it.\n',
  );
  return EXIT_CODE.internal;
}
