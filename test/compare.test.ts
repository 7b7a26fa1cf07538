import fs from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Document, isMap, isScalar, type Pair, parse, Scalar, visit } from 'yaml';
import { compareManifests } from '../src/index.ts';
import { renderComparisonJson } from '../src/reporters/comparison-json.ts';
import { renderComparisonMarkdown } from '../src/reporters/comparison-markdown.ts';
import { renderComparisonText } from '../src/reporters/comparison-text.ts';
import { decodeSourceFile, isDecodeFailure } from '../src/text/source-file.ts';
import { addExportNoise } from './support/export-noise.ts';
import { ROOT, TESTDATA } from './support/paths.ts';
import { randomOf, rewrittenManifest } from './support/rewritten-manifest.ts';
import { folderWith, run, service } from './support/run.ts';

const DIFF = `${TESTDATA}diff/`;

interface Change {
  readonly of: string;
  readonly replace: string;
  readonly with: string;
}

function tableIn(name: string): (Change & Record<string, string>)[] {
  return parse(fs.readFileSync(`${DIFF}${name}.yaml`, 'utf8'));
}

/** A manifest before and after one of its texts is replaced. */
function manifestsOf({ of, replace, with: text }: Change): [before: string, after: string] {
  const before = fs.readFileSync(`${DIFF}changes/${of}.yaml`, 'utf8');
  expect(before.split(replace), `${replace} stands once in ${of}.yaml`).toHaveLength(2);
  return [before, before.replace(replace, () => text)];
}

function linesOf(live: string, repository: string): string[] {
  const { resources, onlyLive, onlyRepository } = compareManifests(live, repository);
  const differences = resources.flatMap((resource) => resource.differences);
  const lines = differences.map(
    ({ place, part, effect, message }) => `${place.line}:${place.column} ${part} ${effect} ${message}`,
  );
  return [...lines, ...[...onlyLive, ...onlyRepository].map(({ resource }) => resource)];
}

describe('one change is one line', () => {
  const changes = tableIn('single-changes');

  it('of everything that a manifest says', () => expect(changes.length).toBeGreaterThanOrEqual(80));

  it.each(changes.map((change) => [change['says'] as string, change] as const))('%s', (says, change) => {
    const [live, repository] = manifestsOf(change);
    expect(linesOf(live, repository)).toEqual([says]);
    expect(linesOf(repository, live)).toHaveLength(change['isNoiseIfLive'] ? 0 : 1);
  });
});

describe('what a default depends on', () => {
  const DEFAULT = '100200300400-compute@developer.gserviceaccount.com';
  const leftOut = `live runs as ${DEFAULT}; the file leaves the account out: it would run as the default account of Compute Engine`;

  it.each([
    ['the project of the live manifest', '100200300400', []],
    ['another project', '500600700800', [leftOut]],
    ['a project by its id', 'acme-prod', [`${leftOut}, which may be the same: nothing tells the number of the project`]],
  ])('an account is the default one of %s', (_, namespace, expected) => {
    const live = service(DEFAULT).replace('name: hello', `name: hello\n  namespace: '${namespace}'`);
    const { resources } = compareManifests(live, service(null));
    expect(resources.flatMap(({ differences }) => differences.map(({ message }) => message))).toEqual(expected);
  });

  it.each([
    ['with less than one CPU', '{cpu: 500m}', 'containerConcurrency: 1', []],
    ['with one', "{cpu: '1'}", 'containerConcurrency: 1', ['replace resets it to 80']],
    ['with CPUs that are yet to be filled in', "{cpu: '${CPU}'}", 'containerConcurrency: 80', ['Cloud Run picks it']],
  ])('an instance takes so many requests at once %s', (_, limits, field, ends) => {
    const withLimits = service()
      .replace('containers:\n', `containers:\n      - resources: {limits: ${limits}}\n  `)
      .replace('  - image', '  image');
    const live = withLimits.replace('containers:', `${field}\n      containers:`);
    expect(linesOf(live, withLimits).map((line) => line.split(': ').at(-1))).toEqual(ends);
  });
});

