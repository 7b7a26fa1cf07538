import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RULES } from '../rules/index.ts';
import { LOOKED_AT } from '../rules/looked-at.ts';
import { checkAtOnce } from '../src/cli/check-at-once.ts';
import { nodeFileSystem } from '../src/io/files.ts';
import { knowManifest } from '../src/lint/known-manifest.ts';
import { rulesetOf, rulesIn } from '../src/lint/ruleset.ts';
import { summariseOrdinary } from '../src/lint/summarise-ordinary.ts';
import { sourceFileOfText } from '../src/text/source-file.ts';
import { setFastReading } from '../src/yaml/fast-reading.ts';
import { ordinaryManifest } from './support/ordinary-manifest.ts';
import { folderWith, run, service, type World } from './support/run.ts';
import { mutatedText, randomOf } from './support/yaml-mutations.ts';

/** What the start of the program answers by itself is what the rest of it would say. */

afterEach(() => setFastReading(true));

const OTHER = service('other-app@acme-prod.iam.gserviceaccount.com', 'other');

/** The project's number is no other project's. */
const NUMBERED = service('numbered-app@acme-prod.iam.gserviceaccount.com', 'numbered').replace(
  'metadata:',
  "$&\n  namespace: '814577087058'",
);

const PLAIN_CONFIG = `# yaml-language-server: $schema=./node_modules/runlint/schemas/config.schema.json
extends: recommended
failOn: warning   # not only errors

rules:
  image-tag-fixed: off
  schema/output-only: warning

projects:
  acme-prod: '814577087058'

accounts:
  allowed:
  - '*@acme-prod.iam.gserviceaccount.com'
`;

const FILES = {
  'clean.yaml': service(),
  'other.yml': OTHER,
  'deep/er/clean.yaml': service('deep-app@acme-prod.iam.gserviceaccount.com', 'deep'),
  'dos.yaml': service('dos-app@acme-prod.iam.gserviceaccount.com', 'dos').replaceAll('\n', '\r\n'),
  'without.yaml': service(null),
  'shared.yaml': service(undefined, 'shared'),
  'silenced.yaml': `${OTHER}# runlint-ignore image-tag-fixed\n`,
  'latin1.yaml': Buffer.from(`# ä\n${OTHER}`, 'latin1'),
  'utf16.yaml': Buffer.from(`\uFEFF${OTHER}`, 'utf16le'),
  'marked.yaml': `\uFEFF${OTHER}`,
  'values.yaml': 'a: b\n',
  'empty.yaml': '',
  'prod/staging.yaml': service('web-run@acme-dev.iam.gserviceaccount.com', 'mixed'),
  'below/.runlint.yml': 'ignore: [deep]\n',
  'below/deep/clean.yaml': OTHER,
  'plain/runlint.yaml': PLAIN_CONFIG,
  'plain/clean.yaml': OTHER,
  'plain/deep/clean.yaml': service('deep-app@acme-prod.iam.gserviceaccount.com', 'deep'),
  'plain/deep/dev.yaml': service('web-app@acme-dev.iam.gserviceaccount.com', 'other'),
  'plain/nearer/.runlint.yml': '# nothing\n',
  'plain/nearer/dev.yaml': service('web-app@acme-dev.iam.gserviceaccount.com', 'nearer'),
  'plain/repository/.git/HEAD': '',
  'plain/repository/dev.yaml': service('web-run@acme-dev.iam.gserviceaccount.com', 'repository'),
  'plain/numbered.yaml': NUMBERED,
  'numbered.yaml': NUMBERED,
};

/** A manifest is checked beside each: what it says makes no difference to that. */
const PLAIN_CONFIGS: Readonly<Record<string, string>> = {
  empty: '',
  'only comments': '# nothing\n\n  # is set\n',
  'one marked as a document': '---\nfailOn: info\n',
  'one with carriage returns': 'failOn: info\r\nrules:\r\n  image-tag-fixed: off\r\n',
  'one without an end': 'rules:\n    image-tag-fixed: off # for now',
  'all that is plain': PLAIN_CONFIG,
  'rules in quotes': `extends: "recommended"\nrules:\n  service-account-dedicated: 'off'\n  schema/output-only: "error"\n`,
  suppressions: 'suppressions:\n  inline: false\n  requireReason: true\n',
  'an account that is named': 'accounts:\n  allowed: [other-app@acme-prod.iam.gserviceaccount.com]\n',
  'accounts by words': `accounts:\n  allowed:\n    - 'nobody@*'\n    - '{name}-app@{project}.iam.*'\n`,
  'any account': `accounts:\n  allowed: [ "{kind}@*" , '*' ]\n`,
};

