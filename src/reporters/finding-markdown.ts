import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { codeSpan, escapeMarkdown } from './markdown-text.ts';
import { refusalOf } from './refusal.ts';

/** A finding as paragraphs of Markdown: what is wrong, who will refuse it, why it matters and what to do. */
export function findingParagraphs(diagnostic: Diagnostic): string[] {
  const { severity, ruleId, message, gcloudSays, remedy = '' } = diagnostic;
  const refusal = gcloudSays === undefined ? refusalOf(diagnostic) : `gcloud will say: ${codeSpan(gcloudSays)}`;
  return [
    `**${severity}** ${codeSpan(ruleId)}: ${escapeMarkdown(message)}`,
    ...(refusal === undefined ? [] : [refusal]),
    ...remedy
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(adviceText),
  ];
}

/** A line of advice; a command stands in code, to be copied. */
function adviceText(line: string): string {
  return /^(?:runlint|gcloud) /.test(line) ? codeSpan(line) : escapeMarkdown(line);
}
