import fs from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldGroups } from '../src/inventory/fold-groups.ts';
import { IDENTITY_KINDS } from '../src/inventory/identity-kind.ts';
import { layOut } from '../src/inventory/page/picture-layout.ts';
import { ROOT, TESTDATA } from './support/paths.ts';
import { folderWith, type Run, run, service, type World } from './support/run.ts';

/** A folder of manifests with every kind of identity. What each format makes of it stands beside it. */
const KINDS = `${TESTDATA}inventory/kinds`;

const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync(`${ROOT}schemas/inventory.schema.json`, 'utf8')),
);

function inventory(args: readonly string[] = [], world: World = {}): Promise<Run> {
  return run(['inventory', ...args], { cwd: KINDS, ...world });
}

describe('every format says who runs as whom', () => {
  it.each([
    ['table.txt', []],
    ['by-identity.txt', ['--group-by', 'identity']],
    ['inventory.csv', ['--format', 'csv']],
    ['inventory.json', ['--format', 'json']],
    ['inventory.md', ['--format', 'markdown']],
    ['by-identity.md', ['--format', 'markdown', '--group-by', 'identity']],
    ['inventory.mmd', ['--format', 'mermaid']],
    ['inventory.html', ['--format', 'html']],
  ])('%s', async (file, args) => {
    const { exitCode, stdout } = await inventory([...args, 'deploy']);
    const shown = file.endsWith('.html') ? withoutAssets(stdout) : stdout;
    await expect(shown).toMatchFileSnapshot(`${KINDS}/${file}`);
    expect(exitCode).toBe(0);
  });

  it('that is JSON fits its schema, and has the fields of CSV', async () => {
    const json = JSON.parse((await inventory(['--format', 'json', 'deploy'])).stdout);
    validate(json);
    expect(validate.errors).toBeNull();
    const [head] = (await inventory(['--format', 'csv', 'deploy'])).stdout.split('\r\n', 1);
    expect(head?.split(',')).toEqual(Object.keys(json.resources[0]));
  });

  it('says what is missing on standard error, and that nobody has rendered a template is no error', async () => {
    const { stderr } = await inventory(['deploy']);
    expect(stderr).toContain('deploy/chart.yaml\n  4:3  warning  manifest/template');
    expect(stderr).toMatch(/\nThe inventory is not complete: 1 file could not be read, or not all of it\.\n$/);
  });
});

/** What stands in the page for the style and the script, which have a file of their own. */
function withoutAssets(html: string): string {
  return html
    .replace(/(?<=<style>)[\s\S]*?(?=<\/style>)/, '…')
    .replace(/(?<=<script>)[\s\S]*?(?=<\/script>)/, '…')
    .replaceAll(/sha256-[\w+/=]+/g, 'sha256-…');
}

