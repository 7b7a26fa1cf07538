import { resolve } from 'node:path';
import { RULES } from '../rules/index.ts';
import { checkFile, checkManifest } from './check.ts';
import { type Report, ReportBuilder } from './diagnostics/report.ts';
import { type FixResult, fixUntilStable } from './fix/apply-fixes.ts';
import type { FixOptions, TextOptions } from './index.ts';
import { nodeFileSystem, writeFileAtomically } from './io/files.ts';
import { type FoundFiles, findFiles } from './io/find-files.ts';
import { rulesetOf } from './lint/ruleset.ts';
import { readManifest } from './manifest/manifest.ts';
import { failureReport, type Input, readInput } from './read-input.ts';
import { encodeSourceText } from './text/source-file.ts';

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
  { cwd = process.cwd(), rules = RULES }: FilesOptions = {},
): Promise<Report> {
  const ruleset = rulesetOf(rules);
  const builder = new ReportBuilder();
  for (const input of await readInputs(paths, cwd)) {
    const { isNamed } = input;
    builder.add(input.file ? checkFile(input.file, ruleset, { isNamed }) : input.report, isNamed);
  }
  return builder.build();
}

export interface FixFilesOptions extends FilesOptions, Pick<FixOptions, 'safeties'> {
  /** Writes what changes, each file whole or not at all; nothing is written where this is not true. */
  readonly write?: boolean;
}

/** A file with its fixes applied. */
export interface FileFix extends FixResult {
  readonly path: string;
  readonly isChanged: boolean;
}

/**
 * Fixes files, folders and patterns. A file with a fix that did not verify is not written.
 *
 * @throws Error where a path leads to nothing, or a file cannot be written
 */
export async function fixFiles(paths: readonly string[], options: FixFilesOptions = {}): Promise<FileFix[]> {
  const { cwd = process.cwd(), rules = RULES, safeties = ['safe'], write = false } = options;
  const ruleset = rulesetOf(rules);
  const fixed: FileFix[] = [];
  for (const { file } of await readInputs(paths, cwd)) {
    if (!file) continue;
    const result = fixUntilStable(file, (current) => checkManifest(readManifest(current), ruleset).diagnostics, safeties);
    const isChanged = result.text !== file.text && result.refused.length === 0;
    if (isChanged && write) writeFileAtomically(resolve(cwd, file.path), encodeSourceText(file, result.text), cwd);
    fixed.push({ ...result, path: file.path, isChanged });
  }
  return fixed;
}

async function readInputs(paths: readonly string[], cwd: string): Promise<Iterable<Input>> {
  const found: FoundFiles = await findFiles(paths, cwd, nodeFileSystem);
  if (found.missing.length > 0) throw new Error(`there is no file, folder or match for ${found.missing.join(', ')}`);
  return (function* () {
    for (const { path, reason } of found.unreadable) {
      yield { isNamed: true, report: failureReport(path, 'file/unreadable', `The folder cannot be read: ${reason}`) };
    }
    for (const file of found.files) yield readInput(file, resolve(cwd, file.path), nodeFileSystem);
  })();
}
