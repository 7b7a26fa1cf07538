import { resolve } from 'node:path';
import { findFiles } from '../io/find-files.ts';
import { failureReport, type Input, inputOfBytes, MAX_FILE_BYTES, readInput } from '../read-input.ts';
import { closestMatch } from '../text/closest-match.ts';
import { STDIN_PATH } from '../text/source-file.ts';
import type { Host } from './host.ts';
import { COMMANDS } from './options.ts';
import { UserError } from './user-error.ts';

/** What a run looks at. Files are read one by one, as they are asked for. */
export interface CollectedInputs {
  readonly inputs: Iterable<Input>;
  /** What was given and does not exist, a line each. */
  readonly missing: readonly string[];
}

/** The files that the arguments stand for; `-` stands alone and is standard input. */
export async function collectInputs(
  paths: readonly string[],
  stdinFilename: string | undefined,
  host: Host,
): Promise<CollectedInputs> {
  if (paths.includes('-')) return collectStdin(paths, stdinFilename, host);
  const { files, missing, unreadable } = await findFiles(paths.length > 0 ? paths : ['.'], host.cwd, host.disk);
  const command = paths[0] !== undefined && missing.includes(paths[0]) ? commandMeantBy(paths[0]) : undefined;
  if (command) throw new UserError(`There is no command, file or folder ${paths[0]}`, `Did you mean runlint ${command}?`);
  return {
    missing: missing.map((path) => `There is no file, folder or match for ${path}`),
    inputs: (function* () {
      for (const { path, reason } of unreadable)
        yield { isNamed: true, report: failureReport(path, 'file/unreadable', `The folder cannot be read: ${reason}`) };
      for (const file of files) yield readInput(file, resolve(host.cwd, file.path), host.disk);
    })(),
  };
}

async function collectStdin(paths: readonly string[], stdinFilename: string | undefined, host: Host): Promise<CollectedInputs> {
  if (paths.length > 1)
    throw new UserError('- (standard input) cannot be combined with other paths', 'Name them in another run.');
  const bytes = await host.readStdin(MAX_FILE_BYTES);
  const isTruncated = bytes.length > MAX_FILE_BYTES;
  return { inputs: [inputOfBytes(stdinFilename ?? STDIN_PATH, true, { bytes, isTruncated })], missing: [] };
}

function commandMeantBy(word: string): string | undefined {
  const names = COMMANDS.map(({ name }) => name);
  return /^[a-z-]+$/.test(word) ? closestMatch(word, names) : undefined;
}
