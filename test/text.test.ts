import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestMatch } from '../src/text/closest-match.ts';
import { searchedDiff } from '../src/text/diff-package.ts';
import { LineIndex } from '../src/text/line-index.ts';
import { linesChangedBy } from '../src/text/line-replacement.ts';
import { plainDiff } from '../src/text/plain-diff.ts';
import { shellWord } from '../src/text/shell-word.ts';
import { decodeSourceFile, encodeSourceText, isDecodeFailure, type SourceFile } from '../src/text/source-file.ts';
import { applyTextEdits, type TextEdit, textEditsOverlap } from '../src/text/text-edit.ts';
import { unifiedDiff } from '../src/text/unified-diff.ts';
import { folderWith } from './support/run.ts';

describe('LineIndex', () => {
  it.each([
    ['', 0, { line: 1, column: 1 }],
    ['a\nb', 2, { line: 2, column: 1 }],
    ['a\r\nb', 3, { line: 2, column: 1 }],
    ['a\rb', 2, { line: 2, column: 1 }],
    ['🙂x', 2, { line: 1, column: 3 }],
    ['a\n', 99, { line: 2, column: 98 }],
  ])('%j: offset %i', (text, offset, position) => {
    expect(new LineIndex(text).position(offset)).toEqual(position);
  });

  it('cuts a text into lines that make up the text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n') }), (text) => {
        const lines = new LineIndex(text);
        const pieces = Array.from({ length: lines.lineCount }, (_, index) => lines.fullRange(index + 1));
        expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        for (const [index, { start, end }] of pieces.entries()) {
          const content = lines.contentRange(index + 1);
          expect(text.slice(content.start, content.end)).not.toMatch(/[\r\n]/);
          expect(text.slice(start, content.end) + lines.lineEnd(index + 1)).toBe(text.slice(start, end));
        }
      }),
    );
  });
});

describe('source files', () => {
  const marks = { 'utf-8': [0xef, 0xbb, 0xbf], 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const;

  it.each(Object.keys(marks) as (keyof typeof marks)[])('%s with a byte-order mark comes back byte for byte', (encoding) => {
    const text = 'name: é🙂\r\n';
    const content = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
    const bytes = Buffer.concat([Buffer.from(marks[encoding]), encoding === 'utf-16be' ? content.swap16() : content]);
    const file = decodeSourceFile('x', bytes) as SourceFile;
    expect(file).toMatchObject({ text, encoding, hasByteOrderMark: true });
    expect(Buffer.from(encodeSourceText(file, file.text)).equals(bytes)).toBe(true);
  });

  it('decodes to something that encodes to the same bytes, or fails', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...Object.values(marks), []), (content, mark) => {
        const bytes = Uint8Array.from([...mark, ...content]);
        const file = decodeSourceFile('x', bytes);
        if (!isDecodeFailure(file)) expect(encodeSourceText(file, file.text)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from('apiVersion: v1', 'utf16le'), { reason: 'utf-16-without-mark' }],
    ['a zero byte', Buffer.from('ab\0c'), { reason: 'binary', byteOffset: 2 }],
    ['a Latin-1 letter', Buffer.from('nam\xe9: x', 'latin1'), { reason: 'invalid-encoding', byteOffset: 3 }],
    ['half a letter at the end', Buffer.from([0x61, 0xc3]), { reason: 'invalid-encoding' }],
    ['an odd byte of UTF-16', Buffer.from([0xff, 0xfe, 0x61]), { reason: 'invalid-encoding', encoding: 'utf-16le' }],
    ['half a surrogate pair', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00]), { reason: 'invalid-encoding' }],
  ])('%s is a failure, with its place', (_, bytes, failure) => {
    expect(decodeSourceFile('x', bytes)).toMatchObject(failure);
  });
});

describe('text edits', () => {
  const edits = fc
    .uniqueArray(fc.nat(30), { minLength: 2, maxLength: 8 })
    .map((offsets) => offsets.sort((a, b) => a - b))
    .chain((offsets) =>
      fc.tuple(
        ...Array.from({ length: Math.floor(offsets.length / 2) }, (_, index) =>
          fc.string({ maxLength: 3 }).map(
            (newText): TextEdit => ({
              range: { start: offsets[index * 2] as number, end: offsets[index * 2 + 1] as number },
              newText,
            }),
          ),
        ),
      ),
    );

  it('touch nothing outside their ranges', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 31, maxLength: 40 }), edits, (text, list) => {
        const result = applyTextEdits(text, [...list].reverse());
        let at = 0;
        let from = 0;
        for (const { range, newText } of list) {
          const kept = text.slice(from, range.start);
          expect(result.slice(at, at + kept.length + newText.length)).toBe(kept + newText);
          at += kept.length + newText.length;
          from = range.end;
        }
        expect(result.slice(at)).toBe(text.slice(from));
      }),
    );
  });

  it('that overlap are refused', () => {
    const a = { range: { start: 0, end: 3 }, newText: '' };
    const b = { range: { start: 2, end: 4 }, newText: '' };
    expect(textEditsOverlap([a], [b])).toBe(true);
    expect(() => applyTextEdits('abcdef', [a, b])).toThrow(RangeError);
  });
});

