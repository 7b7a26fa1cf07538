import fs from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMS } from '../src/cloud-run/credential.ts';
import type { Rule } from '../src/index.ts';
import { rulesetOf, rulesIn } from '../src/lint/ruleset.ts';
import { runRules } from '../src/lint/run-rules.ts';
import { REPLACEABLE_KINDS } from '../src/manifest/kinds.ts';
import { type Manifest, readManifest } from '../src/manifest/manifest.ts';
import type { ReplaceCall } from '../src/manifest/replace-call.ts';
import { CREDENTIAL_MARK } from '../src/ordinary/ordinary-texts.ts';
import { decodeSourceFile, isDecodeFailure, sourceFileOfText } from '../src/text/source-file.ts';
import { casesIn } from './support/cases.ts';
import { manifestArbitrary } from './support/manifest-arbitrary.ts';
import { TESTDATA } from './support/paths.ts';
import { podArbitrary } from './support/pod-arbitrary.ts';
import { RULE_FILES } from './support/rule-files.ts';

/** What a rule says to look at only spares it work: whatever is written, it finds what it would find if it were always asked. */

const ALWAYS_ASKED = RULE_FILES.map(alwaysAsked);
const SPARED = RULE_FILES.filter(({ looksAt }) => looksAt?.length);

/** A text and what rules know besides it. */
interface Sample {
  readonly text: string;
  readonly path: string;
  readonly call: ReplaceCall;
  readonly allowedAccounts: readonly string[];
}

const CORPUS = process.env['RUNLINT_CORPUS'];
if (!CORPUS) process.stderr.write('What rules look at is not held against real files: RUNLINT_CORPUS names no folder.\n');

const OPTIONS = { rules: [], call: {} } as const;

const FOLDERS = [
  ...RULE_FILES.flatMap(({ id }) => [`rules/${id}/invalid`, `rules/${id}/valid`]),
  ...foldersIn('checks'),
  'manifests',
];

const SAMPLES: readonly Sample[] = [
  ...FOLDERS.flatMap((folder) => casesIn(TESTDATA + folder, OPTIONS)).map(({ text, options }) => {
    return { text, path: options.path ?? 'service.yaml', call: options.call, allowedAccounts: options.allowedAccounts ?? [] };
  }),
  ...RULE_FILES.flatMap(({ examples: { incorrect, correct, path = 'service.yaml', allowedAccounts = [] } }) =>
    [incorrect, correct].map((text) => ({ text, path, call: {}, allowedAccounts })),
  ),
];