it('what a container with a GPU gets is not documented', () => {
  const withLimits = (limits: string) => service().replace(/- image: (.*)/, `- {image: $1, resources: {limits: {${limits}}}}`);
  const lines = linesOf(withLimits("nvidia.com/gpu: '1', cpu: '4', memory: 512Mi"), withLimits("nvidia.com/gpu: '1'"));
  expect(lines.map((line) => line.split(': ').at(-1))).toEqual(['Cloud Run picks it', 'Cloud Run picks it']);
});

it('keys of labels exclude each other as little as others do', () => {
  const withLabel = (label: string) => service().replace('name: hello', `name: hello\n  labels: {${label}}`);
  expect(linesOf(withLabel('secret: a, sizeLimit: 1Gi'), withLabel('nfs: a, sizeLimit: 1024Mi'))).toHaveLength(3);
});

describe('what means the same is no difference', () => {
  it.each(tableIn('same-meaning').map((change) => [change.with, change] as const))('%s', (_, change) => {
    const [before, after] = manifestsOf(change);
    expect(linesOf(before, after)).toEqual([]);
    expect(linesOf(after, before)).toEqual([]);
  });
});

const corpus = process.env['RUNLINT_CORPUS'];
const folders = [`${TESTDATA}manifests/`, `${DIFF}changes/`, ...(corpus ? [`${corpus}/manifests/`] : [])];
const manifests = folders.flatMap((folder) =>
  fs.readdirSync(folder).flatMap((name) => {
    const file = decodeSourceFile(name, fs.readFileSync(folder + name));
    return isDecodeFailure(file) || !canBeCompared(file.text) ? [] : { name, text: file.text };
  }),
);

function canBeCompared(text: string): boolean {
  try {
    return compareManifests(text, text).ambiguous.length === 0 && rewrittenManifest(text, randomOf(0)) !== undefined;
  } catch {
    return false;
  }
}

describe('a manifest is what it was, however another library writes it, and with all that an export adds', () => {
  it('nearly every manifest can be compared', () => {
    expect(manifests.length).toBeGreaterThanOrEqual(corpus ? 245 : 9);
  });

  it.each(manifests.map(({ name, text }) => [name, text]))('%s', (_, text) => {
    const law = fc.property(fc.integer(), (seed) => {
      const random = randomOf(seed);
      const rewritten = rewrittenManifest(text, random) as string;
      const exported = rewrittenManifest(text, random, (document) => addExportNoise(document, random)) as string;
      expect(linesOf(text, rewritten)).toEqual([]);
      expect(linesOf(exported, rewritten)).toEqual([]);
    });
    fc.assert(law, { numRuns: corpus ? 3 : 25 });
  });
});

/** The three ways to print a comparison. */
function printed(live: string, repository: string): string {
  const comparison = compareManifests(live, repository);
  return [
    renderComparisonText(comparison, (_, text) => text),
    renderComparisonMarkdown(comparison),
    renderComparisonJson(comparison),
  ].join('\n');
}

describe('no value of an environment variable is printed', () => {
  it('nor one of a header, whatever has changed', () => {
    const texts = tableIn('single-changes').flatMap((change) => {
      const [live, repository] = manifestsOf(change);
      return [printed(live, repository), printed(repository, live)];
    });
    expect(texts.join('\n')).not.toMatch(/secret-\d|header-secret|other-secret|\$\(HOST\)/);
  });

  it('of two manifests that have nothing else in common', () => {
    const asHello = (text: string, value: string) =>
      rewrittenManifest(text, randomOf(1), (document) => {
        document.setIn(['metadata', 'name'], 'hello');
        fillVariables(document, value);
      }) as string;
    const kinds = new Set(manifests.map(({ text }) => parse(text.split(/^---/m)[0] ?? '')?.kind));
    for (const kind of kinds) {
      const namesakes = manifests.filter(
        ({ text }) => new RegExp(`^kind: ["']?${kind}\\b`, 'm').test(text) && !/^---/m.test(text),
      );
      for (const [index, { text }] of namesakes.entries()) {
        const other = namesakes[(index + 1) % namesakes.length]?.text ?? text;
        expect(printed(asHello(text, 'live-hidden'), asHello(other, 'file-hidden'))).not.toContain('-hidden');
      }
    }
  });

  it('also where an anchor shares it, and where it stands in the place of something else', () => {
    const live = manifestWith('env: [{name: A, value: &a hidden-one}]', '*a');
    const repository = manifestWith('env: [{name: B=hidden-two, value: {hidden-three: hidden-four}}, hidden-five]', 'shop');
    expect(printed(live, repository)).toContain('runs as •••');
    expect(printed(live, repository) + printed(repository, live)).not.toContain('hidden');
    const named = live.replace('metadata: {name: shop}', '').concat('metadata: {name: *a}\n');
    expect(printed(named, repository)).toContain('Service/•••');
    expect(printed(named, repository) + printed(named, named.replace('a/b', 'a/c'))).not.toContain('hidden');
  });
});

