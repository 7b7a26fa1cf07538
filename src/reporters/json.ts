import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/range.ts';
import { printJson } from './print-json.ts';
import { shownFix } from './shown-fix.ts';

/** Raised when a field goes or changes its meaning; new fields can come at any time. */
const VERSION = 1;

/** For programs: the shape of `schemas/report.schema.json`, mapped field by field. */
export function jsonReporter({ files, summary }: Report): string {
  const { errors, warnings, infos, skipped, ignored, suppressed, fixable } = summary;
  return printJson({
    version: VERSION,
    files: files.map(mapFile),
    summary: {
      files: summary.files,
      skipped,
      ignored,
      errors,
      warnings,
      infos,
      fixable: { safe: fixable.safe, unsafe: fixable.unsafe },
      suppressed,
    },
  });
}

function mapFile(file: FileReport): object {
  const { path, skipped, diagnostics } = file;
  const lines = new LineIndex(file.text);
  return { path, skipped, diagnostics: diagnostics.map((diagnostic) => mapDiagnostic(diagnostic, file, lines)) };
}

function mapDiagnostic(diagnostic: Diagnostic, file: FileReport, lines: LineIndex): object {
  const { ruleId, severity, message, remedy, refusedBy, gcloudSays, range, yamlPath, resource, related, suppression } =
    diagnostic;
  const fix = diagnostic.fix && shownFix(file, diagnostic.fix);
  return {
    ruleId,
    severity,
    message,
    remedy: remedy ?? null,
    refusedBy: [...refusedBy],
    gcloudSays: gcloudSays ?? null,
    path: file.path,
    range: mapRange(range, lines),
    yamlPath: yamlPath ?? null,
    resource: resource ?? null,
    related: related.map((other) => ({ message: other.message, range: mapRange(other.range, lines) })),
    fix: fix
      ? {
          title: fix.title,
          safety: fix.safety,
          edits: fix.edits.map((edit) => ({ range: mapRange(edit.range, lines), newText: edit.newText })),
        }
      : null,
    suppression: suppression ? { by: suppression.by, reason: suppression.reason ?? null } : null,
  };
}

function mapRange({ start, end }: Range, lines: LineIndex): object {
  return { start: { ...lines.position(start), offset: start }, end: { ...lines.position(end), offset: end } };
}
