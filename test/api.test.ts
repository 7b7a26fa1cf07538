import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as library from '../src/index.ts';
import * as nodeLibrary from '../src/node.ts';
import { ROOT } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

it('exports what is meant to be used, and nothing else', () => {
  expect(Object.keys(library).sort()).toEqual([
    'LineIndex',
    'applyTextEdits',
    'checkText',
    'compareManifests',
    'explainRule',
    'fingerprintsIn',
    'fixText',
    'githubReview',
    'gitlabDiscussions',
    'parseServiceAccount',
    'recommendedRules',
    'rules',
    'setServiceAccount',
    'unifiedDiff',
  ]);
  expect(Object.keys(nodeLibrary).sort()).toEqual(['ConfigError', 'checkFiles', 'fixFiles', 'reviewFiles']);
});

describe('the programs of docs/library.md', () => {
  const page = fs.readFileSync(`${ROOT}docs/library.md`, 'utf8');
  const programs = [...page.matchAll(/^## (.*)$[\s\S]*?^```js\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm)];

  it('are there', () => expect(programs).toHaveLength(4));

  it.each(programs.map(([, title, program, output]) => [title, program, output] as [string, string, string]))(
    '%s',
    (title, program, output) => {
      // In the project's own folder, so that it imports the package by its name.
      const path = `${ROOT}test/.example-${title.toLowerCase().replaceAll(' ', '-')}.mjs`;
      onTestFinished(() => fs.rmSync(path, { force: true }));
      fs.writeFileSync(path, program);
      expect(execFileSync(process.execPath, [path], { encoding: 'utf8' }).trimEnd()).toBe(output.trimEnd());
    },
  );
});

describe('setServiceAccount', () => {
  it('throws for what can be no account, and takes a byte-order mark off', () => {
    expect(() => library.setServiceAccount(service(), 'ann@acme.example')).toThrow(RangeError);
    const { text } = library.setServiceAccount(`\uFEFF${service()}`, 'new-web@acme-prod.iam.gserviceaccount.com');
    expect(text).toBe(service('new-web@acme-prod.iam.gserviceaccount.com'));
  });
});

describe('the report in JSON', () => {
  const schema = JSON.parse(fs.readFileSync(`${ROOT}schemas/report.schema.json`, 'utf8'));
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
  const texts = {
    'clean.yaml': service(),
    'é 🙂.yaml': `# 🙂\n${service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com')}`,
    'crlf.yaml': service('$ACCOUNT').replaceAll('\n', '\r\n'),
    'two.yaml': service('web-app@acme-dev.iam.gserviceaccount.com').replace('name: hello', 'name: hello\n  namespace: acme-prod'),
    'broken.yaml': `${service()}: [`,
    'binary.yaml': 'a\0b',
    'empty.yaml': '',
    'other.yaml': 'a: b\n',
  };

  it('fits its schema, for files of every sort', async () => {
    const cwd = folderWith(texts);
    for (const paths of [['.'], Object.keys(texts), ['clean.yaml']]) {
      const { stdout } = await run(['check', '--reporter', 'json', ...paths], { cwd });
      validate(JSON.parse(stdout));
      expect(validate.errors).toBeNull();
    }
  });

  it('lists the files that were named, and those with findings', async () => {
    const cwd = folderWith(texts);
    const pathsOf = async (...paths: string[]) => {
      const { stdout } = await run(['check', '--reporter', 'json', ...paths], { cwd });
      return JSON.parse(stdout).files.map(({ path, skipped }: { path: string; skipped: unknown }) => [path, skipped]);
    };
    expect(await pathsOf('.')).toEqual([
      ['broken.yaml', false],
      ['crlf.yaml', false],
      ['two.yaml', false],
      ['é 🙂.yaml', false],
    ]);
    expect(await pathsOf('clean.yaml', 'empty.yaml', 'other.yaml')).toEqual([
      ['clean.yaml', false],
      ['empty.yaml', 'empty'],
      ['other.yaml', 'not a Cloud Run manifest'],
    ]);
  });

  it('counts lines and columns from one, columns in UTF-16 units, offsets from zero without the byte-order mark', async () => {
    const text =
      '{"apiVersion": "serving.knative.dev/v1", "kind": "Service",\r\n"x🙂": {}, "spec": {"template": {"spec": {"serviceAccountName": "bad@@x"}}}}';
    const { stdout } = await run(['check', '--reporter', 'json', '-'], { stdin: `\uFEFF${text}` });
    const diagnostics: { ruleId: string; range: unknown }[] = JSON.parse(stdout).files[0].diagnostics;
    const diagnostic = diagnostics.find(({ ruleId }) => ruleId === 'service-account-email-valid');
    const offset = text.indexOf('"bad@@x"');
    const column = offset - text.indexOf('\n');
    expect(diagnostic?.range).toEqual({
      start: { line: 2, column, offset },
      end: { line: 2, column: column + 8, offset: offset + 8 },
    });
    expect(diagnostic).toMatchObject({ path: '<stdin>', resource: 'Service', fix: null, suppression: null });
  });

  it('holds a fix that gives the fixed text when it is applied', async () => {
    const text = service('serviceAccount:web-app@acme-prod.iam.gserviceaccount.com');
    const { stdout } = await run(['check', '--reporter', 'json', '-'], { stdin: text });
    const { fix } = JSON.parse(stdout).files[0].diagnostics.find(
      ({ ruleId }: { ruleId: string }) => ruleId === 'service-account-email-valid',
    );
    expect(fix).toMatchObject({ safety: 'unsafe', title: 'Write web-app@acme-prod.iam.gserviceaccount.com' });
    const edits = fix.edits.map(
      ({ range, newText }: { range: { start: { offset: number }; end: { offset: number } }; newText: string }) => ({
        range: { start: range.start.offset, end: range.end.offset },
        newText,
      }),
    );
    expect(library.applyTextEdits(text, edits)).toBe(service());
  });
});
