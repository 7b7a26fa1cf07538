import { resolve } from 'node:path';
import { closestMatch } from '../text/closest-match.ts';
import type { Arguments } from './arguments.ts';
import type { OptionSpec } from './options.ts';
import { UserError } from './user-error.ts';

/** How a report can be printed. */
export const REPORTER_NAMES = [
  'pretty',
  'compact',
  'json',
  'sarif',
  'rdjson',
  'gitlab',
  'junit',
  'checkstyle',
  'github',
  'markdown',
  'agent',
] as const;

export type ReporterName = (typeof REPORTER_NAMES)[number];

export const REPORTER_OPTION: Readonly<Record<string, OptionSpec>> = {
  reporter: {
    type: 'string',
    valueName: 'name[=file]',
    beginnings: REPORTER_NAMES,
    isRepeatable: true,
    describe: `print what was found as ${REPORTER_NAMES.join(', ')}, into <file> where one is named; can be given several times; where none goes to standard output, pretty does`,
  },
};

/** A report that is asked for, and where it goes. */
export interface ReportOutput {
  readonly name: ReporterName;
  /** The file it is written to, as it was typed; undefined for standard output. */
  readonly file: string | undefined;
}

/** The reports that are asked for; people's own on standard output, where no other goes there. Throws a `UserError` where two meet. */
export function reportOutputsOf({ values }: Arguments, cwd: string): ReportOutput[] {
  const outputs = (values.get('reporter') ?? []).map(parseOutput);
  const [first, second] = outputs.filter(({ file }) => file === undefined);
  if (first && second) {
    const message = `--reporter ${first.name} and --reporter ${second.name} cannot both print to standard output`;
    throw new UserError(message, `Give one of them a file: --reporter ${second.name}=<file>.`);
  }
  const files = outputs.flatMap(({ file }) => file ?? []);
  const isTaken = (file: string, index: number) =>
    files.slice(0, index).some((other) => resolve(cwd, other) === resolve(cwd, file));
  const repeated = files.find(isTaken);
  if (repeated !== undefined) throw new UserError(`Two reports cannot both be written to ${repeated}`);
  return first ? outputs : [...outputs, { name: 'pretty', file: undefined }];
}

function parseOutput(text: string): ReportOutput {
  const [typed = ''] = text.split('=', 1);
  const file = text.length > typed.length ? text.slice(typed.length + 1) : undefined;
  const name = REPORTER_NAMES.find((known) => known === typed);
  if (name === undefined) {
    const meant = closestMatch(typed, REPORTER_NAMES);
    const message = `--reporter is one of ${REPORTER_NAMES.join(', ')}, not ${typed}`;
    throw new UserError(message, meant && `Did you mean ${meant}?`);
  }
  if (file === '') throw new UserError(`--reporter ${name}= names no file`, `As in --reporter ${name}=report.txt.`);
  return { name, file };
}
