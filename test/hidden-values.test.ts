import { describe, expect, it } from 'vitest';
import { REPORTER_NAMES } from '../src/cli/reporter-option.ts';
import { compareManifests, fixText } from '../src/index.ts';
import { MASK, maskTexts } from '../src/text/mask.ts';
import { run, service } from './support/run.ts';

/** Logs are public: what is, or could have been meant as, the value of a variable is never printed. */

const SECRET = 'hunter2secret';
const NUMBER = 98765432;

const container = (lines: string) => `${service()}${lines.replaceAll(/^/gm, '        ').trimEnd()}\n`;

describe.each([
  ['a value of the wrong type', `env:\n- name: A\n  value: {${SECRET}: 5}`],
  ['a list of values', `env:\n- name: A\n  value: [${SECRET}]`],
  ['a name with the value behind it', `env:\n- name: A=${SECRET}`],
  ['a name with the value behind it, and a number', `env:\n- name: A=${SECRET}\n  value: 5`],
  ['a text in the place of the variables', `env: DB=${SECRET}`],
  ['variables by their names', `env:\n  DB: ${SECRET}`],
  ['a name that is a map', `env:\n- name: {A: ${SECRET}}`],
  ['a source that is a text', `env:\n- name: A\n  valueFrom: ${SECRET}`],
  ['a reference that is a text', `env:\n- name: A\n  valueFrom:\n    secretKeyRef: ${SECRET}`],
  ['variables under another name', `environment:\n  A: ${SECRET}`],
  ['variables under a misspelt name', `enviroment:\n- {name: A, value: ${SECRET}}`],
  ['variables as functions have them', `environmentVariables: {A: ${SECRET}, B: 5}`],
  ['variables as an option of gcloud calls them', `env-vars: {A: ${SECRET}, B: 5}`],
  ['variables in capitals', `Env:\n- {name: A, value: ${SECRET}}`],
  ['an alias of a value elsewhere', `env:\n- name: A\n  value: &x ${SECRET}\nports:\n- containerPort: *x`],
  ['a date as a key of a value', `env:\n- name: A\n  value: {2024-01-01: ${SECRET}}`],
])('%s', (_, lines) => {
  const text = container(lines);

  it('is not in any report', async () => {
    for (const reporter of REPORTER_NAMES) {
      const { stdout, stderr, exitCode } = await run(['check', '--reporter', reporter, '-'], { stdin: text });
      expect(stdout + stderr).not.toContain(SECRET);
      expect(exitCode).toBe(1);
    }
  });

  it('is not in what is said of a fix', () => {
    const { found, applied, refused } = fixText(text, { safeties: ['safe', 'unsafe'] });
    const words = [
      ...found.flatMap(({ message, remedy, gcloudSays }) => [message, remedy, gcloudSays]),
      ...applied.map(({ title }) => title),
    ];
    expect(words.join('\n')).not.toContain(SECRET);
    expect(refused).toEqual([]);
  });
});

/** Each is repaired by a fix whose lines hold a value, or come to hold one. */
describe.each([
  ['a value without quotes', `env:\n- {name: A, value: ${NUMBER}}`],
  ['a value beside a misspelt key', `env:\n- {nmae: A, value: ${SECRET}}`],
  ['a value in front of a misspelt key', `env:\n- {value: ${SECRET}, nmae: A}`],
  ['a single variable that is no list', `env: {name: A, value: ${SECRET}}`],
  ['a variable that is set twice', `env: [{name: A, value: ${SECRET}}, {name: A, value: ${SECRET}}]`],
  ['a reserved variable among others', `env: [{name: K_SERVICE, value: ${NUMBER}}, {name: B, value: ${SECRET}}]`],
])('a fix beside %s', (_, lines) => {
  it.each(REPORTER_NAMES)('is not shown with the value by %s', async (reporter) => {
    const stdin = container(lines);
    const { stdout, stderr } = await run(['check', '--reporter', reporter, '-'], { stdin });
    expect(fixText(stdin, { safeties: ['safe', 'unsafe'] }).text).not.toBe(stdin);
    expect(stdout + stderr).not.toContain(SECRET);
    expect(stdout + stderr).not.toContain(String(NUMBER));
  });
});

it('a label that is called env is shown', async () => {
  const stdin = service().replace('  name: hello', '  name: hello\n  labels:\n    env: 5');
  expect((await run(['check', '-'], { stdin })).stdout).toContain('metadata.labels.env is the number 5');
});

/** By an alias a value stands elsewhere, too, where messages quote and cut what they speak of. */
describe.each([
  ['a long value', `${SECRET}${'x'.repeat(300)}`],
  ['a value with both kinds of quotes', `it's "${SECRET}"`],
  ['a value of several lines', `first\n${SECRET}`],
])('%s that stands elsewhere by an alias', (_, value) => {
  const text = container(`env:
- name: A
  value: &x ${JSON.stringify(value)}
args: [*x, more]
ports:
- containerPort: *x
volumeMounts:
- {name: *x, mountPath: *x}
`);

  it.each(REPORTER_NAMES)('is not shown by %s', async (reporter) => {
    const { stdout, stderr } = await run(['check', '--reporter', reporter, '-'], { stdin: text });
    expect(stdout + stderr).not.toContain(SECRET);
  });

  it('is not shown where it is compared', () => {
    const other = text.replace(SECRET, 'other');
    for (const [live, repository] of [
      [text, other],
      [other, text],
      [text, container('args: [less]')],
    ] as const)
      expect(JSON.stringify(compareManifests(live, repository))).not.toContain(SECRET);
  });
});

it.each(['- *variable', '- {<<: *variable}'])('a variable that stands outside of all is not shown as %s', (item) => {
  const text = `x-common: &variable {name: A, value: ${SECRET}}\n${container(`env:\n${item}`)}`;
  const other = text.replace(SECRET, 'other');
  for (const [live, repository] of [
    [text, other],
    [other, text],
    [text, service()],
  ] as const)
    expect(JSON.stringify(compareManifests(live, repository))).not.toContain(SECRET);
});

it('the name of a variable that is merged is shown', async () => {
  const stdin = `x-common: &variable {name: K_SERVICE, value: ${SECRET}}\n${container('env:\n- <<: *variable')}`;
  const { stdout } = await run(['check', '-'], { stdin });
  expect(stdout).toContain('K_SERVICE');
  expect(stdout).not.toContain(SECRET);
});

it('what is masked leaves the words around it', () => {
  const long = `a${'b'.repeat(300)}`;
  expect(maskTexts(`Volume ${long} is not ${long.slice(0, 199)}… here`, [long])).toBe(`Volume ${MASK} is not ${MASK}… here`);
});
