import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ReportBuilder } from '../../src/diagnostics/report.ts';
import { applyTextEdits, checkText, fixText, LineIndex, type ReplaceCall, type Rule } from '../../src/index.ts';
import { prettyReporter } from '../../src/reporters/pretty.ts';
import { readYaml } from '../../src/yaml/read-yaml.ts';

/** A manifest of a case folder and how it is checked. */
export interface Case {
  readonly name: string;
  readonly text: string;
  readonly options: CaseOptions;
}

interface CaseOptions {
  readonly rules: readonly Rule[];
  readonly call: ReplaceCall;
  /** The path of its file, where that is of importance. */
  readonly path?: string;
  readonly allowedAccounts?: readonly string[];
  /** The day of the run, where exceptions end. */
  readonly today?: string;
}

const BOTH = ['safe', 'unsafe'] as const;

/**
 * The manifests of a folder. A line of one can say how gcloud will be called, `# call: {"as": "jobs"}`, and where it would
 * stand, `# path: deploy/prod/service.yaml`, and which accounts are allowed, `# accounts: ["*@acme-prod.iam.gserviceaccount.com"]`.
 */
export function casesIn(folder: string, options: CaseOptions): Case[] {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.fixed.yaml'))
    .map((name) => {
      const text = fs.readFileSync(`${folder}/${name}`, 'utf8');
      const call = { ...options.call, ...JSON.parse(/^# call: (.*)$/m.exec(text)?.[1] ?? '{}') };
      const path = /^# path: (.*)$/m.exec(text)?.[1];
      const accounts = /^# accounts: (.*)$/m.exec(text)?.[1];
      const own = { ...(path !== undefined && { path }), ...(accounts && { allowedAccounts: JSON.parse(accounts) }) };
      return { name, text, options: { ...options, call, ...own } };
    });
}

export function ruleIdsIn({ text, options }: Pick<Case, 'text' | 'options'>): string[] {
  return [...new Set(checkText(text, options).diagnostics.map(({ ruleId }) => ruleId))];
}

/** What is printed for a case, and what its fixes make of it, are the files beside it. */
export async function expectFilesBeside(folder: string, { name, text, options }: Case): Promise<void> {
  const stem = `${folder}/${name.replace('.yaml', '')}`;
  const builder = new ReportBuilder();
  builder.add(checkText(text, { path: name, ...options }), true);
  await expect(prettyReporter(builder.build(), { color: false })).toMatchFileSnapshot(`${stem}.report.txt`);
  const { text: fixed } = fixText(text, { safeties: BOTH, ...options });
  if (fixed === text) expect(fs.existsSync(`${stem}.fixed.yaml`)).toBe(false);
  else await expect(fixed).toMatchFileSnapshot(`${stem}.fixed.yaml`);
}

/** What holds for every case of every check. */
export function describeLaws(cases: readonly Case[]): void {
  describe.each(cases.map((one) => [one.name, one] as const))('laws: %s', (_, { text, options }) => {
    const fix = (before: string) => fixText(before, { safeties: BOTH, ...options });
    const fixesOf = (before: string) =>
      checkText(before, options).diagnostics.flatMap(({ fix: own, suppression }) => (own && !suppression ? own : []));

    it('the same is found with CRLF and with a byte-order mark, on the same lines', () => {
      const expected = summaryOf(text, options);
      expect(summaryOf(text.replaceAll('\n', '\r\n'), options)).toEqual(expected);
      expect(summaryOf(`\uFEFF${text}`, options)).toEqual(expected);
    });

    it('fixing twice changes nothing more, and what comes out can be read', () => {
      const once = fix(text);
      expect(once.refused).toEqual([]);
      expect(fix(once.text).text).toBe(once.text);
      expect(readYaml(once.text).every(({ isReadable }) => isReadable)).toBe(true);
      expect(fixesOf(once.text)).toEqual([]);
    });

    it('a fix changes exactly what its edits say, in any line end', () => {
      for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
        const edits = fixesOf(variant).flatMap((fix) => fix.edits);
        expect(fix(variant).text).toBe(applyTextEdits(variant, edits));
      }
    });
  });
}

function summaryOf(text: string, options: CaseOptions): unknown {
  const report = checkText(text, options);
  const lines = new LineIndex(report.text);
  return report.diagnostics.map(({ ruleId, message, range }) => [
    ruleId,
    message,
    lines.position(range.start),
    lines.position(range.end),
  ]);
}
