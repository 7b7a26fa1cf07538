import { SEVERITIES, type Severity } from '../diagnostics/diagnostic.ts';
import type { ReportSummary } from '../diagnostics/report.ts';
import { counted } from '../text/counted.ts';

/** How many findings there are of each severity that any has, the worst first, as `2 errors`. */
export function severityCounts(numberOf: (severity: Severity) => number): { severity: Severity; words: string }[] {
  const found = SEVERITIES.filter((severity) => numberOf(severity) > 0);
  return found.map((severity) => ({ severity, words: counted(numberOf(severity), severity) }));
}

/** As a summary has them. */
export function countsOf(summary: ReportSummary): ReturnType<typeof severityCounts> {
  return severityCounts((severity) => summary[`${severity}s`]);
}

/** What was found in how many files, in a sentence without its end. */
export function summaryWords(summary: ReportSummary, affectedFiles: number): string {
  const checked = summary.files - summary.skipped;
  const found = countsOf(summary).map(({ words }) => words);
  if (checked === 0) return `No Cloud Run manifest to check${skippedWords(summary)}`;
  if (found.length === 0) return `No problems found in ${counted(checked, 'file')}${skippedWords(summary)}`;
  return `${found.join(', ')} in ${affectedFiles} of ${counted(checked, 'file')}${skippedWords(summary)}`;
}

/** What was not checked, in brackets with a blank before them; nothing, where all was. */
export function skippedWords({ skipped, ignored }: ReportSummary): string {
  const words = [
    ...(skipped > ignored ? [`${skipped - ignored} skipped: not Cloud Run`] : []),
    ...(ignored > 0 ? [`${ignored} ignored by the configuration`] : []),
  ];
  return words.length > 0 ? ` (${words.join('; ')})` : '';
}

/** How many findings can be fixed, and with which command, which `show` makes of its words; nothing, where none can. */
export function fixWords({ fixable: { safe, unsafe } }: ReportSummary, show: (command: string) => string): string | undefined {
  if (safe + unsafe === 0) return undefined;
  if (safe === 0) return `${unsafe} can be fixed with ${show('runlint fix --unsafe')}`;
  const more = unsafe > 0 ? `, ${unsafe} more with --unsafe` : '';
  return `${safe} can be fixed with ${show('runlint fix')}${more}`;
}
