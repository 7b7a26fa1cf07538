import fs from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Document, isMap, isScalar, type Pair, parse, Scalar, visit } from 'yaml';
import { compareManifests } from '../src/index.ts';
import { renderComparisonJson } from '../src/reporters/comparison-json.ts';
import { renderComparisonMarkdown } from '../src/reporters/comparison-markdown.ts';
import { renderComparisonText } from '../src/reporters/comparison-text.ts';
import { decodeSourceFile, isDecodeFailure } from '../src/text/source-file.ts';
import { addExportNoise } from './support/export-noise.ts';
import { ROOT, TESTDATA } from './support/paths.ts';
import { randomOf, rewrittenManifest } from './support/rewritten-manifest.ts';
import { run } from './support/run.ts';

const DIFF = `${TESTDATA}diff/`;

interface Change {
  readonly of: string;
  readonly replace: string;
  readonly with: string;
}

function tableIn(name: string): (Change & Record<string, string>)[] {
  return parse(fs.readFileSync(`${DIFF}${name}.yaml`, 'utf8'));
}

/** A manifest before and after one of its texts is replaced. */
function manifestsOf({ of, replace, with: text }: Change): [before: string, after: string] {
  const before = fs.readFileSync(`${DIFF}changes/${of}.yaml`, 'utf8');
  expect(before.split(replace), `${replace} stands once in ${of}.yaml`).toHaveLength(2);
  return [before, before.replace(replace, () => text)];
}

function linesOf(live: string, repository: string): string[] {
  const { resources, onlyLive, onlyRepository } = compareManifests(live, repository);
  const differences = resources.flatMap((resource) => resource.differences);
  const lines = differences.map(
    ({ place, part, effect, message }) => `${place.line}:${place.column} ${part} ${effect} ${message}`,
  );
  return [...lines, ...[...onlyLive, ...onlyRepository].map(({ resource }) => resource)];
}

describe('one change is one line', () => {
  const changes = tableIn('single-changes');

  it('of everything that a manifest says', () => expect(changes.length).toBeGreaterThanOrEqual(80));

  it.each(changes.map((change) => [change['says'] as string, change] as const))('%s', (says, change) => {
    const [live, repository] = manifestsOf(change);
    expect(linesOf(live, repository)).toEqual([says]);
    expect(linesOf(repository, live)).toHaveLength(change['isNoiseIfLive'] ? 0 : 1);
  });
});

describe('what means the same is no difference', () => {
  it.each(tableIn('same-meaning').map((change) => [change.with, change] as const))('%s', (_, change) => {
    const [before, after] = manifestsOf(change);
    expect(linesOf(before, after)).toEqual([]);
    expect(linesOf(after, before)).toEqual([]);
  });
});

const corpus = process.env['RUNLINT_CORPUS'];
const folders = [`${TESTDATA}manifests/`, `${DIFF}changes/`, ...(corpus ? [`${corpus}/manifests/`] : [])];
const manifests = folders.flatMap((folder) =>
  fs.readdirSync(folder).flatMap((name) => {
    const file = decodeSourceFile(name, fs.readFileSync(folder + name));
    return isDecodeFailure(file) || !canBeCompared(file.text) ? [] : { name, text: file.text };
  }),
);

function canBeCompared(text: string): boolean {
  try {
    return compareManifests(text, text).ambiguous.length === 0 && rewrittenManifest(text, randomOf(0)) !== undefined;
  } catch {
    return false;
  }
}

describe('a manifest is what it was, however another library writes it, and with all that an export adds', () => {
  it('nearly every manifest can be compared', () => {
    expect(manifests.length).toBeGreaterThanOrEqual(corpus ? 245 : 9);
  });

  it.each(manifests.map(({ name, text }) => [name, text]))('%s', (_, text) => {
    const law = fc.property(fc.integer(), (seed) => {
      const random = randomOf(seed);
      const rewritten = rewrittenManifest(text, random) as string;
      const exported = rewrittenManifest(text, random, (document) => addExportNoise(document, random)) as string;
      expect(linesOf(text, rewritten)).toEqual([]);
      expect(linesOf(exported, rewritten)).toEqual([]);
    });
    fc.assert(law, { numRuns: corpus ? 3 : 25 });
  });
});

