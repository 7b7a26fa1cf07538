import { SPECIAL_SCALARS } from './special-scalars.ts';
import { oneOf, type Random } from './yaml-mutations.ts';

/** How a document is written from its first line to its last. */
interface Style {
  readonly indent: string;
  readonly listIndent: string;
  readonly hasComments: boolean;
  readonly random: Random;
}

const COMMENTS = ['# a comment', '#', '#!', '# it\'s: "odd" {[', '# é 🙂', '#   blanks   ', '# - a', '# a: b', '# ---'];

/** Maps and lists in block style as people write them, and now and then a scalar that is not what it seems. */
export function writtenYaml(random: Random): string {
  const style: Style = {
    indent: oneOf(['  ', '  ', ' ', '    '], random),
    listIndent: oneOf(['', '  '], random),
    hasComments: random(2) === 0,
    random,
  };
  const documents = Array.from({ length: random(8) === 0 ? 3 : 1 }, () => blockLines(style, 3));
  const marker = oneOf(['---', '--- # next', '---  '], random);
  const lines = documents.flatMap((document, index) => [...(index > 0 || random(4) === 0 ? [marker] : []), ...document]);
  return lines.join(oneOf(['\n', '\n', '\r\n'], random)) + oneOf(['\n', '\n', '\r\n', '', '\n\n'], random);
}

function blockLines(style: Style, depth: number): string[] {
  const { random } = style;
  const isMap = random(3) > 0;
  const parts = Array.from({ length: 1 + random(4) }, (_, index) =>
    isMap ? entryLines(style, depth, index) : itemLines(style, depth),
  );
  return parts.flatMap((lines) => [...linesBetween(style), ...lines]);
}

function linesBetween({ hasComments, random }: Style): string[] {
  if (!hasComments || random(3) > 0) return [];
  return oneOf([[''], ['', ''], ['   '], [' '.repeat(random(4)) + oneOf(COMMENTS, random)]], random);
}

function entryLines(style: Style, depth: number, index: number): string[] {
  const { random } = style;
  const name = oneOf(
    [`key${index}`, `key${index}`, `key.${index}/x`, `"key ${index}"`, `'${index}'`, String(index), `key ${index} `],
    random,
  );
  const key = random(30) === 0 ? oneOf(SPECIAL_SCALARS, random) : name;
  if (depth === 0 || random(3) > 0) return valueLines(style, `${key}:`, depth);
  const value = blockLines(style, depth - 1);
  const isList = value.some((line) => line.startsWith('-'));
  return [`${key}:${lineEnd(style)}`, ...indented(value, isList ? style.listIndent : style.indent)];
}

function itemLines(style: Style, depth: number): string[] {
  const { random } = style;
  if (depth === 0 || random(3) > 0) return valueLines(style, '-', depth);
  const value = blockLines(style, depth - 1);
  if (random(6) === 0 || !/^[^\s#]/.test(value[0] as string)) return [`-${lineEnd(style)}`, ...indented(value, '  ')];
  const gap = oneOf([' ', ' ', '   '], random);
  return [`-${gap}${value[0]}`, ...indented(value.slice(1), ` ${gap}`)];
}

/** A scalar, a literal block or a flow collection behind its key or its dash. */
function valueLines(style: Style, before: string, depth: number): string[] {
  const { random } = style;
  const kind = random(12);
  if (kind === 0) return [`${before}${lineEnd(style)}`];
  if (kind === 1) return [`${before} ${oneOf(['|', '|-'], random)}${lineEnd(style)}`, ...literalLines(style)];
  const value = kind === 2 || kind === 3 ? flow(style, depth) : scalar(random);
  return [`${before}${oneOf([' ', ' ', '   '], random)}${value}${lineEnd(style)}`];
}

function lineEnd({ hasComments, random }: Style): string {
  return hasComments && random(6) === 0
    ? oneOf([`  ${oneOf(COMMENTS, random)}`, ' ', ` ${oneOf(COMMENTS, random)}`], random)
    : '';
}

function literalLines({ random }: Style): string[] {
  const lines = Array.from({ length: 1 + random(4) }, () =>
    oneOf(['text', 'a: b', '# no comment', '- x', '', '  deeper', 'blank '], random),
  );
  return ['    first', ...lines.map((line) => (line === '' ? oneOf(['', '  ', '    '], random) : `    ${line}`))];
}

function flow(style: Style, depth: number): string {
  const { random } = style;
  const value = () => (depth > 0 && random(4) === 0 ? flow(style, depth - 1) : scalar(random));
  const comma = oneOf([', ', ',', ' , '], random);
  const space = oneOf(['', '', ' '], random);
  const values = Array.from({ length: random(4) }, value);
  if (random(2) === 0) return `[${space}${values.join(comma)}${space}]`;
  const entries = values.map((one, index) => `${oneOf([`k${index}: `, `"k${index}":`, `"k${index}": `], random)}${one}`);
  return `{${space}${entries.join(comma)}${space}}`;
}

function scalar(random: Random): string {
  const plain = oneOf(['text', 'some text', '8080', 'true', '0.5', '512Mi', 'gcr.io/a/b:c', '--flag', '$(VAR)', 'né'], random);
  const quoted = oneOf(["'1'", '"a # b"', "'it''s'", '"\\n \\" \\u00e9"', '""', "''", '"a: b"', "'- a'"], random);
  return oneOf([plain, plain, quoted, random(4) === 0 ? oneOf(SPECIAL_SCALARS, random) : plain], random);
}

function indented(lines: readonly string[], indent: string): string[] {
  return lines.map((line) => (line.trim() === '' ? line : indent + line));
}