describe('what a rule looks at is all that it finds something in', () => {
  it('in every case and example', () => {
    let found = 0;
    for (const sample of SAMPLES) found += expectSameFindings(sample);
    expect(found).toBeGreaterThan(SAMPLES.length);
  });

  it('where all of its words are others', () => {
    for (const sample of SAMPLES) {
      const found = new Set(findingsIn(readSample(sample), ALWAYS_ASKED, sample).map(({ ruleId }) => ruleId));
      for (const { looksAt = [] } of SPARED.filter(({ id }) => found.has(id))) {
        const words = [...looksAt].sort((one, other) => other.length - one.length);
        const text = words.reduce((before, word) => before.replaceAll(word, `${word.slice(0, -1)}_`), sample.text);
        expectSameFindings({ ...sample, text });
      }
    }
  });

  it('property: in cases with lines that are missing, doubled, indented otherwise, renamed, or have other values or aliases', () => {
    const damages = fc.array(fc.tuple(fc.nat(), fc.constantFrom('aliased', ...Object.keys(DAMAGES)), fc.nat()), { maxLength: 4 });
    const calls = fc.constantFrom<ReplaceCall>({}, { region: 'europe-west4', project: { id: 'acme-other' } });
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), damages, calls, (sample, made, call) => {
        expectSameFindings({ ...sample, text: made.reduce(damaged, sample.text), call: { ...sample.call, ...call } });
      }),
      { numRuns: Number(process.env['RUNLINT_MUTATED'] ?? 1500) },
    );
  });

  it('property: in manifests as people write them', () => {
    fc.assert(
      fc.property(manifestArbitrary, ({ text }) => {
        expectSameFindings({ text, path: 'service.yaml', call: {}, allowedAccounts: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('property: in templates of which several places go together, or do not quite', () => {
    fc.assert(
      fc.property(podArbitrary, (text) => {
        expectSameFindings({ text, path: 'service.yaml', call: {}, allowedAccounts: [] });
      }),
      { numRuns: Number(process.env['RUNLINT_MUTATED'] ?? 600) },
    );
  });

  it.each([
    [
      'two volumes of one name',
      '{containers: [{volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b}]}], volumes: [{name: a, emptyDir: {}}, {name: a, emptyDir: {}}]}',
    ],
    [
      'two containers of one name',
      '{containers: [{name: a, ports: [{}]}, {name: b}, {name: a}]}, metadata: {annotations: {run.googleapis.com/container-dependencies: \'{"b":["a"]}\'}}',
    ],
    [
      'mounts whose names are numbers',
      '{containers: [{volumeMounts: [{name: 1, mountPath: /a}, {name: 1, mountPath: /a}]}], volumes: [{name: 1, emptyDir: {}}]}',
    ],
    ['volumes without a name', '{containers: [{volumeMounts: [{mountPath: /a}]}], volumes: [{emptyDir: {}, secret: {}}]}'],
  ])('in %s', (_, spec) => {
    const text = `apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {template: {spec: ${spec}}}\n`;
    expect(expectSameFindings({ text, path: 'service.yaml', call: {}, allowedAccounts: [] })).toBeGreaterThan(0);
  });

  it.each([
    ['behind an alias', 'status: &s {serviceAccountName: short}\n', '*s'],
    ['brought in by a merge key', 'status: &s {serviceAccountName: short}\n', '{<<: *s}'],
    ['merged where it stands', '', '{<<: {serviceAccountName: short}}'],
    ['an alias as the key', 'status: &s serviceAccountName\n', '{*s : short}'],
    ['what stands in a key', 'status: {? &s {serviceAccountName: short} : x}\n', '*s'],
    [
      'a name behind an alias',
      'status: &s GOOGLE_APPLICATION_CREDENTIALS\n',
      '{containers: [{env: [{name: *s, value: /key.json}]}]}',
    ],
    ['the same name, by an alias', '', '{containers: [{env: [&s {name: A, value: x}, *s]}]}'],
    ['the same name, by a merge key', '', '{containers: [{env: [&s {name: A, value: x}, {<<: *s, value: y}]}]}'],
    ['a second item behind an alias', 'status: &s [{image: a}, {image: b}]\n', '{containers: *s}'],
    ['the type of an account behind an alias', 'status: &s short\n', '{serviceAccountName: *s}'],
  ])('in a word that is %s', (_, before, spec) => {
    const text = `apiVersion: serving.knative.dev/v1\nkind: Service\n${before}spec: {template: {spec: ${spec}}}\n`;
    expect(expectSameFindings({ text, path: 'service.yaml', call: {}, allowedAccounts: [] })).toBeGreaterThan(0);
  });

  it.skipIf(!CORPUS)('in real manifests', () => {
    const folder = `${CORPUS}/manifests/`;
    for (const name of fs.readdirSync(folder)) {
      const file = decodeSourceFile(name, fs.readFileSync(folder + name));
      if (!isDecodeFailure(file)) expectSameFindings({ text: file.text, path: name, call: {}, allowedAccounts: ['*@acme'] });
    }
  });
});

describe('what a credential is known by', () => {
  it.each(FORMS.flatMap(({ marks }) => marks))('%s is unusual in a value', (mark) => {
    expect(CREDENTIAL_MARK.test(mark === ':' ? '12345678:' : mark === 'shp' ? 'shpat_' : mark === 'gh' ? 'ghp_' : mark)).toBe(
      true,
    );
  });
});

describe('a rule that says what it looks at', () => {
  it.each(SPARED.map((rule) => [rule.id, rule] as const))('%s is not asked of what has none of it', (_, rule) => {
    const talkative = { ...rule, check: () => [{ at: ['kind'], message: 'asked' }] };
    const kinds = REPLACEABLE_KINDS.filter(({ kind }) => rule.kinds.includes(kind));
    for (const { kind, apiVersion, podSpecPath } of kinds) {
      const spec = rule.looksAt?.includes('no account') ? podSpecPath.slice(1).reduceRight(nested, ACCOUNT) : '{}';
      const empty = read(`apiVersion: ${apiVersion}\nkind: ${kind}\nspec: ${spec}\n`);
      expect(runRules(empty, rulesetOf([talkative])), kind).toEqual([]);
    }
    const { incorrect, path = 'service.yaml', allowedAccounts = [] } = rule.examples;
    const manifest = readSample({ text: incorrect, path, call: {}, allowedAccounts });
    expect(runRules(manifest, { ...rulesetOf([talkative]), allowedAccounts }).length).toBeGreaterThan(0);
  });

  it('is nearly every one', () => {
    expect(SPARED.length).toBeGreaterThan(RULE_FILES.length - 4);
  });

  it.each(['service.yaml', 'job.yaml', 'sidecar.yaml'])('is not asked of an ordinary manifest: %s', (name) => {
    const manifest = read(fs.readFileSync(`${TESTDATA}ordinary/${name}`, 'utf8'));
    const asked = new Set<string>();
    const listening = RULE_FILES.map((rule) => ({ ...rule, check: () => listen(rule.id) }));
    const listen = (id: string) => {
      asked.add(id);
      return [];
    };
    expect(manifest.resources).toHaveLength(1);
    runRules(manifest, rulesetOf(rulesIn('recommended', listening)));
    expect([...asked]).toEqual([]);
  });
});

/** The folders below one of the test data that hold manifests. */
function foldersIn(folder: string): string[] {
  const names = fs.readdirSync(TESTDATA + folder, { recursive: true, encoding: 'utf8' });
  return [...new Set(names.filter((name) => name.endsWith('.yaml')).map((name) => `${folder}/${dirname(name)}`))];
}

function alwaysAsked({ looksAt: _, ...rule }: Rule): Rule {
  return rule;
}

const ACCOUNT = '{serviceAccountName: web-run@acme-prod.iam.gserviceaccount.com}';

function nested(value: string, key: string | number): string {
  return `{${key}: ${value}}`;
}

/** Says how many findings there are. */
function expectSameFindings(sample: Sample): number {
  const manifest = readSample(sample);
  const expected = findingsIn(manifest, ALWAYS_ASKED, sample);
  expect(findingsIn(manifest, RULE_FILES, sample), sample.text).toEqual(expected);
  return expected.length;
}

function findingsIn(manifest: Manifest, rules: readonly Rule[], { allowedAccounts }: Sample) {
  return runRules(manifest, { ...rulesetOf(rules), allowedAccounts });
}

function readSample({ text, path, call }: Sample): Manifest {
  return readManifest(sourceFileOfText(path, text), call);
}

function read(text: string): Manifest {
  return readManifest(sourceFileOfText('service.yaml', text));
}

/** All keys that stand in cases, to write another one's in its place. */
const KEYS = [...new Set(SAMPLES.flatMap(({ text }) => text.match(/[\w./-]+(?=:)/g) ?? []))];

/** All values that stand there on one line, by the text before them. */
const VALUES_BY_KEY = new Map<string, string[]>();
for (const [, key = '', value = ''] of SAMPLES.flatMap(({ text }) => [...text.matchAll(/([\w./-]+: )(.+)/g)])) {
  VALUES_BY_KEY.set(key, [...new Set([...(VALUES_BY_KEY.get(key) ?? []), value])]);
}
const VALUES = [...VALUES_BY_KEY.values()].flat();

const DAMAGES: Readonly<Record<string, (line: string, number: number) => string>> = {
  missing: () => '',
  doubled: (line) => line + line,
  outwards: (line) => line.replace(/^ {2}/, ''),
  inwards: (line) => `  ${line}`,
  misspelt: (line) => line.replace(/(\w)(\w)(?=\w*"?:)/, '$2$1'),
  renamed: (line, number) => line.replace(/[\w./-]+(?=:)/, () => KEYS[number % KEYS.length] as string),
  empty: (line) => line.replace(/:.*/, ':'),
  revalued: (line, number) => line.replace(/(?<=[\w./-]+: ).+/, () => VALUES[number % VALUES.length] as string),
  exchanged: (line, number) => line.replace(/([\w./-]+: ).+/, (before, key) => key + (valueAt(key, number) ?? before)),
};

/** A value of one line stands behind an anchor somewhere else, and an alias here. */
function withAlias(lines: readonly string[], index: number, line: string): string {
  const [, key = '', value] = /^(.*?[\w./-]+: )([^#&*|>\s].*)$/.exec(line.trimEnd()) ?? [];
  const text = [...lines.slice(0, index), ...(value ? [`${key}*v${index}\n`] : [line]), ...lines.slice(index + 1)].join('');
  return value ? text.replace(/^apiVersion: /m, `status: {v: &v${index} ${value}}\n$&`) : text;
}

/** A value that stands at the same key in another case. */
function valueAt(key: string, number: number): string | undefined {
  const values = VALUES_BY_KEY.get(key) ?? [];
  return values[number % values.length];
}

function damaged(text: string, [place, kind, number]: readonly [number, string, number]): string {
  const lines = text.split(/(?<=\n)/);
  const index = place % lines.length;
  const line = lines[index] as string;
  if (kind === 'aliased') return withAlias(lines, index, line);
  lines[index] = DAMAGES[kind]?.(line, number) as string;
  return lines.join('');
}
