import { describe, expect, it } from 'vitest';
import { readYaml } from '../src/yaml/read-yaml.ts';
import { stableYamlPath } from '../src/yaml/stable-yaml-path.ts';
import type { YamlDocument } from '../src/yaml/yaml-document.ts';
import type { YamlNode } from '../src/yaml/yaml-node.ts';
import { formatYamlPath } from '../src/yaml/yaml-path.ts';
import { readOracle } from './support/oracle.ts';

interface OracleScalar {
  readonly scalar: string;
  readonly gcloudReads: { readonly type: string; readonly value: unknown } | { readonly error: string };
}

/** The names that Python gives the types. */
const PYTHON_TYPES: Readonly<Record<string, string>> = {
  string: 'str',
  boolean: 'bool',
  null: 'null',
  integer: 'int',
  float: 'float',
  binary: 'bytes',
  map: 'map',
  sequence: 'seq',
};

function read(text: string): YamlDocument {
  const [document, ...others] = readYaml(text);
  expect(others).toEqual([]);
  return document as YamlDocument;
}

describe('scalars are read as gcloud reads them', () => {
  const oracle: readonly OracleScalar[] = readOracle('yaml-scalars');

  it('the oracle is whole', () => expect(oracle).toHaveLength(187));

  it.each(oracle.map((entry) => [entry.scalar, entry.gcloudReads] as const))('%j', (scalar, gcloud) => {
    const document = read(`key: ${scalar}\n`);
    if ('error' in gcloud) {
      expect(document.problems).not.toEqual([]);
      return;
    }
    expect(document.problems).toEqual([]);
    const node = document.nodeAt(['key']);
    const type = node?.type === 'scalar' ? node.resolved.type : node?.type;
    if (type === 'date') {
      expect(['date', 'datetime']).toContain(gcloud.type);
      return;
    }
    expect(PYTHON_TYPES[type ?? '']).toBe(gcloud.type);
    if (node?.type === 'scalar' && type !== 'binary') expect(asPython(node.resolved.value)).toEqual(asPython(gcloud.value));
  });

  /** Numbers stand in the oracle as Python writes them. */
  function asPython(value: unknown): unknown {
    const isNumber = typeof value === 'bigint' || (typeof value === 'string' && /^-?(?:\d|inf|nan)/.test(value));
    if (typeof value === 'number') return value;
    return isNumber ? Number(String(value).replace('inf', 'Infinity').replace('nan', 'NaN')) : value;
  }

  it.each([
    ['yes', 'string'],
    ['012', 'integer', 12n],
    ['0o12', 'integer', 10n],
    ['12:30', 'string'],
    ['-.5', 'float'],
    ['true', 'boolean'],
  ])('a directive for YAML 1.2 switches: %j', (scalar, type, value?: bigint) => {
    const node = read(`%YAML 1.2\n---\nkey: ${scalar}\n`).nodeAt(['key']);
    expect(node).toMatchObject({ resolved: { type, ...(value !== undefined && { value }) } });
  });
});

