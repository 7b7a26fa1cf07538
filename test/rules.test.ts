import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../src/check.ts';
import { checkText, fixText, type Rule } from '../src/index.ts';
import { rulesetOf, rulesIn } from '../src/lint/ruleset.ts';
import { runRules } from '../src/lint/run-rules.ts';
import { readManifest } from '../src/manifest/manifest.ts';
import { sourceFileOfText } from '../src/text/source-file.ts';
import { casesIn, describeLaws, expectFilesBeside, ruleIdsIn } from './support/cases.ts';
import { ROOT, TESTDATA } from './support/paths.ts';
import { RULE_FILES } from './support/rule-files.ts';
import { service } from './support/run.ts';

const CASES = `${TESTDATA}rules/`;
const RECOMMENDED = rulesIn('recommended', RULE_FILES);

it('are all there, and the README says how many', () => {
  expect(RULE_FILES).toHaveLength(87);
  expect(fs.readFileSync(`${ROOT}README.md`, 'utf8')).toContain(`${RULE_FILES.length} [rules]`);
});

describe.each(RULE_FILES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  /** Some cases hold several documents, of which another check has its own to say. */
  const options = { rules: [...new Set([...RECOMMENDED, rule])], call: { severalDocuments: 'off' } } as const;

  it('has a name of the grammar and words that are sentences', () => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    for (const words of [rule.summary, rule.rationale, rule.remedy]) expect(words).toMatch(/^(?:["`A-Z]|gcloud).*[.!]$/s);
    expect(rule.remedy, 'remedies are printed as they are').not.toContain('`');
    expect(rule.sources.length).toBeGreaterThan(0);
  });

  it('reports its incorrect example, and nothing the correct one', () => {
    const { incorrect, correct, ...own } = rule.examples;
    expect(ruleIdsIn({ text: incorrect, options: { ...options, ...own } })).toEqual([id]);
    expect(ruleIdsIn({ text: correct, options: { ...options, ...own } })).toEqual([]);
  });

  const invalid = casesIn(`${CASES}${id}/invalid`, options);
  const valid = casesIn(`${CASES}${id}/valid`, options);

  it('has cases of both kinds', () => {
    expect(invalid.length).toBeGreaterThan(0);
    expect(valid.length).toBeGreaterThan(0);
  });

  it.each(valid.map((one) => [one.name, one] as const))('is silent: valid/%s', (_, one) => {
    expect(checkText(one.text, one.options).skipped).toBe(false);
    expect(ruleIdsIn(one)).not.toContain(id);
  });

  it.each(invalid.map((one) => [one.name, one] as const))('reports: invalid/%s', async (_, one) => {
    expect(ruleIdsIn(one)).toEqual([id]);
    for (const { remedy } of checkText(one.text, one.options).diagnostics) expect(remedy).not.toContain('`');
    await expectFilesBeside(`${CASES}${id}/invalid`, one);
    const { text } = fixText(one.text, { safeties: ['safe', 'unsafe'], ...one.options });
    expect(rule.fix === 'none' && text !== one.text).toBe(false);
  });

  it('a remedy has no line that a manifest has written', () => {
    for (const { text, options: own } of invalid) {
      const manifests = text.split('\n').flatMap((line) => withLineEnd(line).map((other) => text.replace(line, () => other)));
      const remedies = manifests.flatMap((manifest) =>
        runRules(readManifest({ ...sourceFileOfText(own.path ?? '', manifest) }, own.call), rulesetOf([rule])),
      );
      for (const { remedy = '' } of remedies) expect(remedy).not.toMatch(/^::forged/m);
    }
  });

  // What holds for each rule by itself holds for several: their fixes are verified together.
  describeLaws([...invalid, ...valid].map((one) => ({ ...one, options: { ...one.options, rules: [rule] } })));
});

describe('rules together', () => {
  it('an account named without its project is no way around the allowed ones', () => {
    const options = { allowedAccounts: ['{name}-run@acme-prod.iam.gserviceaccount.com'] };
    const ids = (account: string, call = {}) =>
      checkText(service(account), { ...options, call }).diagnostics.map(({ ruleId }) => ruleId);
    expect(ids('billing-run')).toEqual(['service-account-allowed', 'service-account-full-email']);
    expect(ids('hello-run')).toContain('service-account-allowed');
    expect(ids('hello-run', { project: { id: 'acme-prod' } })).toEqual(['service-account-full-email']);
  });

  it('what an alias shares is changed by no safe fix', () => {
    const text = service()
      .replace(
        '    spec:',
        '    metadata:\n      annotations:\n        run.googleapis.com/vpc-access-egress: &scope all\n    spec:',
      )
      .concat('        env:\n        - name: SCOPE\n          value: *scope\n');
    const found = checkText(text).diagnostics.filter(({ ruleId }) => ruleId === 'annotation-current');
    expect(found.map(({ fix }) => fix?.safety)).toEqual(['unsafe']);
  });

  it('what several files say together holds no value of a variable', () => {
    const text = service('&sa shop-run@acme-prod.iam.gserviceaccount.com').concat(
      '        env:\n        - {name: SA, value: *sa}\n',
    );
    const other = service('shop-run@acme-prod.iam.gserviceaccount.com', 'other');
    for (const comment of ['', '# runlint-ignore-file[service-account-dedicated] for now\n']) {
      const { diagnostics } = checkText(`${comment}${text}---\n${other}`, { call: { severalDocuments: 'off' } });
      const words = diagnostics.map(({ message, remedy }) => `${message} ${remedy}`).join();
      expect(words).toContain('shares the account');
      expect(words).not.toContain('shop-run@');
    }
  });
});

describe('the engine', () => {
  const text = service();
  const { looksAt: _, ...first } = RULE_FILES[0] as Rule;
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
    const diagnostics = runRules(manifest, rulesetOf([crashing, working]));
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
    const [diagnostic] = checkFile(manifest.file, rulesetOf([impossible])).diagnostics;
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

/** A line of a manifest with a line end in its key, or in its value. */
function withLineEnd(line: string): string[] {
  const [, before, key, value = ''] = /^(\s*(?:- )?)([\w./-]+):(?: ([^"'{}[\]|>&*#]+))?$/.exec(line) ?? [];
  if (key === undefined) return [];
  const inKey = `${before}"${key}\\n::forged": ${value}`;
  return value === '' ? [inKey] : [inKey, `${before}${key}: "${value}\\n::forged"`, `${before}${key}: "\\n::forged${value}"`];
}