describe('a filter', () => {
  const namesIn = ({ stdout }: Run) => JSON.parse(stdout).resources.map(({ name }: { name: string }) => name);
  const asked = async (...args: string[]) => namesIn(await inventory(['--format', 'json', ...args, 'deploy']));

  it.each([
    [
      ['--identity', 'shop-run@acme-prod.iam.gserviceaccount.com'],
      ['basket', 'cart'],
    ],
    [
      ['--identity', '*@acme-staging.*', '--identity', 'ann@*'],
      ['person', 'search'],
    ],
    [
      ['--identity', '100200300400-compute@developer.gserviceaccount.com'],
      ['nightly', null, 'legacy'],
    ],
    [
      ['--kind-of', 'default'],
      ['debug', 'legacy'],
    ],
    [
      ['--kind-of', 'agent,invalid', '--kind-of', ' placeholder'],
      ['deployer', 'number', 'person', 'rendered-image', 'rendered'],
    ],
    [
      ['--kind-of', 'shared', '--identity', 'reports-*'],
      ['reports-weekly', 'reports'],
    ],
    [
      ['--project', 'acme-lab', '--kind-of', 'none,dedicated'],
      ['empty', 'variable', 'consumer'],
    ],
  ])('%j', async (args, names) => {
    expect(await asked(...args)).toEqual(names);
  });

  it('leaves out resources, and makes no account less shared', async () => {
    const { stdout } = await inventory([
      '--identity',
      'reports-run@*',
      '--project',
      'acme-prod',
      'deploy/reports.yaml',
      'deploy/shop.yaml',
    ]);
    expect(stdout).toMatch(/shared/);
    expect(stdout).toMatch(/\n2 of 4 resources, 1 identity: 2 shared\n$/);
    const cwd = folderWith({
      'a.yaml': service(undefined, 'a').replace('name: a', 'name: a\n  namespace: acme-prod'),
      'b.yaml': service(undefined, 'b').replace('name: b', 'name: b\n  namespace: acme-staging'),
    });
    expect((await inventory(['--project', 'acme-prod'], { cwd })).stdout).toContain('1 of 2 resources, 1 identity: 1 shared');
  });

  it('of a project counts in what names none, and leaves out what names another, by id or by number', async () => {
    const cwd = folderWith({
      'none.yaml': service(null, 'none'),
      'id.yaml': service(null, 'id').replace('name: id', 'name: id\n  namespace: acme-prod'),
      'number.yaml': service(null, 'number').replace('name: number', "name: number\n  namespace: '814577087058'"),
      'other.yaml': service(null, 'other').replace('name: other', "name: other\n  namespace: '100200300400'"),
    });
    const of = async (...args: string[]) => {
      const told = await inventory(['--format', 'json', '--project', ...args], { cwd });
      return { names: namesIn(told), stderr: told.stderr };
    };
    expect(await of('acme-prod=814577087058')).toEqual({ names: ['id', 'none', 'number'], stderr: '' });
    expect(await of('814577087058')).toEqual({
      names: ['none', 'number'],
      stderr:
        '1 resource left out: whether the project that it names is 814577087058 is not known. Give the id and the number, as in --project acme-prod=814577087058.\n',
    });
    expect(await of('acme-prod')).toEqual({
      names: ['id', 'none'],
      stderr:
        '2 resources left out: whether the project that they name is acme-prod is not known. Give the id and the number, as in --project acme-prod=814577087058.\n',
    });
  });

  it('that nothing fits, and a folder without manifests, are answered', async () => {
    const none = await inventory(['--identity', 'nobody@*', 'deploy/shop.yaml']);
    expect(none).toMatchObject({ exitCode: 0, stdout: 'None of 2 resources is what was asked for\n' });
    const cwd = folderWith({ 'a/.keep': '' });
    for (const [format, text] of [
      ['table', 'No Cloud Run resource\n'],
      ['markdown', 'No Cloud Run resource\n'],
      ['mermaid', 'flowchart LR\n'],
      ['csv', `kind,name,project,projectNumber,region,serviceAccountName,identity,identityKind,sharedWith,path,line\r\n`],
    ] as const)
      expect(await inventory(['--format', format, 'a'], { cwd })).toMatchObject({ exitCode: 0, stdout: text, stderr: '' });
    expect((await inventory(['--format', 'html', 'a'], { cwd })).stdout).toContain('<p>No Cloud Run resource.</p>');
  });

  it.each([
    [['--kind-of', 'shraed'], 'Did you mean shared?'],
    [['--kind-of', 'shared,'], '--kind-of takes agent, invalid'],
    [['--project', 'ACME'], '--project takes an id'],
    [['--format', 'htm'], 'Did you mean html?'],
    [['--group-by', 'project'], '--group-by is one of identity'],
    [['--group-by', 'identity', '--format', 'csv'], '--group-by is for a table and for markdown, not for csv'],
    [['--reporter', 'json'], 'Did you mean --format?'],
    [['gone'], 'There is no file, folder or match for gone'],
  ])('that is wrong: %j', async (args, words) => {
    const { exitCode, stdout, stderr } = await inventory(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});

it('help names every kind of identity', async () => {
  expect((await inventory(['--help'])).stdout.replaceAll(/\s+/g, ' ')).toContain(`<kinds>: ${IDENTITY_KINDS.join(', ')},`);
});

describe('what there is to read', () => {
  it('is standard input, too', async () => {
    const { exitCode, stdout } = await inventory(['-'], { stdin: service() });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Service/hello  web-app@acme-prod.iam.gserviceaccount.com  dedicated      <stdin>:8');
  });

  it('and cannot be read is told, and the run ends with 1', async () => {
    const cwd = folderWith({
      'a.yaml': service(),
      'b.yaml': service().replace('metadata:', 'metadata: ['),
      'c.yaml': Buffer.from(`${service()}# \xe9\n`, 'latin1'),
      'd.yaml': `${service(null, 'd')}---\n${service().replace('kind: Service', 'kind: Servise')}`,
      'other.yaml': 'a: b\n',
    });
    const { exitCode, stdout, stderr } = await inventory([], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('2 resources, 2 identities: 1 none, 1 dedicated');
    expect(stderr).toContain('The file is not valid UTF-8');
    expect(stderr).toContain('Cloud Run has no kind Servise');
    expect(stderr).toContain('The inventory is not complete: 3 files could not be read, or not all of it.');
    const json = JSON.parse((await inventory(['--format', 'json'], { cwd })).stdout);
    expect(json.unread).toEqual(['b.yaml', 'c.yaml', 'd.yaml']);
    expect((await inventory(['--format', 'html'], { cwd })).stdout).toContain('b.yaml, c.yaml, d.yaml');
    expect((await inventory(['other.yaml'], { cwd })).stderr).toBe(
      'other.yaml: not a Cloud Run manifest; not in the inventory\n',
    );
    expect((await inventory(['--ignore-unknown', 'other.yaml'], { cwd })).stderr).toBe('');
  });

  it('is a stream of thousands of documents, too long to be read at once, each at its line', async () => {
    const comment = `# ${'x'.repeat(1000)}\n`;
    const documents = Array.from({ length: 5000 }, (_, index) => {
      return service(`own-${index}@acme-prod.iam.gserviceaccount.com`, `s${index}`) + comment;
    });
    const { stdout } = await inventory(['--format', 'csv', '-'], { stdin: documents.join('---\n') });
    const lines = stdout.trimEnd().split('\r\n').slice(1);
    expect(lines).toHaveLength(5000);
    const linesOfDocument = (documents[0] as string).split('\n').length;
    expect(lines.filter((line) => Number(line.split(',').at(-1)) % linesOfDocument !== 8)).toEqual([]);
  });
});

describe('a table', () => {
  it('fits the terminal, and has colours there alone', async () => {
    const { stdout } = await inventory(['deploy'], { isTerminal: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what it looks for
    const lines = stdout.replaceAll(/\x1b\[\d+m/g, '').split('\n');
    expect(Math.max(...lines.slice(0, -2).map(({ length }) => length))).toBe(100);
    expect(lines[0]).toMatch(/^RESOURCE +IDENTITY +IDENTITY KIND +FILE$/);
    expect(lines).toContainEqual(expect.stringMatching(/^Job\/nightly +100200300400-compute@dev.*… +none +….*nightly\.yaml:12$/));
    expect(stdout).toContain('\x1b[31mdefault');
    expect((await inventory(['deploy'])).stdout).not.toContain('\x1b');
  });
});

/** Names that are markup, formulas, ends of lines and of texts to whoever prints them. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '"',
          "'",
          '`',
          '<',
          '>',
          '&',
          '|',
          ';',
          ',',
          '=',
          '+',
          '-',
          '@',
          '\t',
          '\r',
          '\n',
          '#',
          '%%',
          '{',
          '}',
          '[',
          ']',
          '\\',
        ],
        ...[
          '</script>',
          '<!--',
          '-->',
          '<img src=x onerror=alert(1)>',
          'end',
          'click a1 href',
          ':::none',
          '"]',
          '=1+1',
          '\u2028',
          '\u202e',
          '\u001b[31m',
        ],
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);

describe('no name breaks out of its place', () => {
  const printed = async (format: string, name: string, account: string) => {
    const manifest = service('ACCOUNT', 'NAME').replace('ACCOUNT', () => quoted(account));
    const text = manifest.replace('NAME', () => quoted(name));
    return (await inventory(['--format', format, '-'], { stdin: text })).stdout;
  };
  const holdsFor = (format: string, law: (text: string, plain: string) => void) =>
    fc.assert(
      fc.asyncProperty(hostileText, hostileText, async (name, account) => {
        law(await printed(format, name, account), await printed(format, 'plain', 'ann@acme.example'));
      }),
      { numRuns: 150 },
    );

  it('of CSV', () =>
    holdsFor('csv', (text) => {
      const rows = parseCsv(text);
      expect(rows.map(({ length }) => length)).toEqual(rows.map(() => 11));
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }));

  it('of Markdown', () => holdsFor('markdown', (text, plain) => expect(shapeOf(text, '|')).toEqual(shapeOf(plain, '|'))));

  it('of Mermaid', () =>
    holdsFor('mermaid', (text) => {
      const lines = text.trimEnd().split('\n');
      expect(lines.slice(0, 3)).toEqual([
        'flowchart LR',
        expect.stringMatching(/^ {2}a1\(\["[^"<>`{}[\]%&;]*(?:#\d+;[^"<>`{}[\]%&;]*)*<br\/>[a-z-]+"\]\):::\w+$/),
        expect.stringMatching(/^ {2}a1r1\["[^"<>`{}[\]%&;]*(?:#\d+;[^"<>`{}[\]%&;]*)*"\] --> a1$/),
      ]);
      expect(lines).toHaveLength(4);
    }));

  it('of HTML', () => holdsFor('html', (text, plain) => expect(tagsOf(text)).toEqual(tagsOf(plain))));
});

/** As YAML and JSON have it, in ASCII. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The names of the elements of a page, without its kinds of identity, which differ, and places where a line may end. */
function tagsOf(html: string): string[] {
  const tags = html.match(/<[!/]?[a-zA-Z][^\s>]*/g) ?? [];
  return tags.filter((tag) => tag !== '<wbr');
}

/** How many cells each line of a table has. */
function shapeOf(markdown: string, sign: string): number[] {
  const lines = markdown.split('\n').filter((line) => line.startsWith(sign));
  return lines.map((line) => line.split(/(?<!\\)\|/).length);
}

/** As RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

it('shows no value of an environment variable that an alias makes a name', async () => {
  const text = `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: *a, namespace: acme-prod}
spec:
  template:
    spec:
      containers: [{image: x, env: [{name: A, value: s3cret-1}]}]
      serviceAccountName: *b
`.replace(
    'metadata: {name: *a',
    'x-y: {env: [{name: A, value: &a s3cret-1}, {name: B, value: &b s3cret-2}]}\nmetadata: {name: *a',
  );
  for (const format of ['table', 'csv', 'json', 'markdown', 'mermaid', 'html']) {
    const { stdout } = await inventory(['--format', format, '-'], { stdin: text });
    expect(stdout).toContain('Service');
    expect(stdout).not.toContain('s3cret');
  }
});

describe('a picture', () => {
  const group = (label: string, identityKind: 'shared' | 'dedicated', size: number) => ({
    label,
    identityKind,
    entries: Array.from({ length: size }, (_, index) => `${label}${index}`),
  });
  const groups = [
    group('a', 'shared', 40),
    group('b', 'shared', 3),
    group('c', 'shared', 2),
    group('d', 'dedicated', 1),
    group('e', 'dedicated', 1),
  ];
  const sizes = (opened: string[], limits = { whole: 10, identities: 2, resources: 4 }) =>
    foldGroups(groups, { ...limits, opened: new Map(opened.map((what) => [what, 100])) }).map(
      ({ label, entries, more, identities }) => [label, entries.length, more, identities],
    );

  it('shows all of a few, and folds many', () => {
    expect(sizes([], { whole: 47, identities: 1, resources: 1 })).toEqual([
      ['a', 40, 0, 1],
      ['b', 3, 0, 1],
      ['c', 2, 0, 1],
      ['d', 1, 0, 1],
      ['e', 1, 0, 1],
    ]);
    expect(sizes([])).toEqual([
      ['a', 4, 36, 1],
      ['b', 3, 0, 1],
      ['c', 0, 2, 1],
      ['2 identities', 0, 2, 2],
    ]);
    expect(sizes(['a', 'dedicated'])).toEqual([
      ['a', 40, 0, 1],
      ['b', 3, 0, 1],
      ['c', 0, 2, 1],
      ['d', 1, 0, 1],
      ['e', 1, 0, 1],
    ]);
  });

  it('has a place for each resource, and none for two', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('shared', 'dedicated' as const), fc.integer({ min: 1, max: 30 }))),
        (shape) => {
          const made = shape.map(([kind, size], index) => group(`${index}-`, kind as 'shared', size));
          const folded = foldGroups(made, { whole: 20, identities: 3, resources: 5 });
          const layout = layOut(folded);
          const ys = layout.groups.flatMap(({ entries, moreY }) => [
            ...entries.map(({ y }) => y),
            ...(moreY === undefined ? [] : [moreY]),
          ]);
          expect([...new Set(ys)].sort((a, b) => a - b)).toEqual(ys);
          expect(ys.every((y) => y > 0 && y < layout.height)).toBe(true);
          const count = layout.headings.reduce((sum, { resources }) => sum + resources, 0);
          expect(count).toBe(shape.reduce((sum, [, size]) => sum + size, 0));
        },
      ),
    );
  });
});

it('runs on real manifests', async () => {
  const corpus = process.env['RUNLINT_CORPUS'];
  if (!corpus) return;
  for (const format of ['table', 'csv', 'json', 'markdown', 'mermaid', 'html']) {
    const { exitCode, stdout } = await inventory(['--format', format, join(corpus, 'manifests')]);
    expect(exitCode).toBe(1);
    expect(stdout).not.toBe('');
  }
});

describe('the commands of docs/inventory.md', () => {
  const page = fs.readFileSync(`${ROOT}docs/inventory.md`, 'utf8');
  const blocks = [...page.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const commands = blocks.flatMap((block) => block.split(/^\$ runlint /m).slice(1));

  it('are there', () => expect(commands).toHaveLength(6));

  it.each(commands.map((text) => [text.slice(0, text.indexOf('\n')), text.slice(text.indexOf('\n') + 1)]))(
    'runlint %s',
    async (line, shown) => {
      const [command = '', filter] = line.split(' | jq -r ');
      const words = (command.split(' > ')[0] as string).split(' ').map((word) => word.replaceAll("'", ''));
      const { exitCode, stdout } = await run(words, { cwd: `${TESTDATA}inventory/shop` });
      expect(exitCode).toBe(0);
      if (command.includes(' > ')) expect(stdout).toMatch(/^<!doctype html>/);
      else if (filter) expect(pathsOfNone(stdout)).toBe(shown);
      else expect(stdout).toBe(`${shown}`);
    },
  );

  /** What the page asks jq for. */
  function pathsOfNone(stdout: string): string {
    const { resources } = JSON.parse(stdout) as { resources: { identityKind: string; path: string }[] };
    return resources.flatMap(({ identityKind, path }) => (identityKind === 'none' ? `${path}\n` : [])).join('');
  }
});