/** The three ways to print a comparison. */
function printed(live: string, repository: string): string {
  const comparison = compareManifests(live, repository);
  return [
    renderComparisonText(comparison, (_, text) => text),
    renderComparisonMarkdown(comparison),
    renderComparisonJson(comparison),
  ].join('\n');
}

describe('no value of an environment variable is printed', () => {
  it('nor one of a header, whatever has changed', () => {
    const texts = tableIn('single-changes').flatMap((change) => {
      const [live, repository] = manifestsOf(change);
      return [printed(live, repository), printed(repository, live)];
    });
    expect(texts.join('\n')).not.toMatch(/secret-\d|header-secret|other-secret|\$\(HOST\)/);
  });

  it('of two manifests that have nothing else in common', () => {
    const asHello = (text: string, value: string) =>
      rewrittenManifest(text, randomOf(1), (document) => {
        document.setIn(['metadata', 'name'], 'hello');
        fillVariables(document, value);
      }) as string;
    const kinds = new Set(manifests.map(({ text }) => parse(text.split(/^---/m)[0] ?? '')?.kind));
    for (const kind of kinds) {
      const namesakes = manifests.filter(
        ({ text }) => new RegExp(`^kind: ["']?${kind}\\b`, 'm').test(text) && !/^---/m.test(text),
      );
      for (const [index, { text }] of namesakes.entries()) {
        const other = namesakes[(index + 1) % namesakes.length]?.text ?? text;
        expect(printed(asHello(text, 'live-hidden'), asHello(other, 'file-hidden'))).not.toContain('-hidden');
      }
    }
  });

  it('also where an anchor shares it, and where it stands in the place of something else', () => {
    const live = manifestWith('env: [{name: A, value: &a hidden-one}]', '*a');
    const repository = manifestWith('env: [{name: B=hidden-two, value: {hidden-three: hidden-four}}, hidden-five]', 'shop');
    expect(printed(live, repository)).toContain('runs as •••');
    expect(printed(live, repository) + printed(repository, live)).not.toContain('hidden');
  });
});

function manifestWith(env: string, account: string): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop}
spec:
  template:
    spec:
      containers: [{image: a/b, ${env}}]
      serviceAccountName: ${account}
`;
}

/** Gives each variable a value that is found again wherever it is printed. */
function fillVariables(document: Document, value: string): void {
  visit(document, {
    Pair: (_, { key, value: list }: Pair) => {
      if (!isScalar(key) || key.value !== 'env') return;
      visit(list as never, {
        Map: (_index, map) => {
          if (map.has('value')) map.set('value', new Scalar(`${value}-${map.get('name')}`));
        },
      });
    },
  });
  expect(isMap(document.contents)).toBe(true);
}

describe('what is printed', () => {
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(fs.readFileSync(`${ROOT}schemas/comparison.schema.json`, 'utf8')),
  );
  const formats = { text: 'text.txt', json: 'comparison.json', markdown: 'comment.md' };

  describe.each(fs.readdirSync(`${DIFF}cases`))('%s', (name) => {
    const cwd = `${DIFF}cases/${name}`;
    const isOfFolders = fs.existsSync(`${cwd}/live`);
    const argv = isOfFolders ? ['live', 'repository'] : ['-', 'repository.yaml'];
    const world = isOfFolders ? { cwd } : { cwd, stdin: fs.readFileSync(`${cwd}/live.yaml`) };

    it.each(Object.entries(formats))('%s', async (format, file) => {
      const { stdout, exitCode } = await run(['diff', ...argv, '--format', format], world);
      await expect(stdout).toMatchFileSnapshot(`${cwd}/${file}`);
      expect(exitCode).toBe(name === 'same' || name === 'placeholders' ? 0 : 1);
      expect(stdout).not.toContain('value-');
      if (format === 'json') expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
    });
  });
});
