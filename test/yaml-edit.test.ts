import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../src/text/text-edit.ts';
import { lowerYamlEdit, lowerYamlEdits } from '../src/yaml/lower-edit.ts';
import { readYaml } from '../src/yaml/read-yaml.ts';
import { findUnintendedChange } from '../src/yaml/verify-edit.ts';
import type { YamlDocument } from '../src/yaml/yaml-document.ts';
import { isRefusal, type YamlEdit } from '../src/yaml/yaml-edit.ts';
import { formatYamlPath } from '../src/yaml/yaml-path.ts';
import { TESTDATA } from './support/paths.ts';
import { folderWith, run } from './support/run.ts';

interface RewriteCase {
  readonly id: string;
  readonly why: string;
  readonly input: string;
  readonly accept: readonly string[];
  /** Arguments that the case needs besides. */
  readonly args?: readonly string[];
}

const NEW_ACCOUNT = 'runner@my-proj.iam.gserviceaccount.com';

function casesOf(name: string): RewriteCase[] {
  return JSON.parse(fs.readFileSync(`${TESTDATA}yaml-edit/${name}.json`, 'utf8')).cases;
}

describe('one value is set, and every other byte stays', () => {
  const cases = [...casesOf('rewrite'), ...casesOf('revision-name')];

  it('the cases are whole', () => expect(cases).toHaveLength(38 + 7));

  it.each(cases.map((entry) => [`${entry.id}: ${entry.why}`, entry] as const))(
    '%s',
    async (_, { id, input, accept, args = [] }) => {
      const cwd = folderWith({ 'service.yaml': input });
      // The case names the last of two documents.
      const only = id.startsWith('14-') ? ['--only', 'Service/hello'] : [];
      const written = await run(['set-service-account', NEW_ACCOUNT, '--write', ...only, ...args, 'service.yaml'], { cwd });
      expect(written.stderr).not.toContain('error');
      expect(written.exitCode).toBe(0);
      const result = fs.readFileSync(`${cwd}/service.yaml`, 'utf8');
      expect(accept).toContain(result);
      const piped = await run(['set-service-account', NEW_ACCOUNT, ...only, ...args, '-'], { stdin: input });
      expect(piped.stdout).toBe(result);
      const again = await run(['set-service-account', NEW_ACCOUNT, '--check', ...only, ...args, 'service.yaml'], { cwd });
      expect(again).toMatchObject({ exitCode: 0, stdout: '' });
    },
  );
});

describe('edits', () => {
  interface EditCase {
    readonly why: string;
    readonly before: string;
    readonly edit: YamlEdit;
    readonly after?: string;
    readonly refusal?: string;
    readonly alsoChanges?: readonly string[];
  }
  const cases: EditCase[] = JSON.parse(fs.readFileSync(`${TESTDATA}yaml-edit/edits.json`, 'utf8'));

  it.each(cases.map((entry) => [entry.why, entry] as const))('%s', (_, { before, edit, after, refusal, alsoChanges = [] }) => {
    const document = readYaml(before)[0] as YamlDocument;
    const lowered = lowerYamlEdit(document, edit);
    if (isRefusal(lowered)) {
      expect(lowered.refusal).toBe(refusal);
      return;
    }
    const result = applyTextEdits(before, lowered.edits);
    expect(result).toBe(after);
    expect(findUnintendedChange(document, readYaml(result)[0] as YamlDocument, [edit])).toBeUndefined();
    expect(lowered.alsoChanges.map(({ path }) => formatYamlPath(path))).toEqual(alsoChanges);
  });
});

it('the items of a list are removed and set together, each by the place that it had', () => {
  const before = 'a:\n- b: 1\n- b: 2 # two\n- b: 3\n- b: 4\n';
  const edits: YamlEdit[] = [
    { type: 'remove', path: ['a', 0] },
    { type: 'set', path: ['a', 3, 'b'], value: 'new' },
    { type: 'remove', path: ['a', 2] },
  ];
  const document = readYaml(before)[0] as YamlDocument;
  const lowered = lowerYamlEdits(document, edits);
  const result = isRefusal(lowered) ? lowered.refusal : applyTextEdits(before, lowered.edits);
  expect(result).toBe('a:\n- b: 2 # two\n- b: new\n');
  expect(findUnintendedChange(document, readYaml(result)[0] as YamlDocument, edits)).toBeUndefined();
});

