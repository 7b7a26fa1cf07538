import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CommandGroup, checkText, type Diagnostic, fixText, type ReplaceCall, rules } from '../src/index.ts';
import { decodeSourceFile, isDecodeFailure } from '../src/text/source-file.ts';
import { readYaml } from '../src/yaml/read-yaml.ts';
import type { YamlDocument } from '../src/yaml/yaml-document.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';
import { readJsonLines, readOracle } from './support/oracle.ts';

/**
 * What gcloud 578's client did with manifests, recorded from the real thing: runlint says of each that gcloud refuses it,
 * and where gcloud names a path, says it there; or says so of none.
 */

interface Verdict {
  readonly name: string;
  readonly command: CommandGroup;
  readonly text: string;
  readonly accepted: boolean;
  readonly error: string | null;
  readonly call: ReplaceCall;
}

const recorded = readOracle('gcloud-replace').map(
  ({ name, command, yaml, accepted, error, namespaceFlag }): Verdict => ({
    name,
    command,
    text: yaml,
    accepted,
    error,
    call: { project: { id: 'my-project', number: '123456789012' }, ...(namespaceFlag && { namespace: namespaceFlag }) },
  }),
);

describe('recorded manifests', () => {
  it('are all there', () => expect(recorded).toHaveLength(551));
  it('get the verdict that gcloud gives them', () => expectAgreement('recorded manifests', recorded));
});

describe('recorded manifests, fixed', () => {
  it.each([['safe'], ['safe', 'unsafe']] as const)('%s fixes bring no refusal', (...safeties) => {
    const kept = { 'refused before and after': 0, 'refused before, taken after': 0, 'taken before and after': 0 };
    const broken: string[] = [];
    for (const { name, command, text, call } of recorded) {
      const options = { rules, call: { ...call, as: command } };
      const fixed = fixText(text, { ...options, safeties });
      const before = isRefused(fixed.found);
      const after = fixed.text === text ? before : isRefused(checkText(fixed.text, options).diagnostics);
      if (!before && after) broken.push(name);
      else kept[before ? (after ? 'refused before and after' : 'refused before, taken after') : 'taken before and after']++;
    }
    const rows = Object.entries(kept).map(([what, count]) => `  ${what.padEnd(30)}${String(count).padStart(4)}\n`);
    process.stdout.write(`\nrecorded manifests, with ${safeties.join(' and ')} fixes:\n${rows.join('')}`);
    expect(broken).toEqual([]);
  });

  function isRefused(diagnostics: readonly Diagnostic[]): boolean {
    return diagnostics.some(({ refusedBy }) => refusedBy.includes('gcloud'));
  }
});

describe('the words of gcloud', () => {
  /** What gcloud says of a text that is no YAML, or no map, is as long as the text is odd: its first words are enough. */
  const ONLY_BEGUN = /^(?:Failed to parse YAML from|Invalid YAML\/JSON Data)/;
  /** Top-level lists, of which Python says something else each time. */
  const WITHOUT_WORDS = ['list-doc', 'list-of-pairs', 'kn/yaml-list'];

  it.each(recorded.filter(({ accepted }) => !accepted).map((verdict) => [verdict.name, verdict] as const))(
    'are said of %s',
    (name, { text, call, command, error }) => {
      const said = checkText(text, { call: { ...call, as: command } }).diagnostics.flatMap(({ gcloudSays }) => gcloudSays ?? []);
      if (WITHOUT_WORDS.includes(name)) {
        expect(said).toEqual([]);
        return;
      }
      const words = (error ?? '').replace(/\nPlease make sure [\s\S]*/, '').replaceAll(/\n */g, ' ');
      const begin = ONLY_BEGUN.exec(words)?.[0];
      expect(said.some((own) => (begin ? own.startsWith(begin) : isSameButForMasks(own, words)))).toBe(true);
    },
  );

  /** gcloud names several objects in one message; values of variables and whole maps and lists are not repeated. */
  function isSameButForMasks(own: string, words: string): boolean {
    const bare = own.replace(/^gcloud crashed \(\w+\): /, '');
    const escaped = bare.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');
    return (
      new RegExp(`^${escaped}$`).test(words) ||
      (words.startsWith('Failed to parse value(s)') && words.includes(bare.split(': ')[1] as string))
    );
  }
});

