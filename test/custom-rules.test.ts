import { describe, expect, it } from 'vitest';
import { compileExpression, type ExpressionVariables, isExpressionError } from '../src/custom-rules/expression.ts';
import { TESTDATA } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

/** A configuration with one rule of a team's own. */
function configWith(rule: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ customRules: [{ id: 'acme/rule', at: 'metadata.name', message: 'wrong', ...rule }] });
}

interface Reported {
  readonly ruleId: string;
  readonly severity: string;
  readonly message: string;
  readonly remedy: string | null;
  readonly yamlPath: string;
  readonly fix: object | null;
}

/** What a rule of a team's own reports of a manifest. */
async function reportedBy(rule: Readonly<Record<string, unknown>>, text: string, path = 'a.yaml'): Promise<Reported[]> {
  const cwd = folderWith({ 'runlint.yaml': configWith(rule), [path]: text });
  const { stdout, stderr } = await run(['check', path, '--reporter', 'json'], { cwd });
  expect(stderr).toBe('');
  const { diagnostics } = JSON.parse(stdout).files[0] as { diagnostics: Reported[] };
  return diagnostics.filter(({ ruleId }) => ruleId === 'acme/rule');
}

const JOB = `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: nightly
spec:
  template:
    spec:
      taskCount: 1
      template:
        spec:
          serviceAccountName: nightly@acme-prod.iam.gserviceaccount.com
          maxRetries: 3
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/nightly:1.0.0
`;
const LABELLED = service().replace('  name: hello\n', '  name: hello\n  labels:\n    team: shop\n');

describe('what an expression can ask', () => {
  it.each<[expression: string, manifest: string, holds: boolean]>([
    ['true', service(), true],
    ['false', service(), false],
    ['object.kind == "Service" && object.metadata.name.startsWith("he")', service(), true],
    ['has(object.metadata.labels) && "team" in object.metadata.labels', service(), false],
    ['has(object.metadata.labels) && "team" in object.metadata.labels', LABELLED, true],
    ['object.metadata.?labels.?team.orValue("none") == "shop"', LABELLED, true],
    ['podSpec.serviceAccountName.endsWith("@acme-prod.iam.gserviceaccount.com")', service(), true],
    ['podSpec.serviceAccountName.endsWith("@acme-prod.iam.gserviceaccount.com")', JOB, true],
    ['podSpec.containers.all(c, c.image.contains(":"))', service(), true],
    ['podSpec.maxRetries <= 2', JOB, false],
    ['podSpec.maxRetries == 3 && type(podSpec.maxRetries) == int', JOB, true],
    ['path.matches("^deploy/prod/[a-z]+[.]yaml$")', service(), true],
    ['size(podSpec.containers) == 1', service(), true],
    [
      'object.metadata.annotations.big == 123456789012345678',
      service().replace('  name: hello\n', '  name: hello\n  annotations: {big: 123456789012345678}\n'),
      true,
    ],
    [
      'object.metadata.annotations.share > 0.2 && object.metadata.annotations.share < 0.3',
      service().replace('  name: hello\n', '  name: hello\n  annotations: {share: 0.25}\n'),
      true,
    ],
    [
      'object.metadata.annotations.isOn',
      service().replace('  name: hello\n', '  name: hello\n  annotations: {isOn: yes}\n'),
      true,
    ],
    [
      'object.metadata.name == "hello" && object.metadata.labels.a == object.metadata.name',
      service().replace('  name: hello\n', '  name: &n hello\n  labels: {a: *n}\n'),
      true,
    ],
    ['object.metadata["__proto__"] == "a"', service().replace('  name: hello\n', '  name: hello\n  __proto__: a\n'), true],
    [
      'podSpec.containers.all(c, c.volumeMounts.all(m, podSpec.volumes.exists(v, v.name == m.name)))',
      `${service()}        volumeMounts: [{name: a, mountPath: /a}]\n      volumes: [{name: a, emptyDir: {}}]\n`,
      true,
    ],
  ])('%s', async (expression, manifest, holds) => {
    expect(await reportedBy({ expression }, manifest, 'deploy/prod/a.yaml')).toHaveLength(holds ? 0 : 1);
  });
});

