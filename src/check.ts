import { compareDiagnostics } from './diagnostics/diagnostic.ts';
import type { FileReport } from './diagnostics/report.ts';
import type { Ruleset } from './lint/ruleset.ts';
import { runRules } from './lint/run-rules.ts';
import { findHiddenValues } from './manifest/hidden-values.ts';
import { type Manifest, notReplaceableDiagnostics, readManifest } from './manifest/manifest.ts';
import type { SourceFile } from './text/source-file.ts';

export interface CheckOptions {
  /** True for a file that was asked for by its name: it gets an answer even where a folder's file would be passed over. */
  readonly isNamed?: boolean;
}

/** The line: a source file becomes a manifest of resources, and they become diagnostics. */
export function checkFile(file: SourceFile, ruleset: Ruleset, options: CheckOptions = {}): FileReport {
  const manifest = readManifest(file);
  if (!manifest.isCloudRun) return skippedReport(file);
  return checkManifest(manifest, ruleset, options);
}

export function checkManifest(manifest: Manifest, ruleset: Ruleset, { isNamed = false }: CheckOptions = {}): FileReport {
  const diagnostics = [
    ...manifest.diagnostics,
    ...(isNamed ? notReplaceableDiagnostics(manifest) : []),
    ...runRules(manifest, ruleset),
  ].sort(compareDiagnostics);
  const hidden = diagnostics.length > 0 ? manifest.documents.flatMap(findHiddenValues) : [];
  return { path: manifest.file.path, skipped: false, diagnostics, text: manifest.file.text, hidden };
}

function skippedReport({ path, text }: SourceFile): FileReport {
  const skipped = text.trim() === '' ? 'empty' : 'not a Cloud Run manifest';
  return { path, skipped, diagnostics: [], text: '', hidden: [] };
}
