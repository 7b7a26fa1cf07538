import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_TYPES } from '../schemas/field-types.ts';
import { checkText } from '../src/index.ts';
import { service } from './support/run.ts';

/** The fields of a Service, each with the place where it belongs and a value that fits there. */
const PLACES: readonly { readonly field: string; readonly text: (name: string) => string }[] = [
  ...placesIn('RevisionSpec', (name) => service().replace('      containers:', `      ${name}: x\n      containers:`)),
  ...placesIn('Container', (name) => `${service()}        ${name}: x\n`),
  ...placesIn('LivenessProbe', (name) => `${service()}        livenessProbe:\n          ${name}: x\n`),
  ...placesIn('VolumeMount', (name) => `${service()}        volumeMounts:\n        - ${name}: x\n`),
  ...placesIn('TrafficTarget', (name) => `${service()}  traffic:\n  - ${name}: x\n`),
  ...placesIn('ObjectMeta', (name) => service().replace('metadata:\n', `metadata:\n  ${name}: x\n`)),
  ...placesIn('ServiceSpec', (name) => service().replace('spec:\n', `spec:\n  ${name}: x\n`)),
];

function placesIn(type: string, text: (name: string) => string): { field: string; text: (name: string) => string }[] {
  return Object.keys(FIELD_TYPES[type] ?? {}).map((field) => ({ field, text }));
}

/** One slip of the fingers: a letter left out, doubled, changed, or two letters in the wrong order; or another case. */
function misspellingOf(field: string): fc.Arbitrary<string> {
  const at = fc.nat(field.length - 1);
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
  return fc
    .oneof(
      at.map((index) => field.slice(0, index) + field.slice(index + 1)),
      at.map((index) => field.slice(0, index) + field[index] + field.slice(index)),
      fc.tuple(at, letter).map(([index, other]) => field.slice(0, index) + other + field.slice(index + 1)),
      at.map(
        (index) =>
          field.slice(0, index) +
          field
            .slice(index, index + 2)
            .split('')
            .reverse()
            .join('') +
          field.slice(index + 2),
      ),
      fc.constantFrom(
        field.toLowerCase(),
        field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
        `${field}s`,
      ),
    )
    .filter((name) => name.length > 2 && name !== field && !PLACES.some((place) => place.field === name));
}

const MESSAGE = /^unknown field "(.*?)" in .*?(?:; did you mean "(.*)"\?)?$/;

/** What is said to be meant by a name; undefined where nothing is. */
function suggestionFor(text: string, name: string): string | undefined {
  const messages = checkText(text).diagnostics.map(({ message }) => MESSAGE.exec(message));
  return messages.find((match) => match?.[1] === name)?.[2];
}

describe('did you mean', () => {
  it('is right for 95 of 100 misspellings of real fields', () => {
    const places = PLACES.filter(({ field }) => field.length > 2);
    const samples = places.flatMap(({ field, text }) =>
      fc.sample(misspellingOf(field), { numRuns: 12, seed: 20261122 }).map((name) => ({ field, name, text: text(name) })),
    );
    const wrong = samples.filter(({ field, name, text }) => suggestionFor(text, name) !== field);
    const share = 1 - wrong.length / samples.length;
    const list = wrong.map(({ field, name, text }) => `${name} for ${field}: ${suggestionFor(text, name) ?? 'nothing'}`);
    process.stdout.write(
      `\n"did you mean" is right for ${(share * 100).toFixed(1)} % of ${samples.length}; not for ${list.join(', ')}\n`,
    );
    expect(samples.length).toBeGreaterThan(500);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  it.each(['banana', 'foo', 'quux', 'hello', 'kubernetes', 'database', 'team', 'zone', 'x-common', 'replicaset'])(
    'is silent on %s',
    (word) => {
      for (const { text } of PLACES) {
        const messages = checkText(text(word)).diagnostics.map(({ message }) => message);
        expect(messages.filter((message) => message.startsWith(`unknown field "${word}" in `))).toHaveLength(1);
        expect(messages.filter((message) => message.includes('did you mean') || message.includes('it belongs'))).toEqual([]);
      }
    },
  );
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', '', ' ', '~', '/', 'a/b', '0', '<<'])(
  'a key called %j is one like others',
  (name) => {
    const key = JSON.stringify(name);
    for (const text of [
      `${service()}        ${key}: x\n`,
      service().replace('metadata:\n', `metadata:\n  labels: {${key}: 5}\n  ${key}: {${key}: []}\n`),
    ]) {
      const { diagnostics } = checkText(text);
      expect(diagnostics.map(({ ruleId }) => ruleId)).toContain('schema/unknown-field');
      expect(diagnostics.map(({ ruleId }) => ruleId)).not.toContain('internal/rule-crashed');
    }
  },
);
