import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { setServiceAccounts } from '../src/fix/set-service-account.ts';
import { checkText, fixText, rules } from '../src/index.ts';
import { readManifest } from '../src/manifest/manifest.ts';
import { serviceAccountNameOf } from '../src/manifest/resource.ts';
import { remembered } from '../src/text/remembered.ts';
import { decodeSourceFile, encodeSourceText, isDecodeFailure, type SourceFile } from '../src/text/source-file.ts';
import { readYaml } from '../src/yaml/read-yaml.ts';
import { compareReaders } from './support/reader-law.ts';
import { folderWith, run } from './support/run.ts';

const NEW = 'new-account@acme-prod.iam.gserviceaccount.com';
const corpus = process.env['RUNLINT_CORPUS'];
if (!corpus) {
  process.stderr.write('The tests on real files are skipped: RUNLINT_CORPUS names no folder with manifests/ and other-yaml/.\n');
}

describe.skipIf(!corpus)('real files', () => {
  const folder = `${corpus}/manifests/`;
  const names = corpus ? fs.readdirSync(folder).sort() : [];
  const texts = names.flatMap((name) => {
    const file = decodeSourceFile(name, fs.readFileSync(folder + name));
    return isDecodeFailure(file) ? [] : [{ name, text: file.text }];
  });

  /** By every rule, once for all tests. */
  const checked = remembered(() => texts.map((one) => ({ ...one, ...checkText(one.text, { rules }) }))).bind(undefined, texts);

  it('of other kinds: nothing is reported', async () => {
    const cwd = folderWith({ 'runlint.yaml': 'extends: all\n' });
    const argv = ['check', '--config', 'runlint.yaml', '--reporter', 'json', `${corpus}/other-yaml`];
    const { stdout, exitCode } = await run(argv, { cwd });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ files: [], summary: { errors: 0, warnings: 0, infos: 0 } });
  });

  it('the fast reader accepts nine of ten manifests, and reads them and all else that it accepts as the full reader does', () => {
    const others = fs.readdirSync(`${corpus}/other-yaml/`).map((name) => fs.readFileSync(`${corpus}/other-yaml/${name}`, 'utf8'));
    const verdicts = texts.map(({ text }) => compareReaders(text));
    expect([...verdicts, ...others.map((text) => compareReaders(text))]).not.toContain('different');
    const accepted = verdicts.filter((verdict) => verdict === 'equal').length;
    process.stdout.write(`\nThe fast reader accepts ${accepted} of ${verdicts.length} real manifests.\n`);
    expect(accepted).toBeGreaterThan(verdicts.length * 0.9);
  });

  it('of Cloud Run: checked without a crash', async () => {
    const { stdout, exitCode } = await run(['check', '--reporter', 'json', folder], {});
    expect(exitCode).toBe(1);
    const ruleIds = JSON.parse(stdout).files.flatMap(({ diagnostics }: { diagnostics: { ruleId: string }[] }) =>
      diagnostics.map(({ ruleId }) => ruleId),
    );
    expect(ruleIds.length).toBeGreaterThan(100);
    expect(ruleIds.filter((ruleId: string) => /^(?:internal|file)\//.test(ruleId))).toEqual([]);
  });

  it('how often each rule reports', () => {
    const counts = new Map(rules.map(({ id }) => [id, { findings: 0, files: 0 }]));
    for (const { diagnostics } of checked()) {
      const found = diagnostics.map(({ ruleId }) => ruleId);
      for (const id of found) if (counts.has(id)) (counts.get(id) as { findings: number }).findings++;
      for (const id of new Set(found)) if (counts.has(id)) (counts.get(id) as { files: number }).files++;
    }
    const rows = [...counts].map(
      ([id, { findings, files }]) => `  ${id.padEnd(40)}${String(findings).padStart(5)}${String(files).padStart(5)}\n`,
    );
    process.stdout.write(
      `\nFindings of each rule in ${texts.length} real manifests, and the manifests that have some:\n${rows.join('')}`,
    );
    expect(texts.length).toBeGreaterThan(250);
  });

  it('each fix leaves what can be read and changes nothing else, and a second time nothing', () => {
    const applied = new Map<string, number>();
    for (const { name, text, diagnostics } of checked()) {
      const fixing = new Set(diagnostics.flatMap(({ fix, ruleId }) => (fix ? ruleId : [])));
      for (const id of fixing) {
        const options = { rules: rules.filter((rule) => rule.id === id), safeties: ['safe', 'unsafe'] } as const;
        const once = fixText(text, options);
        expect(once.refused, `${id} in ${name}`).toEqual([]);
        expect(fixText(once.text, options).text, `${id} in ${name}`).toBe(once.text);
        expect(
          readYaml(once.text).every(({ isReadable }) => isReadable),
          `${id} in ${name}`,
        ).toBe(true);
        applied.set(id, (applied.get(id) ?? 0) + 1);
      }
    }
    const rows = [...applied].sort().map(([id, count]) => `  ${id.padEnd(40)}${String(count).padStart(5)}\n`);
    process.stdout.write(`\nFixes that were made to real manifests, and to how many:\n${rows.join('')}`);
  });

  it('each gets its account on exactly the lines it must, and reading again finds it', () => {
    let changed = 0;
    for (const name of names) {
      const bytes = fs.readFileSync(folder + name);
      const file = decodeSourceFile(name, bytes);
      if (isDecodeFailure(file)) continue;
      const manifest = readManifest(file);
      const result = setServiceAccounts(manifest, () => ({ email: NEW }));
      const isRefused = result.diagnostics.some(({ severity }) => severity === 'error');
      if (isRefused) {
        expect(result.text, name).toBe(file.text);
        continue;
      }
      expectOnlyAccountLines(name, file, result.text, result.changed.length);
      const again = readManifest({ ...file, text: result.text });
      for (const resource of again.resources.filter(({ kind }) => kind.replaceCommand))
        expect(serviceAccountNameOf(resource), name).toBe(NEW);
      expect(Buffer.from(encodeSourceText(file, file.text)).equals(bytes), name).toBe(true);
      changed++;
    }
    expect(changed).toBeGreaterThan(names.length * 0.9);
  });

  it('each finding has a place in the text and says something', () => {
    for (const name of names) {
      const file = decodeSourceFile(name, fs.readFileSync(folder + name));
      if (isDecodeFailure(file)) continue;
      for (const { range, message } of checkText(file.text).diagnostics) {
        expect(range.end, name).toBeLessThanOrEqual(file.text.length);
        expect(message, name).toMatch(/^\S.{10,}/s);
      }
    }
  });
});

/** Of each resource one line is added, or one is replaced; with a pinned revision name, that one and an empty metadata go. */
function expectOnlyAccountLines(name: string, file: SourceFile, result: string, resources: number): void {
  const isAccount = (line: string) => /serviceAccountName|^\s*\S+@\S+\s*$/.test(line);
  const rest = (text: string) => text.split('\n').filter((line) => !isAccount(line));
  const [before, after] = [rest(file.text), rest(result)];
  if (before.length === after.length) expect(after, name).toEqual(before);
  else expect(before.length - after.length, name).toBeLessThanOrEqual(2 * resources);
  expect(result.split(NEW).length - 1, name).toBeGreaterThanOrEqual(resources);
}