const corpus = process.env['RUNLINT_CORPUS'];

describe.skipIf(!corpus)('real manifests', () => {
  it('get the verdict that gcloud gives them', () => {
    const real = readJsonLines(`${corpus}/gcloud-verdicts.jsonl`).flatMap(({ file, command, accepted, error }): Verdict[] => {
      const source = decodeSourceFile(file, fs.readFileSync(`${corpus}/${file}`));
      return isDecodeFailure(source) ? [] : [{ name: file, command, text: source.text, accepted, error, call: {} }];
    });
    expect(real.length).toBeGreaterThan(250);
    expectAgreement('real manifests', real);
  });
});

/** Prints the agreement as a table, and each disagreement with both sides. */
function expectAgreement(title: string, verdicts: readonly Verdict[]): void {
  const counts = { 'refused by both': 0, 'accepted by both': 0, 'refused by gcloud alone': 0, 'refused by runlint alone': 0 };
  const disagreements: string[] = [];
  const elsewhere: string[] = [];
  for (const { name, command, text, accepted, error, call } of verdicts) {
    const report = checkText(text, { call: { ...call, as: command } });
    const refusals = report.diagnostics.filter(({ refusedBy }) => refusedBy.includes('gcloud'));
    const isRefused = refusals.length > 0;
    const both = isRefused ? 'refused by both' : 'accepted by both';
    counts[isRefused === !accepted ? both : isRefused ? 'refused by runlint alone' : 'refused by gcloud alone']++;
    if (isRefused === accepted) disagreements.push(`${name}: gcloud: ${error ?? 'accepted'}; runlint: ${messages(refusals)}`);
    const document = readYaml(report.text).find(({ isEmpty }) => !isEmpty);
    for (const path of isRefused && document ? pathsIn(error ?? '') : []) {
      const range = document && keyRangeAt(document, path);
      if (!refusals.some((refusal) => refusal.range.start === range?.start)) elsewhere.push(`${name}: ${path.join('.')}`);
    }
  }
  const rows = Object.entries(counts).map(([what, count]) => `  ${what.padEnd(26)}${String(count).padStart(4)}\n`);
  process.stdout.write(`\n${title}, against gcloud 578:\n${rows.join('')}${disagreements.map((line) => `  ${line}\n`).join('')}`);
  expect(disagreements).toEqual([]);
  expect(elsewhere).toEqual([]);
}

function messages(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ ruleId, message }) => `${ruleId}: ${message}`).join(' | ') || 'nothing';
}

/** The paths of `Service.spec.template.spec.containers[0].{foo,zed}`, a line each. */
function pathsIn(error: string): YamlPath[] {
  if (!error.startsWith('Failed to parse value(s)')) return [];
  return [...error.matchAll(/^ {2}[A-Z]\w+\.(.*)$/gm)].flatMap(([, path = '']) => {
    const [, parent = '', names] = /^(.*?)\{(.*)\}$/.exec(path) ?? [];
    return (names?.split(',').map((name) => parent + name) ?? [path]).map(stepsOf);
  });
}

function stepsOf(path: string): YamlPath {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([step, index]) => (index === undefined ? step : Number(index)));
}

/** gcloud counts a single item as the first of a list that the document does not have. */
function keyRangeAt(document: YamlDocument, path: YamlPath): ReturnType<YamlDocument['keyRangeAt']> {
  const written: (string | number)[] = [];
  for (const step of path) {
    if (typeof step === 'string' || document.nodeAt(written)?.type === 'sequence') written.push(step);
  }
  return document.keyRangeAt(written);
}