/** What is more than plain, or wrong. */
const OTHER_CONFIGS: Readonly<Record<string, string | Uint8Array>> = {
  'a map in braces': 'rules: {image-tag-fixed: off}\n',
  'another ruleset': 'extends: strict\n',
  'another configuration': 'extends: ../other.yml\n',
  'a rule that is turned on': 'rules:\n  image-digest-pinned: warning\n',
  options: 'rules:\n  environment-value-not-secret:\n    options:\n      ignoredNames: [X]\n',
  'files to ignore': 'ignore:\n- clean.yaml\n',
  'another account': `accounts:\n  allowed: ['web-*']\n`,
  'no accounts': 'accounts:\n  allowed: []\n',
  'an unknown setting': 'rule:\n  image-tag-fixed: off\n',
  'an unknown rule': 'rules:\n  image-tag-fix: off\n',
  'a check that cannot be set': 'rules:\n  yaml/syntax: off\n',
  'a rule of nobody': 'rules:\n  acme/team-label: off\n',
  'a wrong severity': 'failOn: off\n',
  'a boolean': 'rules:\n  image-tag-fixed: false\n',
  'a text in place of a boolean': `suppressions:\n  inline: 'false'\n`,
  'a boolean of YAML 1.1': 'suppressions:\n  inline: yes\n',
  'a number without quotes': 'projects:\n  acme-prod: 814577087058\n',
  'an unknown word in braces': `accounts:\n  allowed: ['{team}@*', '*']\n`,
  'a key that stands twice': 'failOn: info\nfailOn: info\n',
  'a key without a value': 'rules:\nfailOn: info\n',
  'a value in two lines': 'failOn:\n  info\n',
  'a key below a value': 'failOn: info\n  rules: x\n',
  'an item below a list in brackets': `accounts:\n  allowed: ['*']\n    - '*'\n`,
  'two texts in one item': `accounts:\n  allowed:\n  - '*','*'\n`,
  'a line in another column': 'rules:\n    image-tag-fixed: off\n  image-digest-pinned: off\n',
  'two documents': 'failOn: info\n---\nfailOn: info\n',
  'a byte-order mark': '\uFEFFfailOn: info\n',
  'UTF-16': Buffer.from('\uFEFFfailOn: info\n', 'utf16le'),
  'no UTF-8': Buffer.from('# ä\n', 'latin1'),
  'a control character': '# \u0007\nfailOn: info\n',
  'a tab': 'rules:\n\timage-tag-fixed: off\n',
};

const ORDINARY: readonly (readonly [readonly string[], World?])[] = [
  [['clean.yaml']],
  [['check', 'clean.yaml']],
  [['check', '--', 'clean.yaml', 'other.yml', 'deep/er/clean.yaml', 'dos.yaml']],
  [['check', '--ignore-unknown', '--', './clean.yaml', 'deep/../other.yml']],
  [['clean.yaml'], { isTerminal: true }],
  [['clean.yaml'], { isTerminal: true, env: { NO_COLOR: '1' } }],
  [['plain/clean.yaml', 'plain/deep/clean.yaml', 'clean.yaml', 'plain/nearer/dev.yaml', 'plain/repository/dev.yaml']],
  [['numbered.yaml']],
  [['clean.yaml'], { env: { FORCE_COLOR: '1', GITHUB_STEP_SUMMARY: '/nowhere' } }],
];

const OTHERS: readonly (readonly string[])[] = [
  [],
  ['.'],
  ['deep'],
  ['check'],
  ['missing.yaml'],
  ['folder.yaml'],
  ['clean.yaml', 'missing.yaml'],
  ['clean.yaml', '--exit-zero'],
  ['fix', 'clean.yaml'],
  ['fix.yaml'],
  ['*.yaml'],
  ['clean.yaml', 'clean.yaml'],
  ['clean.yaml', 'link.yaml'],
  ['clean.yaml', 'shared.yaml'],
  ['without.yaml'],
  ['clean.yaml', 'without.yaml'],
  ['silenced.yaml'],
  ['latin1.yaml'],
  ['utf16.yaml'],
  ['marked.yaml'],
  ['values.yaml'],
  ['check', '--ignore-unknown', '--', 'clean.yaml', 'values.yaml'],
  ['empty.yaml'],
  ['prod/staging.yaml'],
  ['plain/clean.yaml', 'plain/deep/dev.yaml'],
  ['plain/numbered.yaml'],
  ['clean.yaml', 'below/deep/clean.yaml'],
  ['-clean.yaml'],
  ['check', '--', '-clean.yaml'],
];

function filledFolder(): string {
  const cwd = folderWith(FILES);
  fs.mkdirSync(join(cwd, 'folder.yaml'));
  fs.symlinkSync('clean.yaml', join(cwd, 'link.yaml'));
  return cwd;
}