describe('what a rule reports', () => {
  const expression = 'has(object.metadata.labels) && "team" in object.metadata.labels';

  it('at its path, in its words, with the severity that it has or is set to', async () => {
    const rule = {
      expression,
      at: 'metadata.labels.team',
      message: '{resource} ({kind} {name}) has no {path}, {nothing}',
      remedy: 'Give {name} one.',
    };
    expect(await reportedBy(rule, service())).toMatchObject([
      {
        severity: 'warning',
        message: 'Service hello (Service hello) has no metadata.labels.team, {nothing}',
        remedy: 'Give hello one.',
        yamlPath: 'metadata.labels.team',
        fix: null,
      },
    ]);
    expect(await reportedBy({ ...rule, severity: 'info' }, service())).toMatchObject([{ severity: 'info' }]);
    const config = configWith({ expression });
    for (const [rules, expected] of [
      ['off', 'No problems'],
      ['error', '1 error'],
    ] as const) {
      const cwd = folderWith({
        'base.yaml': config,
        'runlint.yaml': `extends: base.yaml\nrules: {acme/rule: ${rules}}\n`,
        'a.yaml': service(),
      });
      expect((await run(['a.yaml'], { cwd })).stdout).toContain(expected);
    }
  });

  it('for the kinds that it names, at the pod of each', async () => {
    const rule = { expression: 'false', at: 'podSpec.containers[0].image', kinds: ['Job'] };
    expect(await reportedBy(rule, service())).toEqual([]);
    expect(await reportedBy(rule, JOB)).toMatchObject([{ yamlPath: 'spec.template.spec.template.spec.containers[0].image' }]);
  });

  it('can be silenced by a comment and accepted by a baseline', async () => {
    const cwd = folderWith({
      'runlint.yaml': configWith({ expression: 'false' }),
      'a.yaml': service().replace('  name: hello\n', '  name: hello # runlint-ignore[acme/rule] for now\n'),
      'b.yaml': service(),
    });
    await run(['baseline', 'b.yaml'], { cwd });
    expect((await run(['a.yaml', 'b.yaml', '--baseline', 'runlint-baseline.json'], { cwd })).stdout).toBe(
      'No problems found in 2 files   2 suppressed\n',
    );
  });

  it('with a repair that sets the value, unsafe where nothing is said', async () => {
    const text = service();
    const fix = { set: '{name}-of-{kind}' };
    const cwd = folderWith({
      'runlint.yaml': configWith({ expression: 'object.metadata.name == "hello-of-Service"', fix }),
      'a.yaml': text,
    });
    expect((await run(['fix', '-', '--stdin-filename', 'a.yaml'], { cwd, stdin: text })).stdout).toBe(text);
    const { stdout } = await run(['fix', '--unsafe', '-', '--stdin-filename', 'a.yaml'], { cwd, stdin: text });
    expect(stdout).toBe(text.replace('name: hello', 'name: hello-of-Service'));
    const safe = folderWith({
      'runlint.yaml': configWith({ expression: 'false', fix: { set: 'hi', safety: 'safe' } }),
      'a.yaml': text,
    });
    expect((await run(['fix', '-', '--stdin-filename', 'a.yaml'], { cwd: safe, stdin: text })).stdout).toBe(
      text.replace('hello\n', 'hi\n'),
    );
  });

  it('the repair is made of the whole value, and not of what a message shows of it', async () => {
    const long = 'x'.repeat(300);
    const text = service(undefined, long);
    const config = configWith({ expression: 'object.metadata.name.endsWith("y")', fix: { set: '{value}y' }, message: '{value}' });
    const { stdout } = await run(['fix', '--unsafe', '-'], { cwd: folderWith({ 'runlint.yaml': config }), stdin: text });
    expect(stdout).toBe(text.replace(long, `${long}y`));
    const [reported] = await reportedBy(JSON.parse(config).customRules[0], text);
    expect(reported?.message.length).toBeLessThan(250);
  });
});

