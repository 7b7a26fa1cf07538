import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { FileReport } from './diagnostics/report.ts';
import type { ResourceSummary, ResourcesByAccount } from './manifest/resource-summary.ts';
import { type Range, shifted } from './text/range.ts';
import type { SourceFile } from './text/source-file.ts';

/** What a file says by itself. Its trees are let go, unless a comment names a rule of whole runs: a run can have thousands. */
export interface Examination {
  /** Its resources that name an account. */
  readonly resources: readonly ResourceSummary[];
  /** Its report, once all resources of the run are known. */
  conclude(resources: ResourcesByAccount): FileReport;
}

/** An examination that has come to its end: no other file can change it. */
export function concluded(report: FileReport): Examination {
  return { resources: [], conclude: () => report };
}

/** A stretch of a text that was examined as if it were a file. */
export interface ExaminedPart {
  readonly range: Range;
  readonly examination: Examination;
}

/**
 * What the parts of a text say, as if the text had been examined in one piece. A fix is left out: its paths count the
 * documents of its part.
 */
export function joinExaminations(file: SourceFile, parts: readonly ExaminedPart[]): Examination {
  return {
    resources: parts.flatMap(({ range, examination }) =>
      examination.resources.map((resource) => ({ ...resource, range: shifted(resource.range, range.start) })),
    ),
    conclude: (resources) =>
      joinReports(
        file,
        parts.map(({ range, examination }) => ({ range, report: examination.conclude(resources) })),
      ),
  };
}

/** The report on a text, of those on its parts. */
export function joinReports(
  { path, text }: SourceFile,
  parts: readonly { readonly range: Range; readonly report: FileReport }[],
): FileReport {
  const [first] = parts;
  if (!first || parts.every(({ report }) => report.skipped)) return { ...(first as (typeof parts)[number]).report, path };
  return {
    path,
    skipped: false,
    diagnostics: parts.flatMap(({ range, report }) => report.diagnostics.map((diagnostic) => placedAt(diagnostic, range.start))),
    text,
    hidden: parts.flatMap(({ range, report }) => report.hidden.map((hidden) => shifted(hidden, range.start))),
  };
}

function placedAt({ fix: _, ...diagnostic }: Diagnostic, offset: number): Diagnostic {
  return {
    ...diagnostic,
    range: shifted(diagnostic.range, offset),
    related: diagnostic.related.map((other) => ({ ...other, range: shifted(other.range, offset) })),
  };
}
