import { resolve } from 'node:path';
import { fixManifest } from './check.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { type Report, ReportBuilder } from './diagnostics/report.ts';
import type { FixResult } from './fix/apply-fixes.ts';
import { type FixOptions, recommendedRules, type TextOptions } from './index.ts';
import { checkInput, type Input, missingMessages, readInputs } from './inputs.ts';
import { nodeFileSystem, writeFileAtomically } from './io/files.ts';
import { findFiles } from './io/find-files.ts';
import { enableRule } from './lint/ruleset.ts';
import { readManifest } from './manifest/manifest.ts';
import type { ReplaceCall } from './manifest/replace-call.ts';
import { encodeSourceText, type SourceFile } from './text/source-file.ts';

export interface FilesOptions extends Omit<TextOptions, 'path'> {
  /** The folder that paths are relative to; the current one where none is given. */
  readonly cwd?: string;
}

/**
 * Checks files, folders and patterns, as the command line does.
 *
 * @throws Error where a path leads to nothing
 */
export async function checkFiles(
  paths: readonly string[],
  { cwd = process.cwd(), rules = recommendedRules, call = {} }: FilesOptions = {},
): Promise<Report> {
  const builder = new ReportBuilder();
  const enabled = rules.map(enableRule);
  for (const input of await inputsOf(paths, cwd, call)) builder.add(checkInput(input, enabled, call), input.isNamed);
  return builder.build();
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
 */
export async function fixFiles(paths: readonly string[], options: FixFilesOptions = {}): Promise<FileFix[]> {
  const { cwd = process.cwd(), rules = recommendedRules, call = {}, safeties = ['safe'], write = false } = options;
  const enabled = rules.map(enableRule);
  const fixed = Array.from(await inputsOf(paths, cwd, call), (input): { fix: FileFix; file?: SourceFile } => {
    if (!input.file) return { fix: unreadFix(input.report.path, input.report.diagnostics) };
    const { file } = input;
    const result = fixManifest(readManifest(file, call), enabled, safeties);
    return { file, fix: { ...result, path: file.path, isChanged: result.text !== file.text && result.refused.length === 0 } };
  });
  for (const { file, fix } of write ? fixed : []) {
    if (file && fix.isChanged) writeFileAtomically(resolve(cwd, file.path), encodeSourceText(file, fix.text), cwd);
  }
  return fixed.map(({ fix }) => fix);
}

function unreadFix(path: string, found: readonly Diagnostic[]): FileFix {
  return { path, text: '', found, applied: [], refused: [], isChanged: false };
}

async function inputsOf(paths: readonly string[], cwd: string, call: ReplaceCall): Promise<Iterable<Input>> {
  const found = await findFiles(paths, cwd, nodeFileSystem);
  if (found.missing.length > 0) throw new Error(missingMessages(found).join('; '));
  return readInputs(found, cwd, nodeFileSystem, call);
}
