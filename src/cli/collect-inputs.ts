import { type Input, inputOfBytes, MAX_FILE_BYTES, missingMessages, readInputs } from '../inputs.ts';
import { findFiles } from '../io/find-files.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { closestMatch } from '../text/closest-match.ts';
import { STDIN_PATH } from '../text/source-file.ts';
import type { Host } from './host.ts';
import { COMMANDS } from './options.ts';
import { UserError } from './user-error.ts';

/** What a run looks at. Files are read one by one, as they are asked for. */
export interface CollectedInputs {
  readonly inputs: Iterable<Input>;
  /** What is to be said of paths that lead to nothing, a line each. */
  readonly missing: readonly string[];
}

/** The files that the arguments stand for; `-` is standard input. */
export async function collectInputs(
  paths: readonly string[],
  stdinFilename: string | undefined,
  call: ReplaceCall,
  host: Host,
): Promise<CollectedInputs> {
  if (paths.includes('-')) return collectStdin(paths, stdinFilename, call, host);
  const found = await findFiles(paths.length > 0 ? paths : ['.'], host.cwd, host.disk);
  const [first] = paths;
  const command = first !== undefined && found.missing.includes(first) ? commandMeantBy(first) : undefined;
  if (command) throw new UserError(`There is no command, file or folder ${first}`, `Did you mean runlint ${command}?`);
  return { missing: missingMessages(found), inputs: readInputs(found, host.cwd, host.disk, call) };
}

async function collectStdin(
  paths: readonly string[],
  stdinFilename: string | undefined,
  call: ReplaceCall,
  host: Host,
): Promise<CollectedInputs> {
  if (paths.length > 1)
    throw new UserError('- (standard input) cannot be combined with other paths', 'Name them in another run.');
  const bytes = await host.readStdin(MAX_FILE_BYTES);
  const isTruncated = bytes.length > MAX_FILE_BYTES;
  return { inputs: [inputOfBytes(stdinFilename ?? STDIN_PATH, true, { bytes, isTruncated }, call)], missing: [] };
}

function commandMeantBy(word: string): string | undefined {
  const names = COMMANDS.map(({ name }) => name);
  return /^[a-z-]+$/.test(word) ? closestMatch(word, names) : undefined;
}
