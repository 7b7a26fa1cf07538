import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../src/manifest/manifest.ts';
import type { ReplaceCall } from '../src/manifest/replace-call.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { isAcceptedAtOnce } from '../src/schema/accepts.ts';
import { decodeAsGcloud } from '../src/schema/decode.ts';
import { findMistakes } from '../src/schema/find-mistakes.ts';
import { remembered } from '../src/text/remembered.ts';
import { decodeSourceFile, isDecodeFailure, type SourceFile } from '../src/text/source-file.ts';
import { plainValue } from '../src/yaml/plain-value.ts';
import { YamlDocument } from '../src/yaml/yaml-document.ts';
import type { YamlNode } from '../src/yaml/yaml-node.ts';
import { casesIn } from './support/cases.ts';
import { manifestArbitrary } from './support/manifest-arbitrary.ts';
import { mutated, mutationsArbitrary } from './support/mutated-tree.ts';
import { readOracle } from './support/oracle.ts';
import { TESTDATA } from './support/paths.ts';
import { service } from './support/run.ts';

/**
 * What is accepted at once is never held against the schemas by the validators: where `isAcceptedAtOnce` says yes, they and
 * all other checks of the schema find nothing. And it says yes to nearly all in which they find nothing, or it would be of no
 * use.
 */

/** A manifest and how gcloud will be called with it. */
interface Given {
  readonly name: string;
  readonly text: string;
  readonly call: ReplaceCall;
}

const resourcesIn = remembered(({ name, text, call }: Given): readonly Resource[] => {
  const { resources } = readManifest({ path: name, text } as SourceFile, call);
  return resources.filter(({ isTemplate }) => !isTemplate);
});

/** True where it is accepted; the law is that nothing is to be found then. */
function isAcceptedLawfully(resource: Resource, name: string): boolean {
  if (!isAcceptedAtOnce(resource, resource.call)) return false;
  expect(findMistakes(resource, resource.call), name).toEqual([]);
  expect(isFitting(resource), name).toBe(true);
  return true;
}

/** True where the validators find nothing in what gcloud makes of a resource. */
function isFitting({ kind, document }: Resource): boolean {
  return decodeAsGcloud(kind.kind, plainValue(document.root as YamlNode)).errors.length === 0;
}

/** How many are accepted, of those in which nothing is to be found and nothing has yet to be filled in; it is printed. */
function shareAccepted(title: string, givens: readonly Given[]): number {
  let [accepted, fine, all] = [0, 0, 0];
  for (const given of givens) {
    for (const resource of resourcesIn(given)) {
      all++;
      if (isAcceptedLawfully(resource, given.name)) accepted++;
      if (isFitting(resource) && findMistakes(resource, resource.call).length === 0) fine++;
    }
  }
  process.stdout.write(`\n${title}: ${accepted} of ${all} are accepted at once; in ${fine} nothing is to be found\n`);
  return accepted / fine;
}

/** Every manifest of `testdata`. */
const cases = fs.readdirSync(TESTDATA, { recursive: true, withFileTypes: true }).flatMap((entry) => {
  if (!entry.isDirectory()) return [];
  const folder = `${entry.parentPath}/${entry.name}`;
  return casesIn(folder, { rules: [], call: {} }).map(
    ({ name, text, options }): Given => ({ name: `${folder}/${name}`, text, call: options.call }),
  );
});

const recorded = readOracle('gcloud-replace').map(({ name, command, yaml, namespaceFlag }): Given => {
  const project = { id: 'my-project', number: '123456789012' };
  return { name, text: yaml, call: { as: command, project, ...(namespaceFlag && { namespace: namespaceFlag }) } };
});

/** How many are tried: a long run says more. */
const MUTATED = Number(process.env['RUNLINT_MUTATED'] ?? 10_000);

const CALLS: readonly ReplaceCall[] = [
  {},
  { project: { id: 'my-project', number: '123456789012' } },
  { namespace: 'my-project' },
];

const corpus = process.env['RUNLINT_CORPUS'];
if (!corpus)
  process.stderr.write('What is accepted of real manifests is not tested: RUNLINT_CORPUS names no folder with manifests/.\n');

describe('what is accepted at once holds nothing that the other checks would find', () => {
  it('in the manifests of testdata', () => {
    expect(shareAccepted('manifests of testdata', cases)).toBeGreaterThan(0.9);
  });

  it('in the manifests that gcloud was asked about', () => {
    expect(shareAccepted('recorded manifests', recorded)).toBeGreaterThan(0.8);
  });

  it.skipIf(!corpus)('in real manifests', () => {
    const real = fs.readdirSync(`${corpus}/manifests`).flatMap((name) => {
      const file = decodeSourceFile(name, fs.readFileSync(`${corpus}/manifests/${name}`));
      return isDecodeFailure(file) ? [] : [{ name, text: file.text, call: {} }];
    });
    expect(shareAccepted('real manifests', real)).toBeGreaterThan(0.95);
  });

  it('in manifests in any layout', () => {
    const texts = fc.sample(manifestArbitrary, { numRuns: 1000, seed: 20261123 }).map(({ text }) => text);
    const generated = texts.map((text) => ({ name: text, text, call: {} }));
    // The others have an account without a value.
    expect(shareAccepted('generated manifests', generated)).toBeGreaterThan(0.7);
  });

  it('and none has more values than are judged', () => {
    const text = `${service()}        args: [${Array(100_000).fill('a').join(',')}]\n`;
    const [resource] = resourcesIn({ name: 'long', text, call: {} }) as [Resource];
    expect(findMistakes(resource, {}).map(({ ruleId }) => ruleId)).toEqual(['yaml/limit']);
    expect(isAcceptedAtOnce(resource, {})).toBe(false);
  });

  it('nor with its aliases written out', () => {
    const resourceWith = (length: number) => {
      const list = `[${Array(length).fill('a').join(',')}]`;
      const text = `${service()}        args: &all ${list}\n${'      - {image: x, args: *all}\n'.repeat(9)}`;
      return (resourcesIn({ name: `${length} with aliases`, text, call: {} }) as [Resource])[0];
    };
    expect(isAcceptedLawfully(resourceWith(10), 'short')).toBe(true);
    expect(findMistakes(resourceWith(11_000), {}).map(({ ruleId }) => ruleId)).toEqual(['yaml/limit']);
    expect(isAcceptedAtOnce(resourceWith(11_000), {})).toBe(false);
  });

  it('in manifests of which a few values, keys or types are others', () => {
    const bases = [...cases, ...recorded].flatMap(resourcesIn).filter((resource) => isAcceptedAtOnce(resource, resource.call));
    let [accepted, fitting] = [0, 0];
    fc.assert(
      fc.property(fc.constantFrom(...bases), mutationsArbitrary, fc.constantFrom(...CALLS), (base, mutations, call) => {
        const { document } = base;
        const root = mutated(document.root as YamlNode, mutations);
        const resource = { ...base, call, document: new YamlDocument(document.text, document.lines, { ...document, root }) };
        if (isAcceptedLawfully(resource, 'mutated')) accepted++;
        if (isFitting(resource)) fitting++;
      }),
      { numRuns: MUTATED, seed: 20261123 },
    );
    process.stdout.write(`\n${accepted} of ${MUTATED} mutated manifests are accepted at once; ${fitting} fit their schema\n`);
    expect(accepted / fitting).toBeGreaterThan(0.8);
  });
});
