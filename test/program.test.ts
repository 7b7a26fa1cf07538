import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './support/paths.ts';
import { folderWith, service } from './support/run.ts';

const PROGRAM = `${ROOT}dist/bin/`;

/** Prints, after all else, which files of the program were loaded besides the one that it starts with. */
const LOADED = `
  process.on('exit', () => {
    const names = Object.keys(require.cache).map((path) => require('node:path').relative(${JSON.stringify(PROGRAM)}, path));
    require('node:fs').writeSync(2, JSON.stringify(names.filter((name) => !name.startsWith('..') && name !== 'bin.cjs').sort()));
  });
`;

/** What is parsed before anything is done: all that its size costs is paid at every start. */
const MOST_BYTES = 27_000;

/** What is loaded for all that the start does not answer by itself. */
const REST = ['program', 'rolldown-runtime'];

describe('the program', () => {
  let cwd = '';

  beforeAll(() => {
    if (!fs.existsSync(PROGRAM)) throw new Error('The program is not built: npm run build builds it.');
  });

  function loadedBy(argv: readonly string[], env: Readonly<Record<string, string>> = {}): string[] {
    cwd = folderWith({
      'loaded.cjs': LOADED,
      'clean.yaml': service(),
      'clean/service.yaml': service(),
      'configured/runlint.yaml':
        "rules:\n  image-tag-fixed: warning\naccounts:\n  allowed: ['*@acme-prod.iam.gserviceaccount.com']\n",
      'configured/service.yaml': service(),
      'none.yaml': service(null),
      'default.yaml': service('123456789012-compute@developer.gserviceaccount.com'),
      'folded.yaml': service().replace('name: hello', 'name: >-\n    hello'),
    });
    const { stderr } = spawnSync(process.execPath, ['--require', join(cwd, 'loaded.cjs'), join(PROGRAM, 'bin.cjs'), ...argv], {
      cwd,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    return JSON.parse(stderr.slice(stderr.lastIndexOf('[')));
  }

  it('starts with one small file', () => {
    expect(fs.statSync(join(PROGRAM, 'bin.cjs')).size).toBeLessThanOrEqual(MOST_BYTES);
  });

  it.each([
    ['a clean file needs nothing else', ['clean.yaml'], [], 0],
    ['nor does one with a plain configuration', ['configured/service.yaml'], [], 0],
    ['nor does the hook', ['check', '--ignore-unknown', '--', 'clean.yaml'], [], 0],
    ['a folder needs the program, and what finds its files', ['clean'], ['gitignore', ...REST], 95_000],
    ['a finding needs its rule and words', ['default.yaml'], ['findings', 'frequent-rules', ...REST], 125_000],
    [
      'a manifest without an account needs what looks for one elsewhere',
      ['none.yaml'],
      ['cloud-run', 'findings', 'frequent-rules', 'no-account', ...REST],
      155_000,
    ],
    [
      'another account needs edits, and neither findings nor the package for diffs',
      ['set-service-account', 'new-run@acme-prod.iam.gserviceaccount.com', 'clean.yaml'],
      ['changes', 'edits', ...REST, 'set-service-account'],
      130_000,
    ],
    ['what the fast reader declines needs the full one', ['folded.yaml'], ['full-reader', ...REST], 197_000],
    ['options need their table', ['--exit-zero', 'clean.yaml'], ['options', 'parse-arguments', ...REST], 125_000],
  ])('%s', (_, argv, names, mostBytes) => {
    const files = names.map((name) => `${name}.cjs`);
    expect(loadedBy(argv)).toEqual(files);
    const bytes = files.reduce((sum, name) => sum + fs.statSync(join(PROGRAM, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  });

  it('reads everything with the full reader where RUNLINT_READER says so', () => {
    expect(loadedBy(['clean.yaml'], { RUNLINT_READER: 'full' })).toContain('full-reader.cjs');
  });

  it.skipIf(!fs.existsSync('/dev/full')).each([[['clean.yaml']], [['wrong.yaml']], [['--help']]])(
    'says that its output cannot be written: %s',
    (argv) => {
      cwd = folderWith({ 'clean.yaml': service(), 'wrong.yaml': service(null) });
      const full = fs.openSync('/dev/full', 'w');
      const { status, stderr } = spawnSync(process.execPath, [join(PROGRAM, 'bin.cjs'), ...argv], {
        cwd,
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      fs.closeSync(full);
      expect(stderr).toBe('runlint: Standard output cannot be written: the disk is full\n');
      expect(status).toBe(2);
    },
  );

  it('tells those who ask for source maps where each place of it comes from', () => {
    const words = 'No problems found';
    const lines = fs.readFileSync(join(PROGRAM, 'bin.cjs'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(words));
    const map = new SourceMap(JSON.parse(fs.readFileSync(join(PROGRAM, 'bin.cjs.map'), 'utf8')));
    const entry = map.findEntry(line, (lines[line] as string).indexOf(words));
    if (!('originalSource' in entry)) throw new Error('The map knows nothing of it.');
    const source = fs.readFileSync(join(PROGRAM, entry.originalSource), 'utf8').split('\n');
    expect(source[entry.originalLine]).toContain(words);
  });

  it('is ASCII: one other character would double the bytes that are parsed', () => {
    for (const name of fs.readdirSync(PROGRAM).filter((file) => file.endsWith('.cjs')))
      expect(fs.readFileSync(join(PROGRAM, name), 'utf8'), name).toMatch(/^[\n\r\t -~]*$/);
  });

  it('comes with the licenses of what is in it', () => {
    const text = fs.readFileSync(join(PROGRAM, 'LICENSES.txt'), 'utf8');
    for (const name of ['yaml', 'yargs', 'diff', 'fast-glob', 'leven']) expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('is what is packed, with the library and without what only the program has', () => {
    const [{ files }] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }),
    );
    const paths = files.map(({ path }: { path: string }) => path);
    expect(paths).toContain('dist/bin/bin.cjs');
    expect(paths).toContain('dist/src/node.js');
    expect(paths.filter((path: string) => /^dist\/src\/(?:bin|cli|inventory)|^(?:src|rules|test)\//.test(path))).toEqual([]);
  });
});
