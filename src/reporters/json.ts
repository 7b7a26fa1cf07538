import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/range.ts';
import { printable } from './terminal-text.ts';

/** Raised when a field goes or changes its meaning; new fields can come at any time. */
const VERSION = 1;

/** For programs: the shape of `schemas/report.schema.json`, mapped field by field. */
export function jsonReporter({ files, summary }: Report): string {
  const { errors, warnings, infos, skipped, ignored, suppressed, fixable } = summary;
  const json = JSON.stringify(
    {
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
    },
    undefined,
    2,
  );
  return `${json.split('\n').map(printable).join('\n')}\n`;
}

function mapFile({ path, skipped, diagnostics, text }: FileReport): object {
  const lines = new LineIndex(text);
  return { path, skipped, diagnostics: diagnostics.map((diagnostic) => mapDiagnostic(diagnostic, path, lines)) };
}

function mapDiagnostic(diagnostic: Diagnostic, path: string, lines: LineIndex): object {
  const { ruleId, severity, message, remedy, refusedBy, gcloudSays, range, yamlPath, resource, related, fix, suppression } =
    diagnostic;
  return {
    ruleId,
    severity,
    message,
    remedy: remedy ?? null,
    refusedBy: [...refusedBy],
    gcloudSays: gcloudSays ?? null,
    path,
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