describe('the start of the program', () => {
  it.each(ORDINARY.map(([argv, world = {}]) => [argv, world] as const))(
    'answers what the rest would: %j %j',
    async (argv, world) => {
      const cwd = filledFolder();
      expect(isAnswered(argv, { ...world, cwd })).toBe(true);
      const answer = await run(argv, { ...world, cwd });
      expect(answer.stdout).toContain('No problems found');
      setFastReading(false);
      expect(await run(argv, { ...world, cwd })).toEqual(answer);
    },
  );

  it.each(OTHERS.map((argv) => [argv]))('leaves to the rest, before it prints anything: %j', async (argv) => {
    const cwd = filledFolder();
    expect(isAnswered(argv, { cwd })).toBe(false);
    const answer = await run(argv, { cwd });
    setFastReading(false);
    expect(await run(argv, { cwd })).toEqual(answer);
  });

  it.each(Object.entries(PLAIN_CONFIGS))('answers beside a configuration that is %s', async (_, config) => {
    const cwd = folderWith({ 'runlint.yaml': config, 'clean.yaml': OTHER });
    expect(isAnswered(['clean.yaml'], { cwd })).toBe(true);
    const answer = await run(['clean.yaml'], { cwd });
    setFastReading(false);
    expect(await run(['clean.yaml'], { cwd })).toEqual(answer);
  });

  it.each(Object.entries(OTHER_CONFIGS))('leaves to the rest what has a configuration with %s', async (_, config) => {
    const cwd = folderWith({ 'runlint.yaml': config, 'clean.yaml': OTHER });
    expect(isAnswered(['clean.yaml'], { cwd })).toBe(false);
  });

  it('follows a link to a configuration', async () => {
    const cwd = folderWith({ 'clean.yaml': OTHER, 'shared/plain.yaml': PLAIN_CONFIG });
    fs.symlinkSync('shared/plain.yaml', join(cwd, 'runlint.yaml'));
    expect(isAnswered(['clean.yaml'], { cwd })).toBe(true);
    fs.writeFileSync(join(cwd, 'shared/plain.yaml'), 'nonsense: true\n');
    expect(isAnswered(['clean.yaml'], { cwd })).toBe(false);
  });

  it('leaves to the rest what has a configuration that is a folder', () => {
    expect(isAnswered(['clean.yaml'], { cwd: folderWith({ 'runlint.yaml/a.txt': '', 'clean.yaml': OTHER }) })).toBe(false);
  });

  it('reads each configuration once', () => {
    const read: string[] = [];
    const readFileSync = ((path: string, encoding: 'utf8') => {
      read.push(basename(path));
      return fs.readFileSync(path, encoding);
    }) as typeof fs.readFileSync;
    expect(isAnswered(['plain/clean.yaml', 'plain/deep/clean.yaml'], { cwd: filledFolder(), disk: { readFileSync } })).toBe(true);
    expect(read.sort()).toEqual(['clean.yaml', 'clean.yaml', 'runlint.yaml']);
  });

  it.skipIf(process.platform === 'win32')('leaves a pipe to the rest, unread', () => {
    const cwd = folderWith({});
    execFileSync('mkfifo', [join(cwd, 'pipe.yaml')]);
    const disk = { openSync: () => expect.fail('the pipe is opened') };
    expect(isAnswered(['pipe.yaml'], { cwd, disk })).toBe(false);
  });
});

it('the start knows enough of the words that rules look at to know what the rest knows', () => {
  const random = randomOf(20261123);
  const manifests = Array.from({ length: 500 }, () => ordinaryManifest(random));
  const recommended = rulesetOf(rulesIn('recommended', RULES));
  const words = [...new Set(recommended.rules.flatMap(({ rule }) => rule.looksAt ?? []))];
  const named = words.map((word) => `${service()}        env:\n        - name: ${word}\n          value: x\n`);
  const texts = [...manifests, ...named, ...Array.from({ length: 1000 }, () => mutatedText(manifests, random))];
  const known = texts.filter((text, index) => {
    const path = index % 2 ? 'service.yaml' : 'deploy/prod/service.yaml';
    const isKnown = knowManifest(path, text, (kind) => LOOKED_AT[kind]) !== undefined;
    expect(summariseOrdinary(sourceFileOfText(path, text), recommended, {}) !== undefined, text).toBe(isKnown);
    return isKnown;
  });
  expect(known.length).toBeGreaterThan(400);
});

/** Whether the start answers by itself; what it leaves to others it must not have printed anything of. */
function isAnswered(argv: readonly string[], { cwd = '', env = {}, isTerminal = false, disk }: World): boolean {
  const printed: unknown[] = [];
  const output = { isTerminal, columns: 80, write: (text: unknown) => void printed.push(text) };
  const host = { cwd, env, stdout: output, stderr: output, disk: { ...nodeFileSystem, ...disk } };
  const isAnswer = checkAtOnce(argv, {
    ...host,
    today: '',
    now: () => 0,
    isInputTerminal: () => false,
    readStdin: () => Buffer.of(),
  });
  expect(printed).toHaveLength(isAnswer ? 1 : 0);
  return isAnswer;
}
