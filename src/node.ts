import { resolve } from 'node:path';
import { RULES } from '../rules/index.ts';
import { fixManifest } from './check.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { type Report, ReportBuilder } from './diagnostics/report.ts';
import type { FixResult } from './fix/apply-fixes.ts';
import type { FixOptions, TextOptions } from './index.ts';
import { writeFileAtomically } from './io/atomic-write.ts';
import { nodeFileSystem } from './io/files.ts';
import { findFiles } from './io/find-files.ts';
import { findRepositoryRoot } from './io/find-repository.ts';
import { readManifest } from './manifest/manifest.ts';
import type { Review, ReviewOptions } from './review/review.ts';
import { Baselines } from './run/baselines.ts';
import { checkOptionsOf, checkRun } from './run/check-run.ts';
import { type Input, missingMessages, readInputs } from './run/inputs.ts';
import { reviewRun } from './run/review-run.ts';
import { ConfigError, RunConfig } from './run/run-config.ts';
import { encodeSourceText, type SourceFile } from './text/source-file.ts';

export { ConfigError };

export interface FilesOptions extends Pick<TextOptions, 'call' | 'today' | 'hasInlineSuppressions'> {
  /** The folder that paths are relative to; the current one where none is given. */
  readonly cwd?: string;
  /** The one configuration to follow; `false` for none. The one that is nearest to each file where nothing is said. */
  readonly config?: string | false;
}

/**
 * Checks files, folders and patterns, as the command line does.
 *
 * @throws Error where a path leads to nothing, or a baseline cannot be followed
 * @throws ConfigError where a configuration cannot be followed
 */
export async function checkFiles(paths: readonly string[], options: FilesOptions = {}): Promise<Report> {
  const { cwd, inputs, runOptions } = await prepare(paths, options);
  const builder = new ReportBuilder();
  const baselines = new Baselines(cwd, nodeFileSystem);
  for (const { report, isNamed } of checkRun(inputs, { ...runOptions, baselines })) builder.add(report, isNamed);
  return builder.build();
}

export interface ReviewFilesOptions extends FilesOptions, Pick<ReviewOptions, 'isAll' | 'said'> {
  /** The folder that the paths of the diff are seen from; the root of the git repository where none is given. */
  readonly root?: string;
}

/**
 * Reviews a change: a unified diff, and the files as they are after it. `githubReview` and `gitlabDiscussions` make of the
 * review what the platforms take.
 *
 * @param diff what `git diff` prints, or a platform
 * @param paths the files and folders to look at
 * @throws Error where a path leads to nothing, or where the diff cannot be read or is not about these files
 * @throws ConfigError where a configuration cannot be followed
 */
export async function reviewFiles(diff: string, paths: readonly string[], options: ReviewFilesOptions = {}): Promise<Review> {
  const { cwd, inputs, runOptions } = await prepare(paths, options);
  const baselines = new Baselines(cwd, nodeFileSystem);
  const root = options.root ?? findRepositoryRoot(cwd, nodeFileSystem) ?? cwd;
  return reviewRun(diff, Array.from(inputs), { ...options, ...runOptions, baselines, root });
}

export interface FixFilesOptions extends FilesOptions, Pick<FixOptions, 'safeties'> {
  /** Writes what changes, each file whole or not at all; nothing is written where this is not true. */
  readonly write?: boolean;
}

/** A file with its fixes applied. */
export interface FileFix extends FixResult {
  readonly path: string;
  /** True where the text is another one than before, and every fix of it verified. */
  readonly isChanged: boolean;
}

/**
 * Fixes files, folders and patterns. Everything is fixed in memory before anything is written; a file with a fix that did
 * not verify is not written. A file that cannot be read comes back with the reason in `found`.
 *
 * @throws Error where a path leads to nothing, or a file cannot be written
 * @throws ConfigError where a configuration cannot be followed
 */
export async function fixFiles(paths: readonly string[], options: FixFilesOptions = {}): Promise<FileFix[]> {
  const { safeties = ['safe'], write = false } = options;
  const { cwd, inputs, runOptions } = await prepare(paths, options);
  const fixed = Array.from(inputs, (input): { fix: FileFix; file?: SourceFile } => {
    if (!input.file) return { fix: unreadFix(input.report.path, input.report.diagnostics) };
    const { file } = input;
    const config = runOptions.configs.of(resolve(cwd, file.path));
    const checkOptions = checkOptionsOf(config, runOptions);
    const result = fixManifest(readManifest(file, checkOptions.call), config.ruleset, safeties, checkOptions);
    return { file, fix: { ...result, path: file.path, isChanged: result.text !== file.text && result.refused.length === 0 } };
  });
  for (const { file, fix } of write ? fixed : []) {
    if (file && fix.isChanged) writeFileAtomically(resolve(cwd, file.path), encodeSourceText(file, fix.text), cwd);
  }
  return fixed.map(({ fix }) => fix);
}

function unreadFix(path: string, found: readonly Diagnostic[]): FileFix {
  return { path, text: '', found, applied: [], refused: [], isUnfinished: false, isChanged: false };
}

async function prepare(paths: readonly string[], { cwd = process.cwd(), config, call = {}, ...rest }: FilesOptions) {
  const found = await findFiles(paths, cwd, nodeFileSystem);
  if (found.missing.length > 0) throw new Error(missingMessages(found).join('; '));
  const files = found.files.map(({ path }) => path);
  const configs = await RunConfig.load(files, { cwd, disk: nodeFileSystem, rules: RULES, config });
  const inputs: Iterable<Input> = readInputs(found, cwd, nodeFileSystem, call, configs);
  return { cwd, inputs, runOptions: { cwd, configs, call, ...rest } };
}