describe('documents', () => {
  it('of two equal keys the first wins, and the second is a problem that names the first', () => {
    const document = read('a: 1\nb: 2\na: 3\n');
    expect(document.nodeAt(['a'])).toMatchObject({ text: '1' });
    expect(document.problems).toMatchObject([
      { code: 'yaml/duplicate-key', range: { start: 10, end: 11 }, related: { range: { start: 0, end: 1 } } },
    ]);
  });

  it('an explicit key beats a merged one, wherever it stands, and of merged maps the first wins', () => {
    const document = read(
      'base: &b {x: 1, w: 2}\nother: &o {w: 3, z: 4}\none:\n  x: own\n  <<: [*b, *o]\ntwo:\n  <<: *b\n  x: own\n',
    );
    expect(document.nodeAt(['one', 'x'])).toMatchObject({ text: 'own' });
    expect(document.nodeAt(['one', 'w'])).toMatchObject({ text: '2' });
    expect(document.nodeAt(['one', 'z'])).toMatchObject({ text: '4' });
    expect(document.nodeAt(['two', 'x'])).toMatchObject({ text: 'own' });
  });

  it('aliases stand for the latest anchor before them', () => {
    expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').nodeAt(['b'])).toMatchObject({ text: '1' });
    expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').nodeAt(['d'])).toMatchObject({ text: '2' });
  });

  it('a stream is cut at its markers, and empty documents are known for it', () => {
    const documents = readYaml('---\n# nothing\n---\na: 1\n...\n---\nb: 2\n');
    expect(documents.map(({ isEmpty }) => isEmpty)).toEqual([true, false, false]);
    expect(readYaml('')).toMatchObject([{ isEmpty: true, isReadable: true }]);
  });

  it.each([
    ['a:\n---\nb: 2\n', [0, 3, 12]],
    ['a: 1\n\n# c\n---\n---\n\n', [0, 10, 14, 19]],
    ['a: 1\n...\n# c\n--- # d\nb: 2\n', [0, 9, 26]],
  ])('%j: a document reaches to the next marker, and the next one goes on from there', (text, ends) => {
    const ranges = ends.slice(1).map((end, index) => ({ start: ends[index], end }));
    expect(readYaml(text).map(({ range }) => range)).toEqual(ranges);
  });

  it('a block scalar ends with its last line that is not blank; a space that does not break is something', () => {
    const text = 'a: |\n  b\n  \u00a0\n\n   \nc: d\n';
    expect(read(text).nodeAt(['a'])?.range).toEqual({ start: 3, end: text.indexOf('\u00a0') + 1 });
  });

  it('JSON is YAML', () => {
    expect(read('{"a": {"b": ["c", 1, null, true]}}').nodeAt(['a', 'b', 3])).toMatchObject({ resolved: { value: true } });
  });

  it('keys that are no text become text, as they do in gcloud', () => {
    const document = read('on: a\n12:30: b\n~: c\n0x10: d\n');
    expect(document.problems).toEqual([]);
    expect(['true', '750', 'null', '16'].map((key) => document.stringAt([key]))).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([
    ['a: "b', 'yaml/syntax', 'double quote that is opened here'],
    ['a: b\n<<<<<<< HEAD\nc: d\n=======\n', 'yaml/syntax', 'merge conflict'],
    ['a: %b%\n', 'yaml/syntax', 'quotes'],
    ['a: [b\nc: d\n', 'yaml/syntax', '['],
    ['a: b\n  c: d\n', 'yaml/syntax', ''],
    ['a: b: c\n', 'yaml/syntax', 'second'],
    ['\ta: b\n', 'yaml/syntax', ''],
    ['a: *b\n', 'yaml/syntax', 'no anchor before it'],
    ['a: &b [*b]\n', 'yaml/syntax', 'inside its own anchor'],
    ['a: !custom b\n', 'yaml/unreadable-value', 'tag'],
    ['a: !custom {b: c}\n', 'yaml/unreadable-value', 'tag'],
    ['{{ a }}: b\n', 'yaml/unreadable-value', 'key'],
    ['a:\n  <<: b\n', 'yaml/unreadable-value', 'merged'],
    ['a: \x07\n', 'yaml/control-character', 'U+0007'],
    ['a: b # c\u0085d: e\n', 'yaml/line-separator', 'U+0085'],
    ['a: \u2028\n', 'yaml/line-separator', 'U+2028'],
    ['a: b\rc: d\r', 'yaml/line-separator', 'U+000D'],
  ])('%j: %s', (text, code, words) => {
    const problem = read(text).problems[0];
    expect(problem).toMatchObject({ code });
    expect(problem?.message.toLowerCase()).toContain(words.toLowerCase());
    expect(problem && problem.range.end <= text.length).toBe(true);
  });

  it('a quote that is not closed is shown where it is opened', () => {
    expect(read('a: b\nc: "d\ne: f\n').problems).toMatchObject([{ code: 'yaml/syntax', range: { start: 8, end: 9 } }]);
  });

  it('one problem of syntax says one thing, not a cascade', () => {
    expect(read('a: [\nb: {\nc: "\n').problems).toHaveLength(1);
  });

  it('no message of syntax repeats a value', () => {
    const texts = [
      'a: "s3cret\n',
      'k: s3cret: x\n',
      's3cret: [\n',
      '- s3cret\ns3cret\n',
      '"\\s3cret"\n',
      '%s3cret\n---\na: b\n',
      'a: @s3cret\n',
      '}s3cret\n',
    ];
    for (const { problems } of texts.flatMap((text) => readYaml(text)))
      expect(problems[0]?.message ?? '').not.toContain('s3cret');
  });
});

describe('ranges', () => {
  it.each<[string, string[]]>([
    ['a: b # c\n', ['b']],
    ['a: "b"\n', ['"b"']],
    ['a: &x !!str b\n', ['b']],
    ['a: |\n  b\n  c\n\nd: e\n', ['|\n  b\n  c', 'e']],
    ['a: |+ # note\n  b\n\n\n', ['|+ # note\n  b']],
    ['a: >-\n\n\nb: c\n', ['>-', 'c']],
    ['a: [b, {c: d}]\n', ['[b, {c: d}]', 'b', '{c: d}', 'd']],
    ['a:\n- b\n-\n- c:\n  d: e\n', ['- b\n-\n- c:\n  d: e', 'b', '', 'c:\n  d: e', '', 'e']],
    ['a: b\n  c\n', ['b\n  c']],
    ['a:   # note\nb: &x\nc: !!str\n', ['', '', '']],
  ])('%j', (text, expected) => {
    expect(rangesBelow(text, read(text).root as YamlNode)).toEqual(expected);
  });

  it('an empty value is where a value would be written', () => {
    const document = read('a:   # note\nb: &x\nc:\n  -\n');
    expect([['a'], ['b'], ['c', 0]].map((path) => document.valueRangeAt(path)?.start)).toEqual([2, 17, 24]);
  });

  function rangesBelow(text: string, node: YamlNode): string[] {
    const children = node.type === 'map' ? node.entries.map(({ value }) => value) : node.type === 'sequence' ? node.items : [];
    return children.flatMap((child) => [text.slice(child.range.start, child.range.end), ...rangesBelow(text, child)]);
  }
});

it.each([
  [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
  [['metadata', 'annotations', 'run.googleapis.com/ingress'], 'metadata.annotations["run.googleapis.com/ingress"]'],
  [[], ''],
])('formatYamlPath(%j)', (path, text) => {
  expect(formatYamlPath(path)).toBe(text);
});

it.each([
  ['a long number', `a: ${'12'.repeat(1_000_000)}\n`, undefined],
  ['a long number in base 60', `a: ${'1:'.repeat(1_000_000)}1\n`, undefined],
  ['more text than is read', `a: ${'x'.repeat(6_000_000)}\n`, 'yaml/limit'],
])('%s is no reason to wait', (_, text, code) => {
  expect(read(text).problems[0]?.code).toBe(code);
});

it.each([
  ['%YAML 1.0\n---\na: b\n', 'yaml/syntax'],
  ['%YAML 1.3\n---\na: b\n', 'yaml/syntax'],
  ['%YAML 1.1\n---\na: b\n', undefined],
  ['a: !!seq {b: c}\n', 'yaml/unreadable-value'],
  ['a: !!map [b]\n', 'yaml/unreadable-value'],
  ['a: !!map {b: c}\nd: ! [e]\n', undefined],
])('what gcloud refuses of directives and tags of collections: %j', (text, code) => {
  expect(readYaml(text)[0]?.problems[0]?.code).toBe(code);
});

it.each([
  ['5', 'integer'],
  ['"5"', 'integer'],
  ['yes', 'boolean'],
  ['text', 'string'],
])('the tag ! leaves %s what it is without quotes', (scalar, type) => {
  const node = readYaml(`a: ! ${scalar}\n`)[0]?.nodeAt(['a']);
  expect(node?.type === 'scalar' && node.resolved.type).toBe(type);
});

it('a stable path knows items by their names, where they have one of their own', () => {
  const text = 'a:\n- name: x\n  b: [{name: y=secret}, {name: z}, {name: z}, 1]\n- c\n';
  const [document] = readYaml(text) as [YamlDocument];
  const stable = (...path: (string | number)[]) => stableYamlPath(document, path);
  expect(stable('a', 0, 'b', 0, 'name')).toBe('a[name=x].b[name=y].name');
  expect(stable('a', 0, 'b', 1)).toBe('a[name=x].b[1]');
  expect(stable('a', 0, 'b', 3)).toBe('a[name=x].b[3]');
  expect(stable('a', 1)).toBe('a[1]');
  expect(stable('a', 7, 'd')).toBe('a[7].d');
  expect(stable('e', 'f/g')).toBe('e["f/g"]');
});
