import { describe, expect, it } from 'vitest';
import { run, service } from './support/run.ts';

/**
 * Texts that are made to keep a reader busy, or to bring it down: with each, the time or the stack that one parser or
 * another needs grows faster than the text. All are read in this one process: near the limit of the stack it is the second
 * text that ends it.
 */

/** `RUNLINT_HOSTILE=all` asks for the largest texts, too, of which some take ten seconds. */
const isThorough = process.env['RUNLINT_HOSTILE'] === 'all';
if (!isThorough) process.stderr.write('The largest hostile texts are left out: RUNLINT_HOSTILE=all has them read, too.\n');

const MANY = isThorough ? 40_000 : 5000;

const OLD = 'web-app@acme-prod.iam.gserviceaccount.com';
const NEW = 'new-web@acme-prod.iam.gserviceaccount.com';
const manifest = service(OLD);
/** What stands behind it is read as all the rest is, and judged by no rule: Cloud Run writes it. */
const status = `${manifest}status:`;

const READ = 'info: status: Cloud Run sets this itself [schema/output-only]';
const TOO_DEEP = 'error: Maps and lists are nested deeper than 100 levels: not read any further [yaml/limit]';
const TOO_MANY_WORDS = tooMany('1000000 words, signs and line ends');
const TOO_MANY_ANCHORS = tooMany('1000 anchors, aliases, tags and directives');
const TOO_MANY_VALUES =
  'error: With its aliases written out this manifest holds more than 100000 values, and was not held against the schema [yaml/limit]';

describe('is read, and nothing else of it is changed', () => {
  it.each<[name: string, text: string, ...said: string[]]>([
    ['many keys', `${status}\n${many(MANY, (index) => `  key${index}: v\n`)}`, READ],
    ['many keys on one line', `${status} {${many(MANY, (index) => `key${index}: ${index}, `)}}\n`, READ],
    [
      'a key again and again',
      `${status}\n${'  key: v\n'.repeat(MANY)}`,
      READ,
      'error: The key "key" appears twice in this map: gcloud uses the first, other tools the last [yaml/duplicate-key]',
    ],
    ['many merges', `${status}\n  a: &a {b: c}\n  d: {<<: [${'*a, '.repeat(900)}]}\n`, READ],
    ['a chain of merges', withAnnotations('*m300', mergeChain(300)), TOO_MANY_VALUES],
    ['an alias bomb', `${status}\n${bomb(8)}`, READ],
    ['an alias bomb where variables are', withVariables('*l8', bomb(8)), TOO_MANY_VALUES],
    ['many aliases', `${status}\n  a: &a [b]\n  c:\n${'  - *a\n'.repeat(900)}`, READ],
    [
      'keys in keys',
      `${status}\n  ${'? '.repeat(90)}a\n`,
      READ,
      'error: gcloud cannot read a map or a list as a key [yaml/unreadable-value]',
    ],
    [
      'braces in braces',
      `${status} ${'{'.repeat(90)}a${'}'.repeat(90)}\n`,
      'warning: This is an unrendered template, which gcloud cannot read [manifest/template]',
    ],
    ['a long list', `${status}\n${many(MANY, (index) => `- ${index}\n`)}`, READ],
    ['a long list on one line', `${status} [${many(MANY, (index) => `${index}, `)}]\n`, READ],
    ['a long plain text', `${status} ${'word '.repeat(MANY)}\n`, READ],
    ['a plain text of many lines', `${status}\n${'  word\n'.repeat(MANY)}`, READ],
    ['a long text in double quotes', `${status} "${'\\" \\u0061'.repeat(MANY)}"\n`, READ],
    ['a text in double quotes of many lines', `${status} "${'word\n  '.repeat(MANY)}"\n`, READ],
    ['a long text in single quotes', `${status} '${"it''s ".repeat(MANY)}'\n`, READ],
    ['a text in single quotes of many lines', `${status} '${"it''s\n  ".repeat(MANY)}'\n`, READ],
    ['a long literal text', `${status} |\n${'  [[{{ word\n'.repeat(MANY)}`, READ],
    ['a long folded text', `${status} >\n${'  [[{{ word\n'.repeat(MANY)}`, READ],
    ['lines that end in CRLF', `${status}\n${many(MANY, (index) => `- ${index}\n`)}`.replaceAll('\n', '\r\n'), READ],
    [
      'many documents',
      `${manifest}${'---\na: b\n'.repeat(MANY)}`,
      'error: A second document begins here, and gcloud takes one at a time [manifest/several-documents]',
    ],
    ['many blanks', filled(manifest, ' ')],
    ['many tabs', filled(manifest, '\t'), 'error: gcloud does not accept a tab here; use spaces [yaml/tab]'],
  ])('%s', async (_, text, ...said) => {
    expect(await messagesOn(text)).toEqual(said);
    const { stdout, exitCode } = await run(['set-service-account', NEW, '-'], { stdin: text });
    expect(stdout === text.replace(OLD, NEW)).toBe(true);
    expect(exitCode).toBe(0);
  });
});

