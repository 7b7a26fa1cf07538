import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { REPORTER_NAMES as REPORTERS } from '../src/cli/reporter-option.ts';
import { setFastReading } from '../src/yaml/fast-reading.ts';
import { TESTDATA } from './support/paths.ts';
import { folderWith, type Run, run } from './support/run.ts';

afterEach(() => setFastReading(true));

const CORPUS = process.env['RUNLINT_CORPUS'];

/** Some of the cases and of what prints them; all, and real manifests, where RUNLINT_READERS is `all`: that takes minutes. */
const IS_ALL = process.env['RUNLINT_READERS'] === 'all';
const FOLDERS: readonly string[] = IS_ALL
  ? [TESTDATA, ...(CORPUS ? [join(CORPUS, 'manifests')] : [])]
  : ['checks/manifest', 'checks/yaml', 'manifests', 'ordinary', 'suppressions'].map((folder) => join(TESTDATA, folder));

it.each([
  ...(IS_ALL ? REPORTERS : ['pretty', 'json']).map((reporter) => ['check', '--reporter', reporter]),
  ['fix', '--check'],
  ['fix', '--unsafe', '--write'],
  ['set-service-account', 'new@acme-prod.iam.gserviceaccount.com', '--write'],
  ['baseline'],
  ['grants', '--format', 'json'],
  ['inventory', '--format', 'json'],
  ['review', '--for', 'gitlab'],
  ['review', '--for', 'rdjson', '--all'],
])(
  'what is printed and written is the same whichever reader reads: %s %s %s',
  async (...argv) => {
    const fast = await outcomeOf(argv);
    setFastReading(false);
    expect(await outcomeOf(argv)).toEqual(fast);
    expect(fast.stdout.length + fast.files.join().length).toBeGreaterThan(3000);
  },
  600_000,
);

/** What a command prints and leaves behind in a folder with copies of all the files, each of them new to git. */
async function outcomeOf(argv: readonly string[]): Promise<Pick<Run, 'exitCode' | 'stdout' | 'stderr'> & { files: string[] }> {
  const cwd = folderWith({});
  for (const [index, folder] of FOLDERS.entries()) fs.cpSync(folder, join(cwd, `${index}`), { recursive: true });
  const stdin = argv[0] === 'review' ? diffOfAll(cwd) : '';
  const { exitCode, stdout, stderr } = await run([...argv, '--no-config'], { cwd, stdin });
  const written = fs.readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:ya?ml|json)$/.test(path));
  const files = written.sort().map((path) => `${path}\n${fs.readFileSync(join(cwd, path), 'latin1')}`);
  return { exitCode, stdout, stderr, files };
}

function diffOfAll(cwd: string): Buffer {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd, maxBuffer: 2 ** 28, stdio: 'pipe' });
  git('init', '-q');
  git('add', '-N', '.');
  return git('-c', 'core.autocrlf=false', 'diff', '--text');
}