function manifestWith(env: string, account: string): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop}
spec:
  template:
    spec:
      containers: [{image: a/b, ${env}}]
      serviceAccountName: ${account}
`;
}

/** Gives each variable a value that is found again wherever it is printed. */
function fillVariables(document: Document, value: string): void {
  visit(document, {
    Pair: (_, { key, value: list }: Pair) => {
      if (!isScalar(key) || key.value !== 'env') return;
      visit(list as never, {
        Map: (_index, map) => {
          if (map.has('value')) map.set('value', new Scalar(`${value}-${map.get('name')}`));
        },
      });
    },
  });
  expect(isMap(document.contents)).toBe(true);
}

describe('what is printed', () => {
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(fs.readFileSync(`${ROOT}schemas/comparison.schema.json`, 'utf8')),
  );
  const formats = { text: 'text.txt', json: 'comparison.json', markdown: 'comment.md' };

  describe.each(fs.readdirSync(`${DIFF}cases`))('%s', (name) => {
    const cwd = `${DIFF}cases/${name}`;
    const isOfFolders = fs.existsSync(`${cwd}/live`);
    const argv = isOfFolders ? ['live', 'repository'] : ['-', 'repository.yaml'];
    const world = isOfFolders ? { cwd } : { cwd, stdin: fs.readFileSync(`${cwd}/live.yaml`) };

    it.each(Object.entries(formats))('%s', async (format, file) => {
      const { stdout, exitCode } = await run(['diff', ...argv, '--format', format], world);
      await expect(stdout).toMatchFileSnapshot(`${cwd}/${file}`);
      expect(exitCode).toBe(name === 'same' || name === 'placeholders' ? 0 : 1);
      expect(stdout).not.toContain('value-');
      if (format === 'json') expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
    });
  });
});

describe('how the command is called', () => {
  const OTHER = 'other-run@acme-prod.iam.gserviceaccount.com';
  const files = {
    'a.yaml': service(),
    'other/a.yaml': service(OTHER),
    'twice/a.yaml': service(),
    'twice/b.yaml': service(),
    'empty/.gitkeep': '',
    'config/runlint.yaml': 'ignore: [a.yaml]\n',
    'config/a.yaml': service(),
    'chart/a.yaml': '{{- if .x }}\napiVersion: serving.knative.dev/v1\nkind: Service\n{{- end }}\n',
    'chart/b.yaml': service(),
    'broken.yaml': service().replace('metadata:', 'metadata: ['),
    'revision.yaml': service().replace('kind: Service', 'kind: Revision'),
    'misspelt.yaml': service().replace('kind: Service', 'kind: Servce'),
    'none.yaml': 'a: b\n',
    'latin.yaml': Buffer.from(`${service()}# \xe9\n`, 'latin1'),
    'bomb.yaml': `a: &a [${'x, '.repeat(400)}]\nb: &b [${'*a, '.repeat(400)}]\n${service()}`,
  };

  it.each([
    [['-', '-'], 'Both sides are standard input\n  Name a file or a folder for one of them.'],
    [['a.yaml'], 'runlint diff needs <repo>: what is to run: a file, a folder, or -\n  See runlint diff --help.'],
    [['a.yaml', 'a.yaml', 'a.yaml'], 'runlint diff takes no further argument: a.yaml'],
    [['a.yaml', 'b.yaml'], 'There is no file, folder or match for b.yaml'],
    [['a.yaml', 'a.yaml', '--format', 'jsn'], '--format is one of text, json, markdown, not jsn\n  Did you mean json?'],
    [['a.yaml', 'a.yaml', '--json'], 'There is no option --json\n  Did you mean --format json?'],
    [['-', 'a.yaml'], '<stdin> holds no Cloud Run manifest\n  See whether the command before the pipe has failed.'],
    [['empty', 'a.yaml'], 'empty holds no Cloud Run manifest\n  With --no-gitignore, what .gitignore names counts, too.'],
    [['empty', 'a.yaml', '--no-gitignore'], 'empty holds no Cloud Run manifest'],
    [['a.yaml', 'none.yaml'], 'none.yaml holds no Cloud Run manifest'],
    [['a.yaml', 'config/a.yaml'], 'config/a.yaml holds no Cloud Run manifest'],
    [['a.yaml', 'broken.yaml'], 'broken.yaml:5:1: A "[" is not closed, or its lines are not indented enough'],
    [['a.yaml', 'latin.yaml'], 'latin.yaml: The file is not valid UTF-8: byte 254 does not belong there. Save it as UTF-8.'],
    [
      ['a.yaml', 'chart/a.yaml'],
      'chart/a.yaml:1:1: This is an unrendered template, which gcloud cannot read. Render it first, and check the result.',
    ],
    [
      ['revision.yaml', 'a.yaml'],
      'revision.yaml:2:7: A Revision cannot be replaced from a manifest. Cloud Run makes it from a Service: export and replace the Service.',
    ],
    [['a.yaml', 'misspelt.yaml'], 'misspelt.yaml:2:7: Cloud Run has no kind Servce. Did you mean Service?'],
    [['a.yaml', 'bomb.yaml'], 'bomb.yaml: With its aliases written out it holds more than 100000 values, too many to compare'],
    [
      ['a.yaml', 'twice'],
      'Service/hello stands in several places, and nothing tells which is which: a.yaml:4, twice/a.yaml:4, twice/b.yaml:4\n  Compare the file or the folder that is meant. Where namespaces are numbers on one side and ids on the other, projects in runlint.yaml pairs them.',
    ],
  ])('%j: %s', async (argv, message) => {
    const { exitCode, stdout, stderr } = await run(['diff', ...argv], { cwd: folderWith(files), stdin: '' });
    expect(stderr).toBe(`runlint: ${message}\n`);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('what a folder has besides is left out, and told', async () => {
    const { exitCode, stdout, stderr } = await run(['diff', 'a.yaml', 'chart'], { cwd: folderWith(files) });
    expect([exitCode, stdout]).toEqual([0, 'No difference in 1 resource.\n']);
    expect(stderr).toBe(
      'chart/a.yaml:1:1: This is an unrendered template, which gcloud cannot read. Render it first, and check the result.; left out\n',
    );
  });

  it.each([
    [
      'a number and an id can be one project',
      [
        ['1', '2'],
        ['acme', ''],
      ],
      'ambiguous',
    ],
    [
      'projects tell which is which',
      [
        ['1', '2'],
        ['2', '1'],
      ],
      'matched',
    ],
    ['two projects are two resources', [['1'], ['2']], 'apart'],
    [
      'what is left is matched',
      [
        ['1', '2'],
        ['1', ''],
      ],
      'matched',
    ],
  ])('of several resources of one name: %s', (_, [live, repository], expected) => {
    const manifests = (projects: readonly string[] = []) =>
      projects
        .map((project) => service().replace('name: hello', `name: hello\n  namespace: '${project.repeat(9)}'`))
        .join('---\n');
    const { resources, onlyLive, ambiguous } = compareManifests(manifests(live), manifests(repository));
    const found =
      ambiguous.length > 0 ? 'ambiguous' : onlyLive.length > 0 ? 'apart' : resources.length === live?.length && 'matched';
    expect(found).toBe(expected);
  });

  it('the files of several environments are matched by their folders', async () => {
    const cwd = folderWith({
      'live/dev/a.yaml': service(OTHER),
      'live/prod/a.yaml': service(),
      'repo/run/dev/a.yaml': service(OTHER),
      'repo/run/prod/a.yaml': service(),
    });
    expect(await run(['diff', 'live', 'repo'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: 'No difference in 2 resources.\n',
    });
  });

  it('any file can stand behind -, on either side', async () => {
    const cwd = folderWith({ 'a.yaml': service() });
    const utf16 = Buffer.from(`\uFEFF${service(OTHER)}`, 'utf16le');
    const { stdout } = await run(['diff', 'a.yaml', '-', '--stdin-filename', 'b.yaml'], { cwd, stdin: utf16 });
    expect(stdout).toContain('~ b.yaml:8:27  live runs as web-app@acme-prod.iam.gserviceaccount.com, the file says other-run@');
    expect(stdout).toContain('  (a.yaml:8:27)\n');
  });

  it('a stream of more than 5 MiB is compared, and its lines are those of the file', async () => {
    const filler = `# ${'x'.repeat(2000)}\n`;
    const names = Array.from({ length: 2700 }, (_, index) => `hello-${index}`);
    const stream = (account?: string) => names.map((name) => filler + service(account, name)).join('---\n');
    const cwd = folderWith({ 'a.yaml': stream(), 'b.yaml': stream(OTHER) });
    const { stdout } = await run(['diff', 'a.yaml', 'b.yaml'], { cwd });
    expect(stdout.includes(`~ b.yaml:${2699 * 12 + 9}:27  live runs as`)).toBe(true);
    expect(stdout.split('\n').at(-2)).toBe('2700 differences in 2700 of 2700 resources.');
  });

  it('names hold nothing that a terminal or a comment would take for more', async () => {
    const hostile = (label: string) =>
      service().replace('name: hello', `name: "he\\e[31mllo|"\n  labels: {"|\\e[2J": "${label}"}`);
    const cwd = folderWith({ 'a\nb.yaml': hostile('x'), 'c.yaml': hostile('@acme <b>') });
    const outputs = await Promise.all(
      ['text', 'json', 'markdown'].map((format) => run(['diff', 'a\nb.yaml', 'c.yaml', '--format', format], { cwd })),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    for (const { stdout } of outputs) expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    expect(outputs[0]?.stdout).toContain("live has x, the file '@acme <b>'  (a\\u000ab.yaml:5:");
    expect(outputs[2]?.stdout).toContain("the file '`@acme` `<b>`'");
  });

  it('a comment ends before it is too long', () => {
    const many = (text: string) =>
      service().replace(
        'metadata:',
        `metadata:\n  labels: {${Array.from({ length: 2000 }, (_, index) => `label-${index}: ${text}`)}}`,
      );
    const comment = renderComparisonMarkdown(compareManifests(many('a'), many('b')));
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_536);
    expect(comment).toMatch(/\nThis is not all: \d+ more lines would have made it too long\.\n$/);
  });
});

describe('the runs of docs/diff.md', () => {
  const page = fs.readFileSync(`${ROOT}docs/diff.md`, 'utf8');
  const blocks = [...page.matchAll(/^```(\S+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(([, language, name, text]) => ({
    language,
    name,
    text,
  }));
  const files = blocks.filter(({ name }) => name).map(({ name, text }) => [name, text] as [string, string]);
  const runs = blocks.filter(({ language }) => language === 'console').map(({ text = '' }) => /^\$ (.*)\n([\s\S]*)$/.exec(text));
  const exported = (name: string) => fs.readFileSync(`${DIFF}page/exports/${name}.yaml`, 'utf8');

  it('are there', () => expect([files.length, runs.length]).toEqual([1, 3]));

  it.each(runs.map((match) => [match?.[1], match?.[2]] as [string, string]))('%s', async (command, output) => {
    const [describe, own = command] = command.split(' | ');
    const name = /^gcloud run services describe (\S+) --format export$/.exec(describe ?? '')?.[1];
    const cwd = folderWith({
      ...Object.fromEntries(files),
      'exports/hello.yaml': exported('hello'),
      'exports/old.yaml': exported('old'),
    });
    const { exitCode, stdout, stderr } = await run(own.split(' ').slice(1), { cwd, ...(name && { stdin: exported(name) }) });
    expect(stdout).toBe(output);
    expect([exitCode, stderr]).toEqual([1, '']);
  });
});
