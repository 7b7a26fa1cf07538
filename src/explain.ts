import { checkFile } from './check.ts';
import type { Check } from './diagnostics/checks.ts';
import { ReportBuilder } from './diagnostics/report.ts';
import { applyFixes } from './fix/apply-fixes.ts';
import type { Rule } from './lint/rule.ts';
import { rulesetOf } from './lint/ruleset.ts';
import { prettyReporter } from './reporters/pretty.ts';
import { sourceFileOfText } from './text/source-file.ts';
import { unifiedDiff } from './text/unified-diff.ts';

/** The path that a rule's example goes by, where the rule does not name one. */
const EXAMPLE_PATH = 'service.yaml';

/** A rule's page, in Markdown: the same text stands in `docs/rules`. What runlint prints is really printed, not retold. */
export function explainRule(rule: Rule): string {
  const { incorrect, correct, path = EXAMPLE_PATH } = rule.examples;
  const file = sourceFileOfText(path, incorrect);
  const report = checkFile(file, rulesetOf([rule]), { isNamed: true });
  const builder = new ReportBuilder();
  builder.add(report, true);
  const fixes = report.diagnostics.flatMap(({ fix }) => fix ?? []);
  const diff = unifiedDiff(path, file.text, applyFixes(file.text, fixes).text);
  return [
    `# ${rule.id}`,
    rule.summary,
    `${rule.severity} · ${rule.group} · ${rule.kinds.join(', ')} · ${FIXES[rule.fix]} · since ${rule.since}`,
    '## Why',
    rule.rationale,
    '## What to do',
    rule.remedy,
    '## Example',
    fence('yaml', incorrect),
    'What runlint says:',
    fence('text', prettyReporter(builder.build(), { color: false })),
    ...(diff ? [`What \`runlint fix${rule.fix === 'unsafe' ? ' --unsafe' : ''}\` makes of it:`, fence('diff', diff)] : []),
    'Correct:',
    fence('yaml', correct),
    '## Sources',
    rule.sources.map((source) => `- <${source}>`).join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

/** What a check of runlint's own looks for, in Markdown. */
export function explainCheck({ id, summary, rationale }: Check): string {
  return `# ${id}\n\n${summary}\n\n## Why\n\n${rationale}\n`;
}

/** The rules with their severities, a line each. */
export function listRules(rules: readonly Rule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`).join('');
}

const FIXES = { none: 'no fix', safe: 'safe fix', unsafe: 'unsafe fix' } as const;

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
