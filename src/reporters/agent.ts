import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';
import { tellRefusal } from './finding-words.ts';
import { commandOfFix } from './fix-command.ts';
import { shownFiles } from './shown-files.ts';
import { fixWords, summaryWords } from './summary-words.ts';
import { printable } from './terminal-text.ts';

/** For agents that are language models: of each finding all that it takes to act on it, in few words. */
export function agentReporter(report: Report): string {
  const files = shownFiles(report);
  const blocks = files.flatMap(blocksOf);
  return `${[...blocks, summaryOf(report, files.length)].join('\n')}\n`;
}

function blocksOf({ path, text, diagnostics }: FileReport): string[] {
  const lines = new LineIndex(text);
  const placeOf = (offset: number) => `${path}:${lines.position(offset).line}:${lines.position(offset).column}`;
  return diagnostics.map((diagnostic) => {
    const { severity, ruleId, range, message, related, remedy } = diagnostic;
    const refusal = tellRefusal(diagnostic);
    const block = [
      `${placeOf(range.start)} ${severity} ${ruleId}`,
      ...subjectOf(diagnostic),
      `problem: ${message}`,
      ...related.map((other) => `see: ${placeOf(other.range.start)} ${other.message}`),
      ...(refusal ? [`refused: ${refusal}`] : []),
      ...(remedy?.split('\n').map((line, index) => (index === 0 ? `remedy: ${line}` : `  ${line}`)) ?? []),
      ...fixOf(diagnostic, path),
    ];
    return `${block.map(printable).join('\n')}\n`;
  });
}

function subjectOf({ resource, yamlPath }: Diagnostic): string[] {
  const words = [...(resource ? [resource] : []), ...(yamlPath ? [yamlPath] : [])];
  return words.length > 0 ? [`at: ${words.join(' ')}`] : [];
}

function fixOf({ fix }: Diagnostic, path: string): string[] {
  if (!fix) return [];
  const effect = fix.safety === 'unsafe' ? 'changes what is deployed' : 'leaves what is deployed as it is';
  return [`fix: ${commandOfFix(fix, path)}`, `  ${fix.title}; ${effect}`];
}

function summaryOf({ summary }: Report, affected: number): string {
  const { suppressed } = summary;
  const fixes = fixWords(summary, (command) => `${command} --write`);
  return [
    summaryWords(summary, affected),
    ...(fixes ? [fixes] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
  ].join('; ');
}
