import { type Diagnostic, SEVERITIES, type Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/range.ts';
import { tellRefusal } from './finding-words.ts';
import { shownFiles } from './shown-files.ts';
import { printable } from './terminal-text.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands, of which GitHub makes annotations: https://docs.github.com/actions/reference/workflow-commands. It
 * shows ten of each level for a step, so that the worst come first.
 */
export function githubReporter(report: Report): string {
  const commands = shownFiles(report).flatMap(commandsOf);
  return SEVERITIES.flatMap((severity) => commands.filter((command) => command.severity === severity))
    .map(({ line }) => `${line}\n`)
    .join('');
}

function commandsOf({ path, text, diagnostics }: FileReport): { severity: Severity; line: string }[] {
  const lines = new LineIndex(text);
  return diagnostics.map((diagnostic) => {
    const { severity, ruleId } = diagnostic;
    const place = { file: printable(path), ...placeOf(diagnostic.range, lines), title: ruleId };
    const properties = Object.entries(place).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
    return { severity, line: `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(messageOf(diagnostic))}` };
  });
}

/** Columns, of which the end is behind the last character, are taken only where a place does not go beyond its line. */
function placeOf({ start, end }: Range, lines: LineIndex): Readonly<Record<string, number>> {
  const { line, column } = lines.position(start);
  const endLine = lines.lineAt(Math.max(start, end - 1));
  if (endLine !== line) return { line, endLine };
  return { line, endLine, col: column, endColumn: column + Math.min(end, lines.contentRange(line).end) - start };
}

function messageOf(diagnostic: Diagnostic): string {
  const refusal = tellRefusal(diagnostic);
  const sentences = [diagnostic.message, ...(refusal ? [refusal] : []), ...(diagnostic.remedy?.split('\n') ?? [])];
  return sentences.map(printable).join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
