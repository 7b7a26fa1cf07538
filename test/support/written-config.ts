import { oneOf, type Random } from './yaml-mutations.ts';

/** The text of a configuration as people write them, mostly plain, now and then wrong or more than plain. */
export function writtenConfig(random: Random): string {
  const lineEnd = oneOf(['\n', '\n', '\n', '\r\n'], random);
  const before = oneOf(['', '', '---\n', '# yaml-language-server: $schema=config.schema.json\n', '\n'], random);
  const sections = SECTIONS.filter(() => random(2) > 0).map((section) => section(random));
  const lines = (random(2) ? sections : sections.reverse()).flatMap((section) => withComments(section, random));
  return (before + lines.join('\n') + oneOf(['\n', '\n', '', '\n\n# end\n'], random)).replaceAll('\n', lineEnd);
}

type Section = (random: Random) => readonly string[];

const SECTIONS: readonly Section[] = [
  (random) => [`extends: ${drawn(['recommended'], ['strict', '[recommended]', 'all', 'other.yaml'], random)}`],
  (random) => [`failOn: ${drawn(['error', 'warning', 'info'], ['off', 'Error', 'true'], random)}`],
  (random) => block('rules:', random, () => `${drawn(IDS, OTHER_IDS, random)}: ${drawn(SEVERITIES, OTHER_SEVERITIES, random)}`),
  (random) =>
    block('projects:', random, () => `${drawn(PROJECTS, OTHER_PROJECTS, random)}: ${drawn(NUMBERS, OTHER_NUMBERS, random)}`),
  (random) => ['accounts:', ...indented(allowed(random), random)],
  (random) =>
    block(
      'suppressions:',
      random,
      () => `${oneOf(['inline', 'requireReason'], random)}: ${drawn(['true', 'false'], ['yes', "'true'", 'True'], random)}`,
    ),
];

const IDS = ['image-tag-fixed', 'service-account-dedicated', 'schema/output-only', 'yaml/duplicate-key', 'traffic-tag-unique'];
const OTHER_IDS = ['image-digest-pinned', 'image-tag-fix', 'yaml/syntax', 'acme/team-label', '"image-tag-fixed"', 'rules'];
const SEVERITIES = ['error', 'warning', 'info', 'off'];
const OTHER_SEVERITIES = ['on', 'fatal', '{severity: off}', '', 'false', '"off'];
const PROJECTS = ['acme-prod', 'acme-dev', 'other-project'];
const OTHER_PROJECTS = ['acme.com:prod', '123456', "'acme-prod'", 'acme prod'];
const NUMBERS = ["'100200300400'", '"814577087058"'];
const OTHER_NUMBERS = ['100200300400', "''", "'1_0'", "'12345678901234567890'"];
const PATTERNS = [
  "'*@acme-prod.iam.gserviceaccount.com'",
  "'{name}-run@{project}.iam.gserviceaccount.com'",
  '"*-run@acme-prod.*"',
  "'*'",
];
const BARE_PATTERNS = ['web-run@acme-prod.iam.gserviceaccount.com', 'job-run@acme-dev.iam.gserviceaccount.com'];
const OTHER_PATTERNS = ["'{team}@x'", '*@acme', '{name}@x', "'it''s'", '"a\\tb"', 'true', '1', "''", "'a, b'"];

/** Rarely one that is not plain. */
function drawn(plain: readonly string[], others: readonly string[], random: Random): string {
  if (random(30) === 0) return oneOf(others, random);
  const text = oneOf(plain, random);
  return /^\w+$/.test(text) && random(5) === 0 ? oneOf([`'${text}'`, `"${text}"`], random) : text;
}

function allowed(random: Random): string[] {
  const patterns = Array.from({ length: 1 + random(3) }, () => drawn([...PATTERNS, ...BARE_PATTERNS], OTHER_PATTERNS, random));
  const space = oneOf(['', ' '], random);
  if (random(2)) return [`allowed: [${space}${patterns.join(oneOf([', ', ',', ' , '], random))}${space}]`];
  const items = patterns.map((pattern) => `- ${pattern}`);
  return ['allowed:', ...(random(2) ? items : indented(items, random))];
}

/** A key with one to three lines below it, nearly always of different keys. */
function block(key: string, random: Random, line: () => string): string[] {
  const lines = Array.from({ length: 1 + random(3) }, line);
  const byKey = new Map(lines.map((text) => [text.split(':')[0], text]));
  return [key, ...indented(random(20) ? [...byKey.values()] : lines, random)];
}

function indented(lines: readonly string[], random: Random): string[] {
  const indent = oneOf(['  ', '  ', '    ', ' '], random);
  return lines.map((line) => indent + line);
}

function withComments(lines: readonly string[], random: Random): string[] {
  return lines.flatMap((line) => {
    if (random(6)) return line;
    return oneOf([[`${line} # why: 'so'`], [`${line}  `], [line, ''], ['      # - deeper', line], [line, '#c']], random);
  });
}
