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
    conclude: (resources) => joinReports(file, parts, resources),
  };
}

function joinReports({ path, text }: SourceFile, parts: readonly ExaminedPart[], resources: ResourcesByAccount): FileReport {
  const reports = parts.map(({ range, examination }) => ({ offset: range.start, report: examination.conclude(resources) }));
  const [first] = reports;
  if (!first || reports.every(({ report }) => report.skipped)) return { ...(first as (typeof reports)[number]).report, path };
  return {
    path,
    skipped: false,
    diagnostics: reports.flatMap(({ offset, report }) => report.diagnostics.map((diagnostic) => placedAt(diagnostic, offset))),
    text,
    hidden: reports.flatMap(({ offset, report }) => report.hidden.map((range) => shifted(range, offset))),
  };
}

function placedAt({ fix: _, ...diagnostic }: Diagnostic, offset: number): Diagnostic {
  return {
    ...diagnostic,
    range: shifted(diagnostic.range, offset),
    related: diagnostic.related.map((other) => ({ ...other, range: shifted(other.range, offset) })),
  };
}
