import yargs, { type Argv } from 'yargs';
import type { CommandName } from './command-name.ts';
import { COMMANDS, type CommandSpec, GLOBAL_OPTIONS, type OptionSpec } from './options.ts';

const WIDTH = { default: 100, least: 60 };

/** The help of a command, or of runlint as a whole. */
export async function renderHelp(name: CommandName | undefined, columns: number | undefined): Promise<string> {
  const command = COMMANDS.find((one) => one.name === name);
  const parser = yargs([])
    .scriptName('runlint')
    .exitProcess(false)
    .help(false)
    .version(false)
    .wrap(Math.max(Math.min(columns ?? WIDTH.default, WIDTH.default), WIDTH.least))
    .usage(command ? `${usageOf(command)}\n\n${command.summary}.` : `runlint <command> [options]\n\n${DESCRIPTION}`);
  const help = await (command ? describeCommand(parser, command) : describeAll(parser)).getHelp();
  const examples = command?.examples ?? COMMANDS.flatMap((one) => one.examples.slice(0, 2));
  return `${help}\n\n${examplesText(examples)}\n`;
}

const DESCRIPTION =
  'Checks Google Cloud Run manifests before they are deployed, offline: which service account they will run as, and whether gcloud can read them.';

function describeAll(parser: Argv): Argv {
  for (const { name, summary } of COMMANDS) parser.command(name, summary);
  return addOptions(parser, GLOBAL_OPTIONS).epilogue(
    'Exit codes: 0 all well; 1 something was found, would change or was refused; 2 wrong usage, or a configuration or the like that cannot be followed; 3 a bug in runlint.',
  );
}

function describeCommand(parser: Argv, command: CommandSpec): Argv {
  for (const { name, describe, isRepeatable } of command.positionals) parser.positional(name, { describe, array: isRepeatable });
  return addOptions(parser, { ...command.options, ...GLOBAL_OPTIONS });
}

/** Each command on a line of its own, to be copied whole: it is not broken where the help is. */
function examplesText(examples: CommandSpec['examples']): string {
  return ['Examples:', ...examples.map(({ command, does }) => `  # ${does}\n  ${command}`)].join('\n');
}

function addOptions(parser: Argv, options: Readonly<Record<string, OptionSpec>>): Argv {
  for (const [name, option] of Object.entries(options)) {
    const { type, short, describe, choices, default: value } = option;
    parser.option(name, {
      type,
      describe,
      ...(short && { alias: short }),
      ...(choices && { choices }),
      ...(value !== undefined && { default: value }),
    });
  }
  return parser;
}

function usageOf({ name, positionals }: CommandSpec): string {
  const words = positionals.map((positional) => {
    const word = positional.isRepeatable ? `${positional.name}...` : positional.name;
    return positional.isRequired ? `<${word}>` : `[${word}]`;
  });
  return ['runlint', name, ...words, '[options]'].join(' ');
}