describe('verification', () => {
  const before = 'a: &x 1 # note\nb: *x\nc:\n- d\n- {e: !!str 2}\n';
  const edit: YamlEdit = { type: 'set', path: ['c', 1, 'e'], value: 'new' };

  it.each([
    ['the edit alone', 'a: &x 1 # note\nb: *x\nc:\n- d\n- {e: !!str new}\n', undefined],
    ['another value', 'a: &x 2 # note\nb: *x\nc:\n- d\n- {e: !!str new}\n', 'a would change too'],
    ['another value than was meant', 'a: &x 1 # note\nb: *x\nc:\n- d\n- {e: !!str news}\n', 'c[1].e would change too'],
    ['a lost comment', 'a: &x 1\nb: *x\nc:\n- d\n- {e: !!str new}\n', 'a comment would be lost'],
    [
      'a comment that is moved before another',
      '# note\na: &x 1\nb: *x\nc:\n- d\n- {e: !!str new} # c\n',
      'a comment would be lost',
    ],
    [
      'a lost anchor',
      'a: 1 # note\nb: *x\nc:\n- d\n- {e: !!str new}\n',
      'the result would not be readable: this alias has no anchor before it',
    ],
    ['a written-out alias', 'a: &x 1 # note\nb: 1\nc:\n- d\n- {e: !!str new}\n', 'b would change too'],
    ['a lost key', 'a: &x 1 # note\nb: *x\n', 'the document would change too'],
    ['a key that is new', 'a: &x 1 # note\nb: *x\nc:\n- d\n- {e: !!str new}\nf: g\n', 'the document would change too'],
    ['a lost item', 'a: &x 1 # note\nb: *x\nc:\n- {e: !!str new}\n', 'c would change too'],
    ['a number that becomes text', 'a: &x "1" # note\nb: *x\nc:\n- d\n- {e: !!str new}\n', 'a would change too'],
    [
      'an alias of another anchor',
      'a: &x 1 # note\nb: *y\nc:\n- d\n- {e: !!str new}\n',
      'the result would not be readable: this alias has no anchor before it',
    ],
    ['keys in another order', 'b: 1\na: &x 1 # note\nc:\n- d\n- {e: !!str new}\n', 'the document would change too'],
  ])('%s', (_, after, reason) => {
    expect(findUnintendedChange(readYaml(before)[0] as YamlDocument, readYaml(after)[0] as YamlDocument, [edit])).toBe(reason);
  });

  it.each<[string, string, string, YamlEdit, string]>([
    [
      'an alias that means another anchor',
      'a: &x 1\nb: {c: &x 2, d: 3}\ne: *x\n',
      'a: &x 1\nb: {d: 3}\ne: *x\n',
      { type: 'remove', path: ['b', 'c'] },
      'e would change too',
    ],
    [
      'a value that a merge key brings back',
      'm: &m {a: 1}\nb: {a: 2, <<: *m}\n',
      'm: &m {a: 1}\nb: {<<: *m}\n',
      { type: 'remove', path: ['b', 'a'] },
      'b.a would not be what was asked for',
    ],
    [
      'a removal that removes nothing',
      'm: &m {a: 1}\nb: {<<: *m}\n',
      'm: &m {a: 1}\nb: {<<: *m}\n',
      { type: 'remove', path: ['b', 'a'] },
      'b.a would not be what was asked for',
    ],
    [
      'another item than the one that was to be removed',
      'a: [b, c, d]\n',
      'a: [b, c]\n',
      { type: 'remove', path: ['a', 1] },
      'a[2] would change too',
    ],
    ['an item that stays', 'a: [b, b]\n', 'a: [b, b]\n', { type: 'remove', path: ['a', 1] }, 'a would change too'],
    [
      'a value behind a duplicate',
      'a: 1\na: 2\n',
      'a: 1\na: new\n',
      { type: 'set', path: ['a'], value: 'new' },
      'a would change too',
    ],
  ])('%s', (_, old, after, change, reason) => {
    expect(findUnintendedChange(readYaml(old)[0] as YamlDocument, readYaml(after)[0] as YamlDocument, [change])).toBe(reason);
  });
});