describe('values of environment variables are never told', () => {
  const SECRET = 's3cret';
  const text = `${service()}        env:\n        - {name: A, value: ${SECRET}}\n        - {name: B, value: "(${SECRET}"}\n        - {name: N, value: "987654321987"}\n`;
  const at = 'podSpec.containers[0].env[0].value';
  const value = 'podSpec.containers[0].env[0].value';

  it.each<[rule: Readonly<Record<string, unknown>>]>([
    [{ expression: 'false', at, message: 'is {value}', remedy: 'not {value}' }],
    [{ expression: 'false', at, message: 'x', fix: { set: '{value}-2' } }],
    [{ expression: `object.metadata[${value}] == "x"` }],
    [{ expression: `{"a": 1}[${value}.upperAscii()] == 1` }],
    [{ expression: `bool(${value})` }],
    [{ expression: `duration(${value}) > duration("1s")` }],
    [{ expression: `bytes(${value}).json() == {}` }],
    [{ expression: `int(podSpec.containers[0].env[2].value) * int(podSpec.containers[0].env[2].value) > 1` }],
    [{ expression: '"x".matches(podSpec.containers[0].env[1].value)' }],
    [{ expression: `${value} > 5` }],
    [{ expression: value }],
    [{ expression: `podSpec.containers[0].env[int(podSpec.containers[0].env[2].value)].name == ""` }],
    [{ expression: `timestamp(${value}) > timestamp("2026-01-01T00:00:00Z")` }],
    [{ expression: `optional.of(${value}).nothing()` }],
    [{ expression: `[1].map(x, ${value}).all(x, x)` }],
  ])('%j', async (rule) => {
    const cwd = folderWith({ 'runlint.yaml': configWith(rule), 'a.yaml': text });
    for (const reporter of ['pretty', 'json']) {
      const { stdout, stderr, exitCode } = await run(['a.yaml', '--reporter', reporter, '--fail-on', 'warning'], { cwd });
      expect(exitCode).toBeGreaterThan(0);
      expect((stdout + stderr).toLowerCase()).not.toMatch(/s3cret|3cret|987654321987|975461058/);
    }
  });
});

describe('an expression that fails on a manifest', () => {
  it.each([
    ['object.metadata.labels.team == "a"', 'there is no such key, at labels'],
    ['podSpec.containers[3].image == "a"', 'the list is not that long, at podSpec.containers[3]'],
    ['object.metadata.name > 5', 'string > int does not go together, at object.metadata.name > 5'],
    ['object.metadata.name', 'it gives neither true nor false, at object.metadata.name'],
    ['int(object.metadata.name) == 1', 'a value is not of the right form, at int(object.metadata.name)'],
    ['size(podSpec.containers) / 0 == 1', 'division by zero, at size(podSpec.containers) / 0'],
    ['"x".matches(object.metadata.name + "(")', 'a value is not of the right form, at "x".matches(object.metadata.name + "(")'],
  ])('%s', async (expression, reason) => {
    expect(await reportedBy({ expression }, service())).toMatchObject([
      {
        message: `acme/rule cannot be judged for Service hello: ${reason}`,
        remedy: 'An expression asks for what can be missing with has(…) or .?, and takes few steps.',
        yamlPath: 'metadata.name',
        fix: null,
      },
    ]);
  });

  it('no manifest comes past a rule by being large', async () => {
    const many = (item: string, count: number) => `[${Array(count).fill(item).join(', ')}]`;
    const large = `${service()}items: &items ${many('1', 100)}\nlists: ${many('*items', 100)}\n`;
    expect(await reportedBy({ expression: 'true' }, large)).toMatchObject([
      { message: 'acme/rule cannot be judged for Service hello: it holds more than 10000 values' },
    ]);
  });
});

