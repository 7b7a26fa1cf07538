/** Texts that are nearly what people write: what readers of YAML are compared on. The same seed gives the same texts. */

/** A whole number from zero, below `limit`. */
export type Random = (limit: number) => number;

/** mulberry32 of Tommy Ettinger, which is in the public domain. */
export function randomOf(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** What means something in YAML, looks as if it did, or is no letter. */
const FRAGMENTS = [
  ...' \n:#-?,[]{}&*!|>\'"%@`~=<.\\/_+0123456789ayntfoexbZT\t\r',
  ...['\u0000', '\u007f', '\u0085', '\u00a0', '\u00e9', '\u2028', '\u3000', '\ufeff', '\ud800', '\u{1f642}'],
  ...[
    ': ',
    ' #',
    '# ',
    '- ',
    '? ',
    '\n\n',
    '\r\n',
    '  ',
    '\n  ',
    '\n- ',
    ' - ',
    ':\n',
    ' :',
    ', ',
    '[]',
    '{}',
    "''",
    '""',
    '\\"',
  ],
  ...['---', '...', '---\n', '\n---\n', '\n...\n', '--- ', '%YAML 1.2\n', '<<', '<<: ', '<<<<<<< ', '&a ', '*a', '!!str ', '! '],
  ...['|', '|-', '|+', '|2', '>', '>-', ': |\n', ' # c', ' #c\n', '# c\n', '\n # c', '\n# c\n'],
  ...[
    'yes',
    'no',
    'null',
    'true',
    '0x1F',
    '010',
    '0b1',
    '1_000',
    '1e3',
    '.5',
    '-.inf',
    '.nan',
    '12:30',
    '2024-01-02',
    '=',
    '-1',
    '+1',
  ],
  ...[
    'a',
    'a: b',
    'a: b\n',
    '- a\n',
    '[a, b]',
    '{a: b}',
    '{"a":1}',
    '"a"',
    "'a'",
    '"a": b',
    'a b',
    '__proto__',
    'constructor: 1\n',
  ],
  ...['\\n', '\\u0041', '\\x41', '\\e', '\\', 'é: è', '\u00a0: x', 'a\u00a0#b', '- - a', '- a: b\n  c: d'],
];

type Mutation = (text: string, random: Random, others: readonly string[]) => string;

const MUTATIONS: readonly Mutation[] = [
  (text, random) => splice(text, random(text.length + 1), 0, oneOf(FRAGMENTS, random)),
  (text, random) => splice(text, random(text.length + 1), 0, oneOf(FRAGMENTS, random)),
  (text, random) => splice(text, random(text.length + 1), 1, ''),
  (text, random) => splice(text, random(text.length + 1), 1, oneOf(FRAGMENTS, random)),
  (text, random) => splice(text, random(text.length + 1), random(8), ''),
  (text, random) => changeLines(text, (lines) => lines.splice(random(lines.length), 1)),
  (text, random) => changeLines(text, (lines) => lines.splice(random(lines.length), 0, oneOf(lines, random))),
  (text, random) => changeLines(text, (lines) => swap(lines, random(lines.length), random(lines.length))),
  (text, random) => changeLine(text, random, (line) => ' '.repeat(1 + random(3)) + line),
  (text, random) => changeLine(text, random, (line) => line.replace(/^ {1,2}/, '')),
  (text, random) => changeLine(text, random, (line) => line.replace(/( *)(- |[\w.]+: *)/, '$1$2$2')),
  (text, random) => changeLine(text, random, (line) => `${line}${oneOf(['\n', '\r\n', ' ', ' # c', '#', '\n\n'], random)}`),
  (text, random) => changeLine(text, random, (line) => line.replace(/([:-] +)([^\r\n]*)/, `$1${quoted('$2', random)}`)),
  (text, random) => changeLine(text, random, (line) => line.replace(/([:-] +)([^\r\n]*)/, `$1${oneOf(FRAGMENTS, random)}`)),
  (text, random) => changeLine(text, random, (line) => line.replace(/["']/, oneOf(['', '"', "'"], random))),
  (text, random, others) =>
    changeLines(text, (lines) => lines.splice(random(lines.length), 0, lineOf(oneOf(others, random), random))),
  (text) => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'),
  (text, random) => text.slice(0, random(text.length + 1)),
  (text, random, others) => `${text}${oneOf(['---\n', '\n---\n', '--- # c\n', ''], random)}${oneOf(others, random)}`,
];

/** One of the texts with up to six changes. */
export function mutatedText(texts: readonly string[], random: Random): string {
  let text = oneOf(texts, random);
  for (let count = random(7); count > 0; count--) text = oneOf(MUTATIONS, random)(text, random, texts);
  return text;
}

export function oneOf<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)] as Item;
}

function splice(text: string, at: number, length: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + length);
}

/** Lines with their line ends. */
function changeLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split(/(?<=\n)/);
  change(lines);
  return lines.join('');
}

function changeLine(text: string, random: Random, change: (line: string) => string): string {
  return changeLines(text, (lines) => {
    const index = random(lines.length);
    lines[index] = change(lines[index] as string);
  });
}

function swap(lines: string[], first: number, second: number): void {
  [lines[first], lines[second]] = [lines[second] as string, lines[first] as string];
}

function quoted(text: string, random: Random): string {
  return oneOf(['"', "'", '[', '{a: ', '|\n', '- '], random) + text + oneOf(['"', "'", ']', '}', '', ' # c'], random);
}

function lineOf(text: string, random: Random): string {
  return oneOf(text.split(/(?<=\n)/), random);
}
