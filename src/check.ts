import { compareDiagnostics, type Diagnostic, type Safety, withoutTexts } from './diagnostics/diagnostic.ts';
import type { FileReport } from './diagnostics/report.ts';
import { type FixResult, fixUntilStable } from './fix/apply-fixes.ts';
import type { EnabledRule } from './lint/ruleset.ts';
import { runRules } from './lint/run-rules.ts';
import { findHiddenValues, type HiddenValues } from './manifest/hidden-values.ts';
import { type Manifest, readManifest } from './manifest/manifest.ts';
import type { ReplaceCall } from './manifest/replace-call.ts';
import { checkSchema } from './schema/check-schema.ts';
import type { SourceFile } from './text/source-file.ts';

/** The line: a source file becomes a manifest of resources, and they become diagnostics. */
export function checkFile(
  file: SourceFile,
  rules: readonly EnabledRule[],
  { isNamed = false, call = {} }: CheckOptions = {},
): FileReport {
  const manifest = readManifest(file, call);
  if (!manifest.isCloudRun) return skippedReport(file.path, file.text.trim() === '');
  return reportOn(manifest, [...findAll(manifest, rules), ...(isNamed ? manifest.notReplaceable : [])]);
}

export interface CheckOptions {
  /** True for a file that was asked for by its name: it gets an answer even where a folder's file would be passed over. */
  readonly isNamed?: boolean;
  /** How gcloud will be called with the file, as far as that is known. */
  readonly call?: ReplaceCall;
}

/** The other line: the same diagnostics become a new text, until nothing is left to fix. */
export function fixManifest(manifest: Manifest, rules: readonly EnabledRule[], safeties: readonly Safety[]): FixResult {
  const check = (current: Manifest) => {
    const found = findAll(current, rules).sort(compareDiagnostics);
    return found.length > 0 ? masked(current.documents.map(findHiddenValues), found) : found;
  };
  return fixUntilStable(manifest, check, safeties);
}

/** True where gcloud's own client refuses a manifest, as far as the manifest tells. */
export function isRefusedByGcloud(manifest: Manifest): boolean {
  return [...manifest.diagnostics, ...checkSchema(manifest)].some(({ refusedBy }) => refusedBy.includes('gcloud'));
}

/** What is to be said of a manifest, in the order of its text, with the text to show it in. */
export function reportOn(manifest: Manifest, diagnostics: readonly Diagnostic[]): FileReport {
  const values = diagnostics.length > 0 ? manifest.documents.map(findHiddenValues) : [];
  const { path, text } = manifest.file;
  return {
    path,
    skipped: false,
    diagnostics: masked(values, diagnostics).sort(compareDiagnostics),
    text,
    hidden: values.flatMap(({ ranges }) => ranges),
  };
}

function masked(values: readonly HiddenValues[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const texts = values.flatMap((found) => found.texts);
  return texts.length > 0 ? diagnostics.map((diagnostic) => withoutTexts(diagnostic, texts)) : [...diagnostics];
}

/** The report on a file that holds nothing of ours. */
export function skippedReport(path: string, isEmpty: boolean): FileReport {
  return { path, skipped: isEmpty ? 'empty' : 'not a Cloud Run manifest', diagnostics: [], text: '', hidden: [] };
}

function findAll(manifest: Manifest, rules: readonly EnabledRule[]): Diagnostic[] {
  return [...manifest.diagnostics, ...checkSchema(manifest), ...runRules(manifest, rules)];
}
