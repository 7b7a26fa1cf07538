import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/paths.ts';

/** Who may import whom: a folder or file of `src`, and what it sees besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  yaml: ['text'],
  diagnostics: ['text', 'yaml'],
  manifest: ['text', 'yaml', 'diagnostics'],
  'cloud-run': ['text', 'yaml', 'manifest', 'schemas'],
  schema: ['text', 'yaml', 'diagnostics', 'manifest', 'schemas'],
  ordinary: ['text', 'yaml', 'cloud-run'],
  lint: ['text', 'yaml', 'diagnostics', 'manifest', 'ordinary'],
  fix: ['text', 'yaml', 'diagnostics', 'manifest', 'cloud-run', 'lint'],
  'custom-rules': ['text', 'yaml', 'diagnostics', 'manifest', 'lint'],
  config: ['text', 'yaml', 'diagnostics', 'manifest', 'lint', 'custom-rules', 'schemas'],
  compare: ['text', 'yaml', 'diagnostics', 'manifest', 'cloud-run', 'schema'],
  reporters: ['text', 'diagnostics', 'version.ts'],
  inventory: ['text', 'diagnostics', 'manifest', 'cloud-run', 'reporters'],
  io: ['text'],
  review: ['text', 'diagnostics', 'fix', 'reporters'],
  grants: ['text', 'yaml', 'diagnostics', 'manifest', 'cloud-run', 'reporters'],
  'examination.ts': ['text', 'diagnostics', 'manifest'],
  'check.ts': ['text', 'yaml', 'diagnostics', 'manifest', 'schema', 'lint', 'fix', 'examination.ts'],
  'explain.ts': ['text', 'diagnostics', 'lint', 'fix', 'reporters', 'check.ts'],
  'index.ts': ['text', 'diagnostics', 'manifest', 'lint', 'fix', 'compare', 'review', 'check.ts', 'explain.ts', 'rules'],
  run: [
    'text',
    'yaml',
    'diagnostics',
    'manifest',
    'lint',
    'fix',
    'config',
    'inventory',
    'review',
    'io',
    'examination.ts',
    'check.ts',
  ],
  'node.ts': ['text', 'diagnostics', 'manifest', 'lint', 'fix', 'review', 'check.ts', 'index.ts', 'io', 'run', 'rules'],
  'version.ts': [],
  cli: [
    'text',
    'diagnostics',
    'manifest',
    'lint',
    'fix',
    'compare',
    'reporters',
    'io',
    'check.ts',
    'explain.ts',
    'config',
    'inventory',
    'review',
    'grants',
    'run',
    'version.ts',
    'rules',
  ],
  'bin.ts': ['cli', 'yaml'],
};

/** Rules see only what a rule's author needs. */
const RULES_MAY_IMPORT =
  /^src\/(?:lint\/rule|text\/(?:closest-match|excerpt)|yaml\/yaml-path|yaml\/yaml-edit|yaml\/yaml-node|(?:manifest|cloud-run)\/[a-z-]+)\.ts$/;

/** The one file that knows each package. */
const PACKAGE_OWNERS: Readonly<Record<string, string>> = {
  yaml: 'src/yaml/full-reader.ts',
  'csv-parse': 'src/run/account-map-csv.ts',
  diff: 'src/text/diff-package.ts',
  leven: 'src/text/closest-match.ts',
  'fast-glob': 'src/io/expand-pattern.ts',
  ignore: 'src/text/path-patterns.ts',
  '@noble/hashes': 'src/reporters/fingerprints.ts',
  '@marcbachmann/cel-js': 'src/custom-rules/expression.ts',
  re2js: 'src/custom-rules/regular-expression.ts',
  yargs: 'src/cli/help.ts',
};

/** The script of the page of an inventory runs in a browser. */
const RUNS_IN_BROWSER = 'src/inventory/page';
const TOUCHES_THE_WORLD = ['src/io/', 'src/cli/', 'src/bin.ts', 'src/node.ts', 'src/run/', RUNS_IN_BROWSER];
/** The one file that starts another process. */
const STARTS_GIT = 'src/io/git.ts';
const NETWORK_MODULES = /^(?:node:)?(?:net|tls|http|http2|https|dgram|dns|child_process|worker_threads|vm|inspector)(?:\/|$)/;

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['src', 'rules'].flatMap((folder) =>
  fs
    .readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);
