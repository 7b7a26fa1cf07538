import type { Severity } from '../diagnostics/diagnostic.ts';
import type { ReportSummary } from '../diagnostics/report.ts';

/** How many findings there are of each severity, the worst first, as `2 errors`; of none, nothing. */
export function severityCounts({
  errors,
  warnings,
  infos,
}: Pick<ReportSummary, 'errors' | 'warnings' | 'infos'>): { severity: Severity; words: string }[] {
  const counts: [Severity, number][] = [
    ['error', errors],
    ['warning', warnings],
    ['info', infos],
  ];
  return counts.filter(([, number]) => number > 0).map(([severity, number]) => ({ severity, words: count(number, severity) }));
}

/** What was found in how many files, in a sentence without its end. */
export function summaryWords(summary: ReportSummary, affectedFiles: number): string {
  const checked = summary.files - summary.skipped;
  const found = severityCounts(summary).map(({ words }) => words);
  if (checked === 0) return `No Cloud Run manifest found${skippedWords(summary)}`;
  if (found.length === 0) return `No problems found in ${count(checked, 'file')}${skippedWords(summary)}`;
  return `${found.join(', ')} in ${affectedFiles} of ${count(checked, 'file')}${skippedWords(summary)}`;
}

/** What was not checked, in brackets with a blank before them; nothing, where all was. */
export function skippedWords({ skipped, ignored }: ReportSummary): string {
  const words = [
    ...(skipped > ignored ? [`${skipped - ignored} skipped: not Cloud Run`] : []),
    ...(ignored > 0 ? [`${ignored} ignored by the configuration`] : []),
  ];
  return words.length > 0 ? ` (${words.join('; ')})` : '';
}

/** The command that makes every fix of the findings; nothing, where there is none. */
export function fixCommand({ fixable: { safe, unsafe } }: ReportSummary): string | undefined {
  if (safe + unsafe === 0) return undefined;
  return unsafe > 0 ? 'runlint fix --unsafe' : 'runlint fix';
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