it.each([
  ['plain.yaml', 'plain.yaml'],
  ['a b.yaml', "'a b.yaml'"],
  ["it's.yaml", `'it'\\''s.yaml'`],
  ['$(x).yaml', "'$(x).yaml'"],
  ["it's\n\u0085\\.yaml", "$'it\\047s\\012\\302\\205\\134.yaml'"],
])('shellWord(%j)', (word, quoted) => {
  expect(shellWord(word)).toBe(quoted);
});

it.each([
  ['Servcie', 'Service'],
  ['service', 'Service'],
  ['Deployment', undefined],
  ['Jobs', 'Job'],
  ['Work', 'WorkerPool'],
])('closestMatch(%j)', (word, match) => {
  expect(closestMatch(word, ['Service', 'Job', 'WorkerPool'])).toBe(match);
});

it('unifiedDiff shows three lines around a change, with the names git uses', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
  expect(unifiedDiff('./deploy/x.yaml', before, before.replace('e', 'E'))).toBe(
    '--- a/deploy/x.yaml\n+++ b/deploy/x.yaml\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
  );
  expect(unifiedDiff('x', 'same', 'same')).toBe('');
});

describe('the diff of a change that can be shown in one way only', () => {
  const common = fc.integer({ min: 0, max: 20 }).map((number) => `line ${number}\n`);
  const change = fc.record({
    removed: fc.subarray(['- a\n', '-- b\n', 'c\r\n']),
    added: fc.subarray(['+ d\n', '++ e\n', '\r\n']),
  });
  const parts = fc.array(fc.tuple(fc.array(common, { maxLength: 9 }), change), { minLength: 1, maxLength: 6 });

  it('is the one that a search for the smallest finds', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const before = all.map(([kept, { removed }]) => [...kept, ...removed].join('')).join('');
        const after = all.map(([kept, { added }]) => [...kept, ...added].join('')).join('');
        fc.pre(before !== '' && after !== '' && before !== after);
        expect(plainDiff('a b/x.yaml', before, after)).toBe(searchedDiff('a b/x.yaml', before, after));
      }),
    );
  });

  it('is only given for such a change, and is the one that a search finds', () => {
    const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n', 'e'), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        fc.pre(before !== after);
        const diff = plainDiff('x.yaml', before, after);
        if (diff !== undefined) expect(diff).toBe(searchedDiff('x.yaml', before, after));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a line that stands elsewhere, too', 'x.yaml', 'a\na\n', 'a\n'],
    ['lines in another order', 'x.yaml', 'a\nb\n', 'b\na\n'],
    ['no line end at the end', 'x.yaml', 'a', 'b\n'],
    ['a name that git quotes', 'ä.yaml', 'a\n', 'b\n'],
  ])('is left to the search: %s', (_, path, before, after) => {
    expect(plainDiff(path, before, after)).toBeUndefined();
  });
});

describe('unifiedDiff of very many lines', () => {
  const numbered = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word} ${index}`).join('\n');

  it.each([
    ['line ends at both ends', `${numbered('a')}\n`, `${numbered('b')}\n`],
    ['no line end before', numbered('a'), `${numbered('b')}\n`],
    ['no line end after', `${numbered('a')}\r\n`, numbered('b')],
  ])('replaces them all, as git apply takes it: %s', (_, before, after) => {
    const cwd = folderWith({ 'x.yaml': before });
    fs.writeFileSync(`${cwd}/x.patch`, unifiedDiff('x.yaml', before, after));
    execFileSync('git', ['init', '-q'], { cwd });
    execFileSync('git', ['apply', 'x.patch'], { cwd, stdio: 'ignore' });
    expect(fs.readFileSync(`${cwd}/x.yaml`, 'utf8')).toBe(after);
  });
});

describe('the lines that edits change', () => {
  const text = 'a\r\nbb\r\nccc\r\n';
  const at = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });

  it.each([
    ['within a line', [at(3, 5, 'x')], { first: 2, last: 2 }, ['x']],
    ['an insertion where a line begins', [at(3, 3, 'new\r\n')], { first: 2, last: 2 }, ['new', 'bb']],
    ['an insertion where a line ends', [at(5, 5, '\r\nnew')], { first: 2, last: 2 }, ['bb', 'new']],
    ['a line with its line end', [at(3, 7, '')], { first: 2, last: 2 }, []],
    ['a line end and the line behind it', [at(1, 5, '')], { first: 1, last: 2 }, ['a']],
    ['an insertion behind the last line end', [at(12, 12, 'new\r\n')], { first: 3, last: 3 }, ['ccc', 'new']],
    ['several, far apart', [at(7, 8, ''), at(0, 1, 'A')], { first: 1, last: 3 }, ['A', 'bb', 'cc']],
    ['the whole text', [at(0, 12, '')], { first: 1, last: 3 }, []],
  ])('%s', (_, edits, lines, newLines) => {
    expect(linesChangedBy(text, new LineIndex(text), edits)).toEqual({ lines, newLines });
  });

  it('a last line without a line end', () => {
    expect(linesChangedBy('a\nb', new LineIndex('a\nb'), [at(3, 3, '\nc')])).toEqual({
      lines: { first: 2, last: 2 },
      newLines: ['b', 'c'],
    });
  });
});
