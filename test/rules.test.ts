import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check.ts';
import { ReportBuilder } from '../src/diagnostics/report.ts';
import { applyTextEdits, checkText, fixText, LineIndex, type Rule } from '../src/index.ts';
import { runRules } from '../src/lint/run-rules.ts';
import { readManifest } from '../src/manifest/manifest.ts';
import { prettyReporter } from '../src/reporters/pretty.ts';
import { sourceFileOfText } from '../src/text/source-file.ts';
import { readYaml } from '../src/yaml/read-yaml.ts';
import { TESTDATA } from './support/paths.ts';
import { RULE_FILES as rules } from './support/rule-files.ts';
import { service } from './support/run.ts';

const CASES = `${TESTDATA}rules/`;
const BOTH = ['safe', 'unsafe'] as const;

function casesOf(ruleId: string, folder: 'valid' | 'invalid'): { name: string; text: string }[] {
  const path = `${CASES}${ruleId}/${folder}/`;
  const names = fs.existsSync(path)
    ? fs.readdirSync(path).filter((name) => name.endsWith('.yaml') && !name.endsWith('.fixed.yaml'))
    : [];
  return names.map((name) => ({ name, text: fs.readFileSync(path + name, 'utf8') }));
}

function ruleIdsIn(text: string): string[] {
  return [...new Set(checkText(text, { rules }).diagnostics.map(({ ruleId }) => ruleId))];
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('has a name of the grammar and words that are sentences', () => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    for (const words of [rule.summary, rule.rationale, rule.remedy]) expect(words).toMatch(/^(?:["`A-Z]|gcloud).*[.!]$/s);
    expect(rule.sources.length).toBeGreaterThan(0);
  });

  it('reports its incorrect example, and nothing the correct one', () => {
    expect(ruleIdsIn(rule.examples.incorrect)).toEqual([id]);
    expect(ruleIdsIn(rule.examples.correct)).toEqual([]);
  });

  const invalid = casesOf(id, 'invalid');
  const valid = casesOf(id, 'valid');

  it('has cases of both kinds', () => {
    expect(invalid.length).toBeGreaterThan(0);
    expect(valid.length).toBeGreaterThan(0);
  });

  it.each(valid.map(({ name, text }) => [name, text]))('is silent: valid/%s', (_, text) => {
    expect(checkText(text, { rules }).skipped).toBe(false);
    expect(ruleIdsIn(text).filter((ruleId) => ruleId === id)).toEqual([]);
  });

  it.each(invalid.map(({ name, text }) => [name, text]))('reports: invalid/%s', async (name, text) => {
    expect(ruleIdsIn(text)).toEqual([id]);
    await expect(reportOf(name, text)).toMatchFileSnapshot(`${CASES}${id}/invalid/${name.replace('.yaml', '.report.txt')}`);
    const { text: fixed } = fixText(text, { safeties: BOTH, rules });
    const fixedPath = `${CASES}${id}/invalid/${name.replace('.yaml', '.fixed.yaml')}`;
    if (fixed === text) expect(fs.existsSync(fixedPath)).toBe(false);
    else await expect(fixed).toMatchFileSnapshot(fixedPath);
    expect(rule.fix === 'none' && fixed !== text).toBe(false);
  });

  describe.each([...invalid, ...valid].map(({ name, text }) => [name, text]))('laws: %s', (_, text) => {
    it('the same is found with CRLF and with a byte-order mark, on the same lines', () => {
      const expected = summaryOf(text);
      expect(summaryOf(text.replaceAll('\n', '\r\n'))).toEqual(expected);
      expect(summaryOf(`\uFEFF${text}`)).toEqual(expected);
    });

    it('fixing twice changes nothing more, and what comes out can be read', () => {
      const once = fixText(text, { safeties: BOTH, rules });
      expect(once.refused).toEqual([]);
      expect(fixText(once.text, { safeties: BOTH, rules }).text).toBe(once.text);
      expect(readYaml(once.text).every(({ isReadable }) => isReadable)).toBe(true);
      expect(checkText(once.text, { rules }).diagnostics.filter(({ fix }) => fix)).toEqual([]);
    });

    it('a fix changes exactly what its edits say, in any line end', () => {
      for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
        const edits = checkText(variant, { rules }).diagnostics.flatMap(({ fix }) => fix?.edits ?? []);
        expect(fixText(variant, { safeties: BOTH, rules }).text).toBe(applyTextEdits(variant, edits));
      }
    });
  });
});