describe('no expression can hang the run', () => {
  const numbers = (length: number) => Array.from({ length }, (_, index) => BigInt(index));
  const tree = (length: number) => Object.fromEntries(numbers(length).map((number) => [`k${number}`, { a: `${number}` }]));
  const variables: ExpressionVariables = {
    object: {
      list: numbers(9000),
      map: tree(3000),
      same: tree(3000),
      text: 'a'.repeat(50_000),
      large: 'a'.repeat(4_000_000),
      digits: '1'.repeat(50_000),
      repeat: 'a{1000}',
    },
    podSpec: {},
    path: 'a.yaml',
  };
  /** Each name bound to twice the one before. */
  const doubled = (start: string, twice: (name: string) => string, end: (name: string) => string) => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`);
    const opening = names.map((name, index) => `cel.bind(${name}, ${index === 0 ? start : twice(names[index - 1] as string)}, `);
    return opening.join('') + end(names.at(-1) as string) + ')'.repeat(names.length);
  };

  const stopped = 'it takes more than 500000 steps';

  it.each<[name: string, expression: string, result: boolean | string]>([
    ['two loops', 'object.list.all(a, object.list.all(b, a + b >= 0))', stopped],
    [
      'four loops',
      'object.list.all(a, object.list.exists(b, object.list.exists(c, object.list.exists(d, a + b + c + d < 0))))',
      stopped,
    ],
    ['loops one behind the other', 'object.list.map(a, a * 2).filter(a, a > 5).exists(a, a == 10)', true],
    ['loops that fail', 'object.list.exists(a, object.list.exists(b, a / 0 == b))', stopped],
    ['loops that are left at once', 'object.list.all(a, object.map.exists(key, true))', stopped],
    ['large maps compared', 'object.map == object.same', true],
    ['large maps compared in a loop', 'object.list.all(a, object.map == object.same)', stopped],
    ['large maps looked for in a loop', 'object.list.all(a, object.map in [1, object.same])', stopped],
    ['large maps counted in a loop', 'object.list.all(a, object.map.size() == 3000)', stopped],
    ['a pattern that backtracks', 'object.text.matches("(a+)+$")', true],
    ['a pattern that backtracks and is not found', '!object.text.matches("^(a+)+$b")', true],
    ['a pattern on a text that is too long', 'object.large.matches("(a+)+$")', stopped],
    ['a pattern that becomes large', 'object.text.matches("(a?){1000}a{1000}")', stopped],
    ['many patterns that become large', 'object.list.exists(a, "a".matches(object.repeat + object.repeat + string(a)))', stopped],
    ['a long text in a long text', 'object.large.contains(object.text + "b" + object.text)', stopped],
    ['a text in a text in a loop', 'object.list.all(a, !object.text.contains("aaaaaaaaaab"))', stopped],
    ['a long text split in a loop', 'object.list.all(a, object.large.split("").size() > 0)', stopped],
    ['texts joined', 'object.list.map(a, object.large).join().size() > 0', stopped],
    ['a long duration', 'duration(object.digits + "s") == duration("1s")', stopped],
    [
      'a text that doubles',
      doubled(
        'object.text',
        (name) => `${name} + ${name}`,
        (name) => `${name} == "x"`,
      ),
      stopped,
    ],
    [
      'a list that doubles',
      doubled(
        'object.list',
        (name) => `${name} + ${name}`,
        (name) => `${name} == []`,
      ),
      stopped,
    ],
    [
      'a tree that doubles',
      doubled(
        'object.list',
        (name) => `[${name}, ${name}]`,
        (name) => `[${name}] == [${name}] + []`,
      ),
      stopped,
    ],
  ])('%s', (_, source, expected) => {
    const expression = compileExpression(source);
    if (isExpressionError(expression)) throw new Error(expression.message);
    const result = expression(variables);
    expect('holds' in result ? result.holds : result.error.message).toBe(expected);
  });

  it.each([
    ['10,000 brackets', '['.repeat(10_000)],
    ['9,000 signs', `${'!'.repeat(9000)}true`],
    ['1,001 parts', `1${' + 1'.repeat(1000)} == 1`],
    ['a list of 101', `[${'1, '.repeat(100)}1] == []`],
    ['a map of 101', `{${'1: 1, '.repeat(101)}} == {}`],
    ['60 keys', `object${'.a'.repeat(60)} == 1`],
    ['a text of a million characters', `"${'x'.repeat(1_000_000)}" == path`],
    ['a number of a million digits', `${'1'.repeat(1_000_000)} == 1`],
    ['a pattern of 1,001 characters', `path.matches("${'x'.repeat(1001)}")`],
  ])('too large: %s', (_, source) => {
    const expression = compileExpression(source);
    if (!isExpressionError(expression)) throw new Error('it was compiled');
    expect(expression.message).toMatch(/^it is longer |: it is too long$/);
  });

  it('matches is not taken for what only looks like it, and found wherever it is', () => {
    const holds = (source: string) => {
      const expression = compileExpression(source);
      if (isExpressionError(expression)) throw new Error(expression.message);
      return expression({ object: { matches: 'a' }, podSpec: {}, path: 'a.yaml' });
    };
    for (const source of [
      'path\n  // a comment: .matches(\n  .matches("^a")',
      '((path)).matches(("^a"))',
      'path.matches("^a") && "x.matches(y)" != "matches"',
      'object.matches == "a" && path.matches(path.matches("x") ? "x" : "a")',
      '["a"].all(matches, matches.matches("a"))',
    ])
      expect(holds(source), source).toEqual({ holds: true });
  });
});

describe('runlint test-rules', () => {
  const example = (text: string) => text;
  const config = (examples: object, rest: object = {}) =>
    JSON.stringify(
      {
        customRules: [
          {
            id: 'acme/team',
            expression: 'has(object.metadata.labels) && "team" in object.metadata.labels',
            at: 'metadata.labels.team',
            message: '{resource} names no team',
            examples,
            ...rest,
          },
        ],
      },
      undefined,
      2,
    );

  it('is content where each example is what it should be', async () => {
    const cwd = folderWith({ 'runlint.yaml': config({ valid: [LABELLED], invalid: [service(), example(JOB)] }) });
    expect(await run(['test-rules'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: '1 custom rule, 3 examples: all is as it should be\n',
      stderr: '',
    });
    const extending = folderWith({
      'base.yaml': config({ valid: [LABELLED], invalid: [service()] }),
      'own.yaml': 'extends: base.yaml\n',
    });
    expect((await run(['test-rules', '--config', 'own.yaml'], { cwd: extending })).exitCode).toBe(0);
  });

  it('says where one is not, at the example', async () => {
    const rules = [
      { valid: [service()], invalid: [LABELLED] },
      { valid: [LABELLED], invalid: ['kind: ConfigMap\n', service(), 'a: ['] },
      { invalid: [service()] },
      {},
    ].map((examples, index) => ({
      id: `acme/rule-${index}`,
      expression: 'has(object.metadata.labels) && "team" in object.metadata.labels',
      at: 'metadata.labels.team',
      message: '{resource} names no team',
      examples,
    }));
    const failing = {
      ...rules[0],
      id: 'acme/failing',
      expression: 'object.metadata.labels.team == "shop"',
      examples: { valid: [LABELLED], invalid: [service()] },
    };
    const cwd = folderWith({ 'runlint.yaml': JSON.stringify({ customRules: [...rules, failing] }, undefined, 1) });
    const { stdout, exitCode } = await run(['test-rules'], { cwd });
    expect(exitCode).toBe(1);
    await expect(stdout).toMatchFileSnapshot(`${TESTDATA}config/printed/test-rules.txt`);
  });

  it('says so where there are none', async () => {
    expect(await run(['test-rules'], { cwd: folderWith({ 'runlint.yaml': '' }) })).toMatchObject({
      exitCode: 2,
      stderr: 'runlint: There are no custom rules here\n  They are written in runlint.yaml, below customRules.\n',
    });
  });
});
