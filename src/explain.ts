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
  const { incorrect, correct, path = EXAMPLE_PATH, allowedAccounts = [] } = rule.examples;
  const file = sourceFileOfText(path, incorrect);
  const ruleset = { ...rulesetOf([rule]), allowedAccounts };
  const report = checkFile(file, ruleset, { isNamed: true, call: { severalDocuments: 'off' } });
  const builder = new ReportBuilder();
  builder.add(report, true);
  const fixes = report.diagnostics.flatMap(({ fix }) => fix ?? []);
  const diff = unifiedDiff(path, file.text, applyFixes(file.text, fixes).text);
  return [
    `# ${rule.id}`,
    rule.summary,
    [
      rule.severity,
      rule.group,
      rule.kinds.join(', '),
      FIXES[rule.fix],
      `in ${rule.ruleset ?? 'recommended'}`,
      `since ${rule.since}`,
    ].join(' · '),
    '## Why',
    rule.rationale,
    '## What to do',
    rule.remedy,
    ...optionsSection(rule),
    '## Example',
    ...(allowedAccounts.length > 0 ? ['With this in `runlint.yaml`:', fence('yaml', allowedText(allowedAccounts))] : []),
    fence('yaml', incorrect),
    'What runlint says:',
    fence('text', prettyReporter(builder.build(), { color: false })),
    ...(diff
      ? [
          `What \`runlint fix${fixes.some(({ safety }) => safety === 'unsafe') ? ' --unsafe' : ''}\` makes of it:`,
          fence('diff', diff),
        ]
      : []),
    'Correct:',
    fence('yaml', correct),
    '## Sources',
    rule.sources.map((source) => `- <${source}>`).join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function optionsSection({ id, options }: Rule): string[] {
  if (!options) return [];
  const rows = Object.entries(options).map(([name, { schema, default: value }]) => {
    return `- \`${name}\`: ${schema['description']} Where it is not set: \`${JSON.stringify(value)}\`.`;
  });
  return ['## Options', `Set in \`runlint.yaml\` below \`rules\`, \`${id}\`, \`options\`.`, rows.join('\n')];
}

function allowedText(patterns: readonly string[]): string {
  return `accounts:\n  allowed:\n${patterns.map((pattern) => `  - '${pattern}'`).join('\n')}`;
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
