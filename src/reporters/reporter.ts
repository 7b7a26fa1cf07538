import type { Report } from '../diagnostics/report.ts';
import type { RuleDescription } from '../diagnostics/rule-description.ts';

export interface ReporterOptions {
  /** True where the output may hold terminal colours. */
  readonly color: boolean;
  /** What is to be said of a rule or a check; undefined where there is none of that id. Only platforms ask. */
  readonly describe: (ruleId: string) => RuleDescription | undefined;
}

/** Turns a report into the text to print. */
export type Reporter = (report: Report, options: ReporterOptions) => string;
