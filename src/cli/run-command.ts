import { GitError } from '../io/git-error.ts';
import { renderDiagnostics } from '../reporters/pretty.ts';
import { paintFor, printable } from '../reporters/terminal-text.ts';
import { ConfigError } from '../run/run-config.ts';
import { RunError } from '../run/run-error.ts';
import { type Arguments, readArguments } from './arguments.ts';
import type { CommandName } from './command-name.ts';
import { runCheck } from './commands/check.ts';
import { EXIT_CODE, type ExitCode } from './exit-code.ts';
import { type Host, wantsColor } from './host.ts';
import { UserError } from './user-error.ts';

type Runner = (args: Arguments, host: Host) => Promise<ExitCode>;

/** Each command is loaded when it is run, but for the one that is run most. */
const RUNNERS: Readonly<Record<CommandName, () => Promise<Runner>>> = {
  check: async () => runCheck,
  fix: async () => (await import('./commands/fix.ts')).runFix,
  'set-service-account': async () => (await import('./commands/set-service-account.ts')).runSetServiceAccount,
  grants: async () => (await import('./commands/grants.ts')).runGrants,
  review: async () => (await import('./commands/review.ts')).runReview,
  diff: async () => (await import('./commands/diff.ts')).runDiff,
  inventory: async () => (await import('./commands/inventory.ts')).runInventory,
  explain: async () => (await import('./commands/explain.ts')).runExplain,
  config: async () => (await import('./commands/config.ts')).runConfig,
  baseline: async () => (await import('./commands/baseline.ts')).runBaseline,
  'test-rules': async () => (await import('./commands/test-rules.ts')).runTestRules,
  completion: async () => (await import('./commands/completion.ts')).runCompletion,
};

/** Runs the command that the arguments name. Never throws: what happened is the exit code. */
export async function runCommand(argv: readonly string[], host: Host): Promise<ExitCode> {
  try {
    const args = readArguments(argv);
    if (args.flags.has('help')) return await printHelp(args, host);
    if (args.flags.has('version')) return await printVersion(host);
    const run = await RUNNERS[args.command]();
    return await run(args, host);
  } catch (error) {
    return reportFailure(error, argv, host);
  }
}

/** Says why a run has come to no end of its own, and how it ends then. */
export function reportFailure(error: unknown, argv: readonly string[], host: Host): ExitCode {
  if (error instanceof ConfigError) return reportConfigError(error, host);
  if (error instanceof RunError || error instanceof GitError)
    return reportUserError({ messages: [error.message], hint: error.hint }, host);
  return error instanceof UserError ? reportUserError(error, host) : reportBug(error, argv.includes('--debug'), host);
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

/** A configuration that cannot be followed: nothing was checked. */
function reportConfigError({ reports }: ConfigError, host: Host): ExitCode {
  for (const report of reports) host.stderr.write(`${renderDiagnostics(report, paintFor(wantsColor(host, host.stderr)))}\n`);
  host.stderr.write('Nothing was checked: the configuration cannot be followed.\n');
  return EXIT_CODE.usage;
}

/** What was typed can hold anything, and so can the names of files and resources. */
function reportUserError({ messages, hint }: Pick<UserError, 'messages' | 'hint'>, host: Host): ExitCode {
  for (const message of messages) host.stderr.write(`runlint: ${printable(message)}\n`);
  if (hint) host.stderr.write(`  ${printable(hint)}\n`);
  return EXIT_CODE.usage;
}

function reportBug(error: unknown, isDebugging: boolean, host: Host): ExitCode {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  host.stderr.write(`runlint: This is a bug in runlint: ${printable(message)}\n`);
  host.stderr.write(isDebugging && stack ? `${stack}\n` : '  Run it again with --debug to see where, and please report it.\n');
  return EXIT_CODE.internal;
}
