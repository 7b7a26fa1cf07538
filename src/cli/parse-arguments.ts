import { parseArgs } from 'node:util';
import { closestMatch } from '../text/closest-match.ts';
import type { Arguments } from './arguments.ts';
import { hintForFamiliar } from './familiar-options.ts';
import { COMMANDS, type CommandSpec, DEFAULT_COMMAND, GLOBAL_OPTIONS, type OptionSpec } from './options.ts';
import { UserError } from './user-error.ts';

/** Reads arguments by the table, defaults included; throws a `UserError` for what it does not know. */
export function parseArguments(argv: readonly string[]): Arguments {
  if (argv[0] === 'help') return parseArguments([...argv.slice(1), '--help']);
  const named = COMMANDS.find(({ name }) => name === argv[0]);
  const command = named ?? DEFAULT_COMMAND;
  const options = { ...command.options, ...GLOBAL_OPTIONS };
  const parsed = parseTokens(named ? argv.slice(1) : argv, command, options);
  if (!parsed.flags.has('help') && !parsed.flags.has('version')) checkPositionals(command, parsed);
  return { command: command.name, isCommandNamed: named !== undefined, ...parsed };
}

function parseTokens(
  argv: readonly string[],
  command: CommandSpec,
  options: Readonly<Record<string, OptionSpec>>,
): Pick<Arguments, 'positionals' | 'flags' | 'values'> {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [name, { type, multiple: true, ...(short && { short }) } as const]),
  );
  const { tokens } = parseArgs({ args: [...argv], options: config, allowPositionals: true, strict: false, tokens: true });
  const positionals: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (!option) throw unknownOption(token.rawName, command, options);
    if (option.type === 'boolean') {
      if (token.value !== undefined) throw new UserError(`${token.rawName} takes no value`);
      flags.add(token.name);
    } else {
      values.set(token.name, [
        ...(values.get(token.name) ?? []),
        checkedValue(token.rawName, token.value, option, values.has(token.name)),
      ]);
    }
  }
  for (const [name, { default: value }] of Object.entries(options)) {
    if (value !== undefined && !values.has(name)) values.set(name, [value]);
  }
  return { positionals, flags, values };
}

function checkedValue(rawName: string, value: string | undefined, option: OptionSpec, isGiven: boolean): string {
  if (value === undefined || value === '') throw new UserError(`${rawName} needs a value: ${rawName} ${valueNameOf(option)}`);
  if (isGiven && !option.isRepeatable) throw new UserError(`${rawName} is given twice`);
  checkChoice(rawName, value, option.choices);
  return value;
}

function checkChoice(name: string, value: string, choices: readonly string[] | undefined): void {
  if (!choices || choices.includes(value)) return;
  const meant = closestMatch(value, choices);
  throw new UserError(`${name} is one of ${choices.join(', ')}, not ${value}`, meant && `Did you mean ${meant}?`);
}

function valueNameOf({ choices, valueName }: OptionSpec): string {
  return choices ? choices.join('|') : `<${valueName ?? 'value'}>`;
}

function unknownOption(rawName: string, command: CommandSpec, options: Readonly<Record<string, OptionSpec>>): UserError {
  const familiar = hintForFamiliar(rawName, options);
  if (familiar) return new UserError(`There is no option ${rawName}`, familiar);
  const meant = closestMatch(
    rawName,
    Object.keys(options).map((name) => `--${name}`),
  );
  const owner = COMMANDS.find(({ options: others }) => Object.hasOwn(others, rawName.replace(/^-+/, '')));
  if (!meant && owner) return new UserError(`runlint ${command.name} has no option ${rawName}`, `runlint ${owner.name} has it.`);
  const isShort = /^-[^-]/.test(rawName);
  const other = isShort ? 'For a file whose name begins with "-", write "./" before it.' : `See runlint ${command.name} --help.`;
  const hint = meant && !isShort ? `Did you mean ${meant}?` : other;
  return new UserError(`There is no option ${rawName}`, hint);
}

function checkPositionals(command: CommandSpec, { positionals, values }: Pick<Arguments, 'positionals' | 'values'>): void {
  const required = command.positionals.filter(
    ({ isRequired, replacedBy = [] }) => isRequired && !replacedBy.some((name) => values.has(name)),
  );
  const missing = required[positionals.length];
  if (missing)
    throw new UserError(
      `runlint ${command.name} needs <${missing.name}>: ${missing.describe}`,
      `See runlint ${command.name} --help.`,
    );
  const takesMore = command.positionals.some(({ isRepeatable }) => isRepeatable);
  const surplus = positionals[command.positionals.length];
  for (const [index, { name, choices }] of command.positionals.entries()) {
    const value = positionals[index];
    if (value !== undefined) checkChoice(`<${name}>`, value, choices);
  }
  if (!takesMore && surplus !== undefined) throw new UserError(`runlint ${command.name} takes no further argument: ${surplus}`);
}
