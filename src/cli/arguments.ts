import { type CommandName, isCommandName } from './command-name.ts';
import { parseArguments } from './parse-arguments.ts';

/** Arguments as the options table reads them. */
export interface Arguments {
  readonly command: CommandName;
  /** False where the command is only the one that is meant when none is named. */
  readonly isCommandNamed: boolean;
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** The values of options that take one. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** With so many arguments or more, and no option, there is nothing about them that could be wrong. */
const ENOUGH_ARGUMENTS: Partial<Record<CommandName, number>> = { check: 0, fix: 0, 'set-service-account': 1, baseline: 0 };

/** Reads the arguments; throws a `UserError` for what the table does not know. Paths alone need no table. */
export function readArguments(argv: readonly string[]): Arguments {
  return withoutOptions(argv) ?? parseArguments(argv);
}

function withoutOptions(argv: readonly string[]): Arguments | undefined {
  const [first] = argv;
  const isCommandNamed = isCommandName(first);
  const command = isCommandNamed ? first : 'check';
  const positionals = isCommandNamed ? argv.slice(1) : argv;
  const enough = ENOUGH_ARGUMENTS[command];
  const isPlain = first !== 'help' && !argv.some((argument) => argument.startsWith('-') && argument !== '-');
  if (!isPlain || enough === undefined || positionals.length < enough) return undefined;
  return { command, isCommandNamed, positionals, flags: new Set(), values: new Map() };
}
