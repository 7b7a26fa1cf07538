import fc from 'fast-check';

/** A manifest in one of the many ways people write them, and where its account stands. */
export interface WrittenManifest {
  readonly text: string;
  /** The account as it is written; undefined where there is none. */
  readonly account: string | undefined;
}

interface Style {
  readonly kind: 'Service' | 'Job' | 'WorkerPool';
  readonly indent: 1 | 2 | 4;
  readonly listIndent: 0 | 2;
  readonly quote: '' | "'" | '"';
  readonly quotedKeys: boolean;
  readonly comments: readonly string[];
  readonly blankLines: boolean;
  readonly account: 'plain' | 'missing' | 'empty' | 'null' | 'block' | 'anchored' | 'alias';
  readonly accountComment: string;
  readonly containersFirst: boolean;
  readonly layout: 'block' | 'flow' | 'json';
  readonly documents: 'one' | 'before' | 'after' | 'marked';
  readonly hasFinalLineEnd: boolean;
  readonly lineEnd: '\n' | '\r\n';
}

const OLD = 'old-account@acme-prod.iam.gserviceaccount.com';
const COMMENT = fc.constantFrom('# plain', '# serviceAccountName: commented@out', '# it\'s: "odd" {[', '# é 🙂 漢字', '#');

const STYLE: fc.Arbitrary<Style> = fc.record({
  kind: fc.constantFrom('Service', 'Job', 'WorkerPool'),
  indent: fc.constantFrom(1, 2, 4),
  listIndent: fc.constantFrom(0, 2),
  quote: fc.constantFrom('', "'", '"'),
  quotedKeys: fc.boolean(),
  comments: fc.array(COMMENT, { maxLength: 4 }),
  blankLines: fc.boolean(),
  account: fc.constantFrom('plain', 'missing', 'empty', 'null', 'block', 'anchored', 'alias'),
  accountComment: fc.constantFrom('', ' # who', '   # é'),
  containersFirst: fc.boolean(),
  layout: fc.constantFrom('block', 'flow', 'json'),
  documents: fc.constantFrom('one', 'before', 'after', 'marked'),
  hasFinalLineEnd: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
});

export const manifestArbitrary: fc.Arbitrary<WrittenManifest> = STYLE.map((style) => {
  const body = style.layout === 'block' ? blockLines(style) : flowLines(style);
  const other = ['kind: ConfigMap', 'apiVersion: v1', 'data: {serviceAccountName: not-this@one}'];
  const documents = {
    one: body,
    before: [...other, '--- # next', ...body],
    after: [...body, '...', '---', ...other],
    marked: ['---', ...body, '---', '# nothing'],
  }[style.documents];
  const text = documents.join(style.lineEnd) + (style.hasFinalLineEnd ? style.lineEnd : '');
  return { text, account: hasAccount(style) ? OLD : undefined };
});

function hasAccount({ account, layout }: Style): boolean {
  if (layout !== 'block') return account !== 'missing' && account !== 'empty' && account !== 'null';
  return ['plain', 'block', 'anchored', 'alias'].includes(account);
}

function blockLines(style: Style): string[] {
  const { kind, quote, comments } = style;
  const key = (name: string) => (style.quotedKeys ? `"${name}"` : name);
  const quoted = (text: string) => `${quote}${text}${quote}`;
  const pod = podLines(style, key, quoted);
  const depth = kind === 'Job' ? ['template:', 'spec:', 'template:', 'spec:'] : ['template:', 'spec:'];
  const lines = [
    `${key('apiVersion')}: ${quoted(kind === 'Service' ? 'serving.knative.dev/v1' : 'run.googleapis.com/v1')}`,
    `${key('kind')}: ${quoted(kind)}`,
    'metadata:',
    `${pad(style, 1)}name: hello`,
    ...(style.account === 'alias' ? [`${pad(style, 1)}annotations:`, `${pad(style, 2)}owner: &account ${OLD}`] : []),
    'spec:',
    ...depth.map((name, index) => `${pad(style, index + 1)}${name}`),
    ...pod.map((line) => pad(style, depth.length + 1) + line),
  ];
  return scatter(lines, comments, style.blankLines);
}

function podLines(style: Style, key: (name: string) => string, quoted: (text: string) => string): string[] {
  const name = key('serviceAccountName');
  const account: Readonly<Record<Style['account'], string[]>> = {
    plain: [`${name}: ${quoted(OLD)}${style.accountComment}`],
    missing: [],
    empty: [`${name}:${style.accountComment}`],
    null: [`${name}: ~${style.accountComment}`],
    block: [`${name}: >-${style.accountComment}`, `${' '.repeat(style.indent)}${OLD}`],
    anchored: [`${name}: &account ${quoted(OLD)}${style.accountComment}`],
    alias: [`${name}: *account${style.accountComment}`],
  };
  const dash = ' '.repeat(style.listIndent);
  const containers = [
    'containers:',
    `${dash}- image: europe-docker.pkg.dev/acme-prod/apps/hello`,
    `${dash}  env:`,
    `${dash}  - name: OWNER`,
    `${dash}    value: ${style.account === 'anchored' ? '*account' : OLD}`,
  ];
  const isEnvFirst = style.containersFirst && style.account !== 'anchored';
  return isEnvFirst
    ? [...containers, ...account[style.account]]
    : [...account[style.account], ...containers, 'timeoutSeconds: 300'];
}

function flowLines(style: Style): string[] {
  const isJson = style.layout === 'json';
  const text = (value: string) => (isJson ? `"${value}"` : value);
  const account = hasAccount(style) ? [`${text('serviceAccountName')}: ${text(OLD)}`] : [];
  const pod = `{${[...account, `${text('containers')}: [{${text('image')}: ${text('img')}}]`].join(', ')}}`;
  const inner = `{${text('template')}: {${text('spec')}: ${pod}}}`;
  const spec = style.kind === 'Job' ? `{${text('template')}: {${text('spec')}: ${inner}}}` : inner;
  const apiVersion = style.kind === 'Service' ? 'serving.knative.dev/v1' : 'run.googleapis.com/v1';
  const lines = [
    `${text('apiVersion')}: ${text(apiVersion)},`,
    `${text('kind')}: ${text(style.kind)},`,
    `${text('spec')}: ${spec}`,
  ];
  return ['{', ...lines.map((line) => ' '.repeat(style.indent) + line), '}'];
}

/** Comments and blank lines between the lines, never in a block scalar or right behind it, where a comment is content. */
function scatter(lines: readonly string[], comments: readonly string[], hasBlankLines: boolean): string[] {
  return lines.flatMap((line, index) => {
    const isInBlock = lines.slice(Math.max(0, index - 2), index).some((above) => above.includes('>-'));
    const comment = isInBlock ? undefined : comments[(index * 7) % Math.max(comments.length * 3, 1)];
    const before = comment === undefined ? [] : [' '.repeat(index % 5) + comment];
    return [...before, ...(hasBlankLines && !isInBlock && index % 4 === 1 ? [''] : []), line];
  });
}

function pad({ indent }: Style, level: number): string {
  return ' '.repeat(indent * level);
}