const texts = new Map(files.map((path) => [path, fs.readFileSync(join(ROOT, path), 'utf8')]));
const imports: Import[] = files.flatMap((from) =>
  [...(texts.get(from) as string).matchAll(/^(?:import|export)\b[^;']*?\bfrom '([^']+)';|\bimport\('([^']+)'\)/gm)]
    .map(([, declared, loaded]) => (declared ?? loaded) as string)
    .map((specifier) => ({ from, to: specifier.startsWith('.') ? join(from, '..', specifier) : specifier })),
);

describe('who may import whom', () => {
  it.each(
    imports
      .filter(({ from, to }) => from.startsWith('src/') && /^(?:src|rules|schemas)\//.test(to))
      .map(({ from, to }) => [from, to]),
  )('%s → %s', (from, to) => {
    const [own, other] = [placeOf(from), placeOf(to)];
    expect(own === other || MAY_IMPORT[own]?.includes(other), `${own} must not import ${other}`).toBe(true);
  });

  it.each(imports.filter(({ from }) => from.startsWith('rules/') && from !== 'rules/index.ts').map(({ from, to }) => [from, to]))(
    '%s → %s',
    (_, to) => {
      expect(to).toMatch(RULES_MAY_IMPORT);
    },
  );

  it('each package has one owner, and no other package is used', () => {
    const packages = imports.filter(({ to }) => !/^(?:src|rules|schemas|node:)/.test(to));
    expect(packages.filter(({ from, to }) => PACKAGE_OWNERS[packageOf(to)] !== from)).toEqual([]);
  });

  it('what the library uses is installed with it, and what only the program uses is in its bundle', () => {
    const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const library = reachedFrom(['src/index.ts', 'src/node.ts']);
    const installed = Object.keys(PACKAGE_OWNERS).filter((name) => library.has(PACKAGE_OWNERS[name] as string));
    expect(Object.keys(dependencies).sort()).toEqual(installed.sort());
    const bundled = Object.keys(PACKAGE_OWNERS).filter((name) => !installed.includes(name));
    expect(bundled.filter((name) => !(name in devDependencies))).toEqual([]);
  });

  function reachedFrom(entries: readonly string[]): ReadonlySet<string> {
    const reached = new Set(entries);
    for (const path of reached) for (const { to } of imports.filter(({ from }) => from === path)) reached.add(to);
    return reached;
  }

  it('only io, run, cli and the entries for Node.js touch the world', () => {
    const world = imports.filter(({ to }) => to.startsWith('node:'));
    expect(world.filter(({ from }) => !TOUCHES_THE_WORLD.some((place) => from.startsWith(place)))).toEqual([]);
    const globals =
      /\b(?:process|console|performance|crypto|Date\.now|Math\.random|fetch|setTimeout|Buffer|globalThis|eval|Function)\b\s*[.(]/;
    const guilty = files.filter((path) => !TOUCHES_THE_WORLD.some((place) => path.startsWith(place)) && globals.test(code(path)));
    expect(guilty).toEqual([]);
  });

  it('the network, processes other than git, and code of others are never reached', () => {
    expect(imports.filter(({ to }) => NETWORK_MODULES.test(to))).toEqual([{ from: STARTS_GIT, to: 'node:child_process' }]);
    const started = [...code(STARTS_GIT).matchAll(/\b(?:spawn|exec|fork)\w*\(([^,]*)/g)].map(([call]) => call);
    expect(started).toEqual(["spawnSync('git'"]);
    expect(code(STARTS_GIT)).not.toContain('shell');
    expect(files.filter((path) => /process\.exit\(|\beval\(|new Function\(/.test(code(path)))).toEqual([]);
  });

  it('the engine imports no rule', () => {
    const importers = imports
      .filter(({ from, to }) => from.startsWith('src/') && to.startsWith('rules/'))
      .map(({ from }) => from);
    expect(importers.every((path) => /^src\/(?:index|node)\.ts$|^src\/cli\//.test(path))).toBe(true);
  });
});

describe('names', () => {
  it.each(files)('%s is kebab-case and says something', (path) => {
    const name = path.split('/').at(-1) as string;
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/);
    expect(name).not.toMatch(/^(?:utils?|helpers?|common|core|types?|manager|misc)\.ts$/);
  });
});

function placeOf(path: string): string {
  const [root, place] = path.split('/') as [string, string];
  return root === 'src' ? place : root;
}

/** The package that `@scope/name/file.js` is of. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The text of a file without its comments. */
function code(path: string): string {
  return (texts.get(path) as string).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
