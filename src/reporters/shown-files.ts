import type { FileReport, Report } from '../diagnostics/report.ts';

/** The files in which something counts, and of their diagnostics those that do: what is suppressed is only counted. */
export function shownFiles({ files }: Pick<Report, 'files'>): FileReport[] {
  return files
    .map((file) => ({ ...file, diagnostics: file.diagnostics.filter(({ suppression }) => !suppression) }))
    .filter(({ diagnostics }) => diagnostics.length > 0);
}