describe('is refused for one reason', () => {
  it.each<[name: string, text: string, said: string]>([
    ['lists in lists', `${status}\n  ${'- '.repeat(10_000)}a\n`, TOO_DEEP],
    ['lists in lists on one line', `${status} ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, TOO_DEEP],
    ['lists in lists without an end', `${status} ${'['.repeat(10_000)}`, TOO_DEEP],
    ['maps in maps', `${status}\n${many(3000, (index) => `${' '.repeat(index + 1)}a:\n`)}`, TOO_DEEP],
    ['maps in maps on one line', `${status} ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}\n`, TOO_DEEP],
    ['braces in braces', `${status} ${'{'.repeat(400)}a${'}'.repeat(400)}\n`, TOO_DEEP],
    ['braces in braces without an end', `${status} ${'{'.repeat(500)}`, TOO_DEEP],
    ['keys in keys', `${status}\n  ${'? '.repeat(500)}a\n`, TOO_DEEP],
    ['colons', filled(`${status} `, ': '), TOO_DEEP],
    ['many tags', `${status}\n${many(MANY, (index) => `  key${index}: !t${index} v\n`)}`, TOO_MANY_ANCHORS],
    ['many tags of nothing', filled(`${status} `, '! '), TOO_MANY_ANCHORS],
    [
      'many anchors',
      `${status}\n${many(MANY, (index) => `  a${index}: &a${index} v\n  b${index}: *a${index}\n`)}`,
      TOO_MANY_ANCHORS,
    ],
    ['many aliases', `${status}\n  a: &a [b]\n  c:\n${'  - *a\n'.repeat(5000)}`, TOO_MANY_ANCHORS],
    ['a chain of merges', `${status}\n${mergeChain(MANY)}`, TOO_MANY_ANCHORS],
    ['many documents with directives', `${manifest}...\n${'%YAML 1.1\n---\na: b\n...\n'.repeat(MANY)}`, TOO_MANY_ANCHORS],
    ['many errors', `${status}\n${'  ] a: b: "c" d\n'.repeat(MANY)}`, 'error: This does not belong here [yaml/syntax]'],
    ['closing braces', filled(`${status} `, '}'), 'error: This does not belong here [yaml/syntax]'],
    [
      'percent signs',
      filled(`${status} `, '%'),
      'error: A value cannot start with this character; put it in quotes [yaml/syntax]',
    ],
    ['exclamation marks', filled(`${status} `, '!'), 'error: The tag cannot be resolved [yaml/syntax]'],
    [
      'a quote that is not closed',
      filled(`${status} "`, 'word\n  '),
      'error: The double quote that is opened here is not closed [yaml/syntax]',
    ],
    [
      'lines that end in CR',
      filled(manifest, '# a\r'),
      'error: gcloud treats U+000D as a line end, but editors do not show it as one, so what follows may be read differently [yaml/line-separator]',
    ],
    ['zeros', filled(manifest, '\0'), 'error: The file is not text: byte 252 is zero [file/binary]'],
  ])('%s', async (_, text, said) => {
    expect(await messagesOn(text)).toEqual([said]);
  });

  it('whatever is nested, at any depth', async () => {
    for (const opening of ['[', '{a: ', '- ', '? ', '{'])
      for (let levels = 500; levels < 6000; levels += 500)
        expect(await messagesOn(`${status} ${opening === '[' || opening === '{' ? '' : '\n'}${opening.repeat(levels)}a`)).toEqual(
          [TOO_DEEP],
        );
  });
});

describe.skipIf(!isThorough)('takes seconds, and is refused for one reason', () => {
  it.each<[name: string, text: string, said: string]>([
    [
      'many variables',
      `${manifest}        env:\n${many(40_000, (index) => `        - {name: V${index}, value: v}\n`)}`,
      TOO_MANY_VALUES,
    ],
    ['comments', filled(manifest, '# a\n'), TOO_MANY_WORDS],
    ['items', filled(`${status}\n`, '- a\n'), TOO_MANY_WORDS],
    ['empty documents', filled(manifest, '---\n'), TOO_MANY_WORDS],
    ['commas', filled(`${status} [`, ','), TOO_MANY_WORDS],
    ['blank lines', filled(manifest, '\n'), TOO_MANY_WORDS],
    ['many directives', `${filled('', '%a\n').slice(manifest.length + 4)}---\n${manifest}`, TOO_MANY_ANCHORS],
  ])('%s', async (_, text, said) => {
    expect(await messagesOn(text)).toEqual([said]);
  });
});

/** What is said of a text, each thing once, and without its place. */
async function messagesOn(text: string): Promise<string[]> {
  const { stdout, exitCode } = await run(['check', '--reporter', 'compact', '-'], { stdin: text });
  const lines = stdout.split('\n').slice(0, -1);
  expect(lines.length).toBeLessThanOrEqual(201);
  expect(exitCode).toBe(stdout.includes(': error: ') ? 1 : 0);
  return [...new Set(lines.map((line) => line.replace(/^<stdin>:\d+:\d+: /, '')))];
}

function tooMany(things: string): string {
  return `error: There are more than ${things}: not read any further [yaml/limit]`;
}

function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

/** A text of the largest size that is read, 5 MiB, of one thing over and over. */
function filled(before: string, part: string): string {
  return before + part.repeat(Math.floor((5 * 1024 * 1024 - before.length) / part.length));
}

/** Lists of ten lists of ten lists: what the last stands for has 10 to the power of so many values. */
function bomb(levels: number): string {
  return `  l0: &l0 [x]\n${many(levels, (index) => `  l${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(10)}]\n`)}`;
}

/** Maps that have all of the one before twice. */
function mergeChain(levels: number): string {
  return `  m0: &m0 {a: b}\n${many(levels, (index) => `  m${index + 1}: &m${index + 1} {<<: [*m${index}, *m${index}]}\n`)}`;
}

/** A Service whose annotations are what an alias stands for. */
function withAnnotations(alias: string, anchors: string): string {
  return manifest.replace('metadata:\n', `status:\n${anchors}metadata:\n  annotations: ${alias}\n`);
}

/** A Service whose variables are what an alias stands for. */
function withVariables(alias: string, anchors: string): string {
  return `${manifest.replace('metadata:\n', `status:\n${anchors}metadata:\n`)}        env: ${alias}\n`;
}
