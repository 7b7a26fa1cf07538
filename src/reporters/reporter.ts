import type { Report } from '../diagnostics/report.ts';

interface ReporterOptions {
  /** True where the output may hold terminal colours. */
  readonly color: boolean;
}

/** Turns a report into the text to print. */
export type Reporter = (report: Report, options: ReporterOptions) => string;
