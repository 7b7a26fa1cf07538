import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
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
  'configured/runlint.yaml': 'rules: {image-tag-fixed: off}\n',
  'configured/clean.yaml': OTHER,
  'below/.runlint.yml': 'ignore: [deep]\n',
  'below/deep/clean.yaml': OTHER,
};

const ORDINARY: readonly (readonly [readonly string[], World?])[] = [
  [['clean.yaml']],
  [['check', 'clean.yaml']],
  [['check', '--', 'clean.yaml', 'other.yml', 'deep/er/clean.yaml', 'dos.yaml']],
  [['check', '--ignore-unknown', '--', './clean.yaml', 'deep/../other.yml']],
  [['clean.yaml'], { isTerminal: true }],
  [['clean.yaml'], { isTerminal: true, env: { NO_COLOR: '1' } }],
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
  ['configured/clean.yaml'],
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