function reportOf(name: string, text: string): string {
  const builder = new ReportBuilder();
  builder.add(checkText(text, { path: name, rules }), true);
  return prettyReporter(builder.build(), { color: false });
}

function summaryOf(text: string): unknown {
  const report = checkText(text, { rules });
  const lines = new LineIndex(report.text);
  return report.diagnostics.map(({ ruleId, message, range }) => [
    ruleId,
    message,
    lines.position(range.start),
    lines.position(range.end),
  ]);
}

describe('the engine', () => {
  const text = service();
  const first = rules[0] as Rule;
  const manifest = readManifest(sourceFileOfText('service.yaml', text));

  it('goes on when a rule throws, and says so', () => {
    const working: Rule = {
      ...first,
      id: 'working',
      kinds: ['Service'],
      *check() {
        yield { at: ['kind'], message: 'x' };
      },
    };
    const crashing: Rule = {
      ...first,
      kinds: ['Service'],
      fix: 'safe',
      id: 'crashing',
      // biome-ignore lint/correctness/useYield: it throws before it could
      *check() {
        throw new Error('oh');
      },
    };
    const diagnostics = runRules(manifest, [crashing, working]);
    expect(diagnostics.map(({ ruleId }) => ruleId)).toEqual(['internal/rule-crashed', 'working']);
    expect(diagnostics[0]?.message).toContain('crashing');
  });

  it('offers no fix that cannot be made exactly', () => {
    const impossible: Rule = {
      ...first,
      kinds: ['Service'],
      fix: 'safe',
      id: 'impossible',
      *check() {
        yield {
          at: ['kind'],
          message: 'x',
          fix: { title: 'x', edits: [{ type: 'set', path: ['spec'], value: 'x' }] },
        };
      },
    };
    const [diagnostic] = checkFile(manifest.file, [impossible]).diagnostics;
    expect(diagnostic).toMatchObject({ ruleId: 'impossible' });
    expect(diagnostic?.fix).toBeUndefined();
  });

  it('applies overlapping fixes one round after the other', () => {
    const set = (id: string, from: string, to: string): Rule => ({
      ...first,
      kinds: ['Service'],
      fix: 'safe',
      id,
      *check({ document }) {
        if (document.stringAt(['metadata', 'name']) !== from) return;
        yield {
          at: ['metadata', 'name'],
          message: 'x',
          fix: { title: to, edits: [{ type: 'set', path: ['metadata', 'name'], value: to }] },
        };
      },
    });
    const result = fixText(text, {
      rules: [set('a-first', 'hello', 'two'), set('b-second', 'hello', 'zero'), set('c-third', 'two', 'three')],
    });
    expect(result.applied.map(({ title }) => title)).toEqual(['two', 'three']);
    expect(result.text).toBe(text.replace('name: hello', 'name: three'));
  });

  it('stops after ten rounds of fixes that undo each other', () => {
    const swap: Rule = {
      ...first,
      kinds: ['Service'],
      fix: 'safe',
      *check({ document }) {
        const value = document.stringAt(['metadata', 'name']) === 'a' ? 'b' : 'a';
        yield {
          at: ['metadata', 'name'],
          message: 'x',
          fix: { title: value, edits: [{ type: 'set', path: ['metadata', 'name'], value }] },
        };
      },
    };
    expect(fixText(text, { rules: [swap] }).applied).toHaveLength(10);
  });
});
