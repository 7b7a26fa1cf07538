/** What to do instead of giving an option that other programs have. */
interface Instead {
  /** Only where a command has this option. */
  readonly option: string;
  readonly hint: string;
}

const REPORTER: Instead = { option: 'reporter', hint: 'Did you mean --reporter?' };
const VERSION: Instead = { option: 'version', hint: 'Did you mean --version?' };

/** Where a command has no reporters. */
const FORMATS: ReadonlyMap<string, Instead> = new Map([
  ['--json', { option: 'format', hint: 'Did you mean --format json?' }],
  ['--reporter', { option: 'format', hint: 'Did you mean --format?' }],
]);

/** Options that linters and formatters have, and runlint has not, as they are written. */
const FAMILIAR_OPTIONS: ReadonlyMap<string, Instead> = new Map([
  ['--fix', { option: 'fail-on', hint: 'runlint fix shows what can be fixed, and with --write fixes it.' }],
  ['--dry-run', { option: 'write', hint: 'Without --write nothing is written.' }],
  ['--format', REPORTER],
  ['--output-format', REPORTER],
  ['-f', REPORTER],
  ['--json', { option: 'reporter', hint: 'Did you mean --reporter json?' }],
  ['--max-warnings', { option: 'fail-on', hint: 'Did you mean --fail-on warning?' }],
  ['-v', VERSION],
  ['-V', VERSION],
]);

/** What somebody was looking for who gives an option of other programs; nothing, where a command has nothing like it. */
export function hintForFamiliar(rawName: string, options: Readonly<Record<string, unknown>>): string | undefined {
  const known = [FAMILIAR_OPTIONS.get(rawName), FORMATS.get(rawName)];
  return known.find((instead) => instead && Object.hasOwn(options, instead.option))?.hint;
}
