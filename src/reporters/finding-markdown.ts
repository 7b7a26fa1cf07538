import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { tellRefusal } from './finding-words.ts';
import { codeSpan, escapeMarkdown } from './markdown-text.ts';

/** A finding as paragraphs of Markdown: what is wrong, who will refuse it, why it matters and what to do. */
export function findingParagraphs(diagnostic: Diagnostic): string[] {
  const { severity, ruleId, message, remedy = '' } = diagnostic;
  const refusal = tellRefusal(diagnostic, codeSpan);
  return [
    `**${severity}** ${codeSpan(ruleId)}: ${escapeMarkdown(message)}`,
    ...(refusal === undefined ? [] : [refusal]),
    ...remedy
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(adviceText),
  ];
}

/** A line of a remedy; a command stands in code, to be copied. */
export function adviceText(line: string): string {
  return /^(?:runlint|gcloud) /.test(line) ? codeSpan(line) : escapeMarkdown(line);
}
