import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { checkText, fixText, setServiceAccount, unifiedDiff } from '../src/index.ts';
import { matchesWildcard } from '../src/text/wildcard.ts';
import { formatScalar } from '../src/yaml/format-scalar.ts';
import { readYaml } from '../src/yaml/read-yaml.ts';
import { findUnintendedChange } from '../src/yaml/verify-edit.ts';
import type { YamlDocument } from '../src/yaml/yaml-document.ts';
import { formatYamlPath, parseYamlPath } from '../src/yaml/yaml-path.ts';
import { manifestArbitrary } from './support/manifest-arbitrary.ts';
import { run } from './support/run.ts';

const NEW = 'new-account@acme-prod.iam.gserviceaccount.com';

/** Text that is YAML more often than not. */
const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a: ',
        '- ',
        '? ',
        ': ',
        '\n',
        '\n  ',
        '\r\n',
        '{',
        '}',
        '[',
        ']',
        ',',
        '&a ',
        '*a ',
        '!!str ',
        '!x ',
        '<<: ',
        '|',
        '>-',
        '#',
        ' # c',
        '---\n',
        '...\n',
        '%YAML 1.2\n',
        '"',
        "'",
        '\\',
        '\t',
        'yes',
        '0x1F',
        '12:30',
        '\u00e9',
        '\u{1F642}',
        '\u0085',
        '\u0000',
        '\uD800',
        'apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  template:\n    spec:\n      ',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const ODD_VALUES = [
  '',
  '~',
  '[]',
  '{}',
  '5',
  '-1',
  '0.5',
  'on',
  '12:30',
  '2026-11-22',
  '0o444',
  '"x"',
  '${X}',
  '[1, a]',
  '{a: 1}',
  'x y',
];

/** A manifest in which a few values or keys are others: of another type, misspelt, empty, or on another level. */
const damagedManifest = fc
  .tuple(
    manifestArbitrary.map(({ text }) => text),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('value', 'key', 'indent'), fc.constantFrom(...ODD_VALUES)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, damages]) => {
    const lines = text.split(/(?<=\n)/);
    for (const [place, kind, value] of damages) {
      const index = place % lines.length;
      lines[index] = damage(lines[index] as string, kind, value);
    }
    return lines.join('');
  });

