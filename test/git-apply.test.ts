import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type ReplaceCall, unifiedDiff } from '../src/index.ts';
import { TESTDATA } from './support/paths.ts';
import { folderWith, run } from './support/run.ts';

/** What runlint shows, and what it writes with `--patch`, is what git makes the same change of. */

interface Case {
  readonly path: string;
  readonly text: string;
}

type Files = Readonly<Record<string, Buffer>>;

const UTF_8: Readonly<Record<string, (text: string) => Buffer>> = {
  'as it is': (text) => Buffer.from(text),
  'CR LF': (text) => Buffer.from(withCrLf(text)),
  'märk 🙂': (text) => Buffer.from(`\uFEFF${text}`),
};
const UTF_16: Readonly<Record<string, (text: string) => Buffer>> = {
  little: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'big, CR LF': (text) => Buffer.from(`\uFEFF${withCrLf(text)}`, 'utf16le').swap16(),
};

/** Each case in each spelling, in a folder of its own. */
function spelt(cases: readonly Case[], spellings: typeof UTF_8): Files {
  const files = Object.entries(spellings).flatMap(([folder, encode]) =>
    cases.map(({ path, text }) => [`${folder}/${path}`, encode(text)] as const),
  );
  return Object.fromEntries(files);
}

function withCrLf(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}

/**
 * Runs a command that writes all files, and holds what git makes of the old ones against them.
 *
 * @returns the files that changed
 */
async function expectSameByGit(command: readonly string[], files: Files, isShownExactly: boolean): Promise<string[]> {
  const cwd = folderWith(files);
  const { stdoutBytes } = await run([...command, '--write', '--patch', 'change.patch', '.'], { cwd });
  const written = contentsOf(cwd, files);
  const patches = [fs.readFileSync(join(cwd, 'change.patch')), ...(isShownExactly ? [stdoutBytes] : [])];
  for (const patch of patches) expect(differences(gitApply(files, patch), written)).toEqual([]);
  return differences(files, written);
}

function gitApply(files: Files, patch: Uint8Array): Files {
  const cwd = folderWith({ ...files, 'change.patch': patch });
  execFileSync('git', ['init', '-q'], { cwd });
  execFileSync('git', ['-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', 'change.patch'], { cwd });
  return contentsOf(cwd, files);
}

function contentsOf(cwd: string, files: Files): Files {
  return Object.fromEntries(Object.keys(files).map((name) => [name, fs.readFileSync(join(cwd, name))]));
}

function differences(files: Files, others: Files): string[] {
  return Object.keys(files).filter((name) => !files[name]?.equals(others[name] as Buffer));
}

it('every case of the tables of set-service-account', async () => {
  const groups = new Map<string, Case[]>();
  for (const table of ['rewrite', 'revision-name']) {
    const { cases } = JSON.parse(fs.readFileSync(`${TESTDATA}yaml-edit/${table}.json`, 'utf8'));
    for (const { id, input, args = [] } of cases) addTo(groups, { args }, { path: `${table}/${id}.yaml`, text: input });
  }
  expect([...groups.values()].flat()).toHaveLength(38 + 7);
  for (const [{ args }, cases] of groupsOf(groups)) {
    const command = ['set-service-account', 'runner@my-proj.iam.gserviceaccount.com', ...args];
    const [utf8, utf16] = [spelt(cases, UTF_8), spelt(cases, UTF_16)];
    expect(await expectSameByGit(command, utf8, true)).toEqual(Object.keys(utf8));
    expect(await expectSameByGit(command, utf16, false)).toEqual(Object.keys(utf16));
  }
});

it('every case of the table of edits', () => {
  const cases: { before: string; after?: string }[] = JSON.parse(fs.readFileSync(`${TESTDATA}yaml-edit/edits.json`, 'utf8'));
  const made = cases.flatMap(({ before, after }, index) =>
    after === undefined ? [] : { name: `é ${index}.yaml`, before, after },
  );
  const filesOf = (side: 'before' | 'after') => Object.fromEntries(made.map((one) => [one.name, Buffer.from(one[side])]));
  const patch = made.map(({ name, before, after }) => unifiedDiff(name, before, after)).join('');
  expect(made.length).toBeGreaterThan(20);
  expect(differences(gitApply(filesOf('before'), Buffer.from(patch)), filesOf('after'))).toEqual([]);
});

it('every case of the rules and the checks that a fix mends', async () => {
  const groups = new Map<string, Case[]>();
  for (const folder of ['rules', 'checks']) {
    const names = fs.readdirSync(TESTDATA + folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((one) => one.endsWith('.fixed.yaml'))) {
      const text = fs.readFileSync(join(TESTDATA, folder, name.replace('.fixed.yaml', '.yaml')), 'utf8');
      const call = JSON.parse(/^# call: (.*)$/m.exec(text)?.[1] ?? '{}');
      const ownPath = /^# path: (.*)$/m.exec(text)?.[1] ?? 'service.yaml';
      const allowed = JSON.parse(/^# accounts: (.*)$/m.exec(text)?.[1] ?? '[]');
      addTo(
        groups,
        { args: argumentsOf(call), config: { extends: 'all', accounts: { allowed } } },
        { path: join(folder, name.replace('.fixed.yaml', ''), ownPath), text },
      );
    }
  }
  const unchanged: string[] = [];
  for (const [{ args, config }, cases] of groupsOf(groups)) {
    const command = ['fix', '--unsafe', ...args];
    const settings = { 'runlint.yaml': Buffer.from(JSON.stringify(config)) };
    const [utf8, utf16] = [spelt(cases, UTF_8), spelt(cases, UTF_16)];
    const changed = [
      ...(await expectSameByGit(command, { ...settings, ...utf8 }, true)),
      ...(await expectSameByGit(command, { ...settings, ...utf16 }, false)),
    ];
    unchanged.push(...Object.keys({ ...utf8, ...utf16 }).filter((name) => !changed.includes(name)));
  }
  expect(unchanged).toEqual([]);
}, 120_000);

/** What a run of several cases is made with. */
interface Settings {
  readonly args: readonly string[];
  readonly config?: object;
}

function addTo(groups: Map<string, Case[]>, settings: Settings, one: Case): void {
  const key = JSON.stringify(settings);
  groups.set(key, [...(groups.get(key) ?? []), one]);
}

function groupsOf(groups: ReadonlyMap<string, readonly Case[]>): [Settings, readonly Case[]][] {
  return Array.from(groups, ([key, cases]) => [JSON.parse(key), cases]);
}

/** How gcloud will be called, as the options say it. */
function argumentsOf({ as, project, namespace, region, severalDocuments }: ReplaceCall): string[] {
  const id = project && (project.number === undefined ? project.id : `${project.id}=${project.number}`);
  const options = { as, project: id, namespace, region, 'several-documents': severalDocuments };
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}
