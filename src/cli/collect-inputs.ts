import { resolve } from 'node:path';
import { findFiles } from '../io/find-files.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { type Input, ignoredInput, inputOfBytes, MAX_FILE_BYTES, missingMessages, readInputs } from '../run/inputs.ts';
import type { RunConfig } from '../run/run-config.ts';
import { closestMatch } from '../text/closest-match.ts';
import { STDIN_PATH } from '../text/source-file.ts';
import type { Arguments } from './arguments.ts';
import { changedOptionOf } from './changed-options.ts';
import { COMMAND_NAMES } from './command-name.ts';
import type { Host } from './host.ts';
import { withProgress } from './progress.ts';
import { replaceCallOf } from './replace-call-options.ts';
import { loadRunConfig } from './run-settings.ts';
import { UserError } from './user-error.ts';

/** What a run looks at. Files are read one by one, as they are asked for. */
export interface CollectedInputs {
  readonly inputs: Iterable<Input>;
  /** What is to be said of paths that lead to nothing, a line each. */
  readonly missing: readonly string[];
  /** What holds for each of them. */
  readonly configs: RunConfig;
  /** How gcloud will be called. */
  readonly call: ReplaceCall;
}

/** The files that the arguments stand for; `-` is standard input. */
export async function collectInputs(args: Arguments, paths: readonly string[], host: Host): Promise<CollectedInputs> {
  const call = replaceCallOf(args);
  const changed = changedOptionOf(args);
  const isUnknownIgnored = args.flags.has('ignore-unknown');
  const needsFiles = changed?.name ?? (isUnknownIgnored && 'ignore-unknown');
  if (paths.includes('-') && needsFiles) throw new UserError(`--${needsFiles} is for files, and - is standard input`);
  if (paths.includes('-')) return collectStdin(args, paths, call, host);
  const found = await findFiles(paths.length > 0 ? paths : ['.'], host.cwd, host.disk, !args.flags.has('no-gitignore'));
  const [first] = paths;
  const command = first !== undefined && found.missing.includes(first) ? commandMeantBy(first) : undefined;
  if (command) throw new UserError(`There is no command, file or folder ${first}`, `Did you mean runlint ${command}?`);
  const named = isUnknownIgnored ? { ...found, files: found.files.map((file) => ({ ...file, isNamed: false })) } : found;
  const kept = changed ? (await import('./keep-changed-files.ts')).keepChangedFiles(named, changed, host) : named;
  const configs = await loadRunConfig(
    args,
    kept.files.map(({ path }) => path),
    host,
  );
  const inputs = withProgress(readInputs(kept, host.cwd, host.disk, call, configs), kept.files.length, host);
  return { missing: missingMessages(found), inputs, configs, call };
}

async function collectStdin(args: Arguments, paths: readonly string[], call: ReplaceCall, host: Host): Promise<CollectedInputs> {
  if (paths.length > 1)
    throw new UserError('- (standard input) cannot be combined with other paths', 'Name them in another run.');
  const bytes = host.readStdin(MAX_FILE_BYTES);
  const isTruncated = bytes.length > MAX_FILE_BYTES;
  const path = args.values.get('stdin-filename')?.[0] ?? STDIN_PATH;
  const configs = await loadRunConfig(args, [resolve(host.cwd, path)], host);
  const input = configs.isIgnored(resolve(host.cwd, path))
    ? ignoredInput({ path, isNamed: true })
    : inputOfBytes(path, true, { bytes, isTruncated }, call);
  return { inputs: [input], missing: [], configs, call };
}

function commandMeantBy(word: string): string | undefined {
  return /^[a-z-]+$/.test(word) ? closestMatch(word, COMMAND_NAMES) : undefined;
}