function damage(line: string, kind: string, value: string): string {
  if (kind === 'value') return line.replace(/(:[ \t]+|- )[^:#{[\r\n]+?(?=[ \t]*(?:#|\r?\n|$))/, `$1${value}`);
  if (kind === 'key') return line.replace(/(\w)(\w)(?=\w*"?:)/, '$2$1');
  return line.replace(/^( {2,})(?=\S)/, (indent) => indent.slice(2));
}

describe('laws', () => {
  it('reading, checking and fixing never throw, and every range lies in the text', () => {
    fc.assert(
      fc.property(yamlish, (text) => {
        readYaml(text);
        fixText(text, { safeties: ['safe', 'unsafe'] });
        const { diagnostics } = checkText(text);
        for (const { range, ruleId } of diagnostics) {
          expect(ruleId).not.toContain('internal');
          expect(range.start <= range.end && range.end <= text.length).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('whatever stands in the place of a value, nothing crashes, fixes are made whole, and a second time there are none', () => {
    fc.assert(
      fc.property(damagedManifest, (text) => {
        const options = { call: { as: 'services' }, safeties: ['safe', 'unsafe'] } as const;
        expect(checkText(text, options).diagnostics.filter(({ ruleId }) => ruleId.startsWith('internal/'))).toEqual([]);
        if (readYaml(text).some(({ isReadable }) => !isReadable)) return;
        const once = fixText(text, options);
        expect(once.refused).toEqual([]);
        expect(fixText(once.text, options).text).toBe(once.text);
        expect(commentsOf(once.text).length).toBeGreaterThanOrEqual(commentsOf(text).length - once.applied.length);
      }),
      { numRuns: 600 },
    );
  });

  it('the account is set, and no other byte changes: in any layout, encoding and line end', async () => {
    const encodings = fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be');
    await fc.assert(
      fc.asyncProperty(manifestArbitrary, encodings, async ({ text, account }, encoding) => {
        const input = encode(text, encoding);
        const { stdoutBytes, exitCode, stderr } = await run(['set-service-account', NEW, '-'], { stdin: input });
        expect(stderr).not.toContain('error');
        expect(exitCode).toBe(0);
        const result = decode(stdoutBytes, encoding);
        expectOnlyAccountChanged(text, result, account);
        const again = await run(['set-service-account', NEW, '-'], { stdin: stdoutBytes });
        expect(again.stdoutBytes.equals(stdoutBytes)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('a result that is not what was meant is refused', () => {
    fc.assert(
      fc.property(
        manifestArbitrary,
        fc.nat(),
        fc.constantFrom('x', ' ', '\n', ':', '#', '"', '- '),
        ({ text }, place, inserted) => {
          const { text: result } = setServiceAccount(text, NEW);
          const at = place % result.length;
          const mutated = result.slice(0, at) + inserted + result.slice(at);
          const [before, after] = [readYaml(text), readYaml(mutated)];
          const isNoticed =
            before.length !== after.length || before.some((document, index) => changeOf(document, after[index]) !== undefined);
          // What verification lets pass must mean the same to an independent reader, and keep the comments.
          if (isNoticed) return;
          expect(meaning(mutated)).toEqual(meaning(result));
          expect(commentsOf(mutated)).toEqual(commentsOf(result));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('a string that is written comes back as the same string', () => {
    const style = fc.constantFrom('plain', 'single-quoted', 'double-quoted', 'block');
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        ': ',
        ' #',
        '- ',
        '12',
        ':',
        'yes',
        '~',
        '&',
        '*',
        '\n',
        '\u0085',
        '\u2028',
        '\t',
        '\uFEFF',
        '\\',
        '"',
        "'",
        '{',
        ',',
        '%',
        '@',
        '---',
        '...',
        '<<',
        '=',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 5 }),
        style,
        fc.boolean(),
        fc.constantFrom('1.1', '1.2'),
        (parts, preferred, isInFlow, version) => {
          const value = parts.join('');
          const written = formatScalar(value, { style: preferred, isInFlow, version });
          const text = `${version === '1.2' ? '%YAML 1.2\n---\n' : ''}${isInFlow ? `{a: ${written}, b: c}` : `a: ${written}`}\n`;
          expect((readYaml(text)[0] as YamlDocument).stringAt(['a'])).toBe(value);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('the diff of a change adds the account and nothing else', () => {
    fc.assert(
      fc.property(manifestArbitrary, ({ text }) => {
        const { text: result } = setServiceAccount(text, NEW);
        const lines = unifiedDiff('service.yaml', text, result).split('\n');
        const added = lines.filter((line) => line.startsWith('+') && !line.startsWith('+++'));
        expect(added.join('\n')).toContain(NEW);
        expect(added.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });
});

function changeOf(before: YamlDocument, after: YamlDocument | undefined): string | undefined {
  const path =
    before.stringAt(['kind']) === 'Job' ? ['spec', 'template', 'spec', 'template', 'spec'] : ['spec', 'template', 'spec'];
  const isOurs = ['Service', 'Job', 'WorkerPool'].includes(before.stringAt(['kind']) ?? '');
  return (
    after &&
    findUnintendedChange(before, after, isOurs ? [{ type: 'set', path: [...path, 'serviceAccountName'], value: NEW }] : [])
  );
}

function commentsOf(text: string): string[] {
  return readYaml(text).flatMap(({ comments }) => comments.map(({ start, end }) => text.slice(start, end).trimEnd()));
}

function meaning(text: string): unknown {
  return parseAllDocuments(text, { version: '1.1', merge: true }).map((document) =>
    'toJS' in document ? document.toJS() : undefined,
  );
}

/** Held against the `yaml` package's own reading, and against the two texts letter by letter. */
function expectOnlyAccountChanged(before: string, after: string, account: string | undefined): void {
  expect(JSON.stringify(meaning(after))).toContain(`"serviceAccountName":"${NEW}"`);
  const withoutAccount = (text: string) => JSON.stringify(meaning(text)).replace(/"serviceAccountName":(?:"[^"]*"|null),?/g, '');
  const isShared = /&account/.test(before) && account !== undefined;
  if (!isShared) expect(withoutAccount(after).replace(',}', '}')).toBe(withoutAccount(before).replace(',}', '}'));
  let prefix = 0;
  while (prefix < before.length && before[prefix] === after[prefix]) prefix++;
  let suffix = 0;
  while (suffix < before.length - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++;
  const removed = before.slice(prefix, before.length - suffix);
  const isBlockScalar = />-/.test(removed);
  if (!isBlockScalar) expect(removed).toMatch(/^[\w@.*~-]*$/);
  expect((after.match(/#/g) ?? []).length).toBe((before.match(/#/g) ?? []).length);
}

function encode(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  const content = Buffer.from(`\uFEFF${text}`, encoding === 'utf-8 with mark' ? 'utf8' : 'utf16le');
  return encoding === 'utf-16be' ? content.swap16() : content;
}

function decode(bytes: Buffer, encoding: string): string {
  const decoder = new TextDecoder(encoding.replace(' with mark', ''), { fatal: true });
  const mark = encode('', encoding);
  expect(bytes.subarray(0, mark.length).equals(mark)).toBe(true);
  return decoder.decode(bytes);
}

describe('paths and patterns', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('a', '-', '.', '[', ']', '"', "'", '\\', '0', '\n', '\u2028', '/'), maxLength: 8 }),
    fc.constantFrom('spec', 'run.googleapis.com/ingress', '', '0', '__proto__'),
  );
  const path = fc.array(fc.oneof(key, fc.nat()), { minLength: 1, maxLength: 6 });

  it('property: a path that is written is read as what it was', () => {
    fc.assert(
      fc.property(path, (steps) => {
        expect(parseYamlPath(formatYamlPath(steps))).toEqual(steps);
      }),
    );
  });

  it('property: any text is a path or none, and a path is read again as the same', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '.', '[', ']', '"', "'", '\\', '0', '1', ' '), maxLength: 12 });
    fc.assert(
      fc.property(text, (written) => {
        const read = parseYamlPath(written);
        if (read) expect(parseYamlPath(formatYamlPath(read))).toEqual(read);
      }),
    );
    for (const none of ['', '.', '.a', 'a.', 'a..b', 'a[', 'a[]', 'a[x]', 'a["b]', 'a b', '[1]b', 'a[-1]']) {
      expect(parseYamlPath(none), none).toBeUndefined();
    }
  });

  it('property: * in a pattern stands for any text, as a regular expression has it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '.', '@', '\n'), maxLength: 10 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '@', '*', '*'), maxLength: 8 });
    const naive = (text: string, wanted: string) =>
      new RegExp(`^${wanted.replaceAll('.', '[.]').replaceAll('*', '[^]*')}$`).test(text);
    fc.assert(
      fc.property(word, pattern, (text, wanted) => {
        expect(matchesWildcard(text, wanted)).toBe(naive(text, wanted));
      }),
      {
        numRuns: 1000,
      },
    );
    expect(matchesWildcard('a'.repeat(100_000), `${'a*'.repeat(50_000)}b`)).toBe(false);
  });
});
