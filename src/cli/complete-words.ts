import { RULES } from '../../rules/index.ts';
import { CHECKS } from '../diagnostics/checks.ts';
import { COMMANDS, type CommandSpec, DEFAULT_COMMAND, GLOBAL_OPTIONS, type OptionSpec } from './options.ts';

/** A word that could be meant, and what it stands for; nothing where the word says it all. */
export interface Candidate {
  readonly word: string;
  readonly describe: string;
}

/**
 * What the last word could become, by the table of options, and for `explain` by the catalogue. Nothing where it is a path, or
 * anything else that they do not know: shells know files.
 *
 * @param words those behind `runlint`, the last as far as it is typed
 */
export function completeWords(words: readonly string[]): Candidate[] {
  const whole = withoutEqualsSigns(words);
  const typed = whole.at(-1) ?? '';
  return candidatesFor(whole.slice(0, -1), typed).filter(({ word }) => word.startsWith(typed));
}

/** To bash an equals sign is a word of its own; behind the last nothing is typed yet. */
function withoutEqualsSigns(words: readonly string[]): readonly string[] {
  const others = words.filter((word) => word !== '=');
  return words.at(-1) === '=' ? [...others, ''] : others;
}

function candidatesFor(before: readonly string[], typed: string): readonly Candidate[] {
  if (before.includes('--')) return [];
  const named = COMMANDS.find(({ name }) => name === before[0]);
  const options = { ...(named ?? DEFAULT_COMMAND).options, ...GLOBAL_OPTIONS };
  const previous = optionIn(before.at(-1), options);
  if (previous?.type === 'string') return valuesOf(previous);
  const [assigned = ''] = /^--[^=]+=/.exec(typed) ?? [];
  if (assigned)
    return valuesOf(optionIn(assigned.slice(0, -1), options)).map((value) => ({ ...value, word: assigned + value.word }));
  if (typed.startsWith('-')) return optionsLeft(before, options);
  if (before.length === 0) return COMMANDS.map(({ name, summary }) => ({ word: name, describe: summary }));
  return named && before.slice(1).every((word) => word.startsWith('-')) ? firstArguments(named) : [];
}

function optionIn(word: string | undefined, options: Readonly<Record<string, OptionSpec>>): OptionSpec | undefined {
  return word?.startsWith('--') ? options[word.slice(2)] : undefined;
}

function valuesOf(option: OptionSpec | undefined): Candidate[] {
  return (option?.choices ?? option?.beginnings ?? []).map((word) => ({ word, describe: '' }));
}

function optionsLeft(before: readonly string[], options: Readonly<Record<string, OptionSpec>>): Candidate[] {
  const given = new Set(before.map((word) => word.replace(/=.*/, '')));
  const left = Object.entries(options).filter(([name, { isRepeatable }]) => isRepeatable || !given.has(`--${name}`));
  return left.map(([name, { describe }]) => ({ word: `--${name}`, describe }));
}

function firstArguments({ name, positionals }: CommandSpec): readonly Candidate[] {
  if (name === 'explain') return [...RULES, ...CHECKS].map(({ id, summary }) => ({ word: id, describe: summary }));
  return (positionals[0]?.choices ?? []).map((word) => ({ word, describe: '' }));
}
