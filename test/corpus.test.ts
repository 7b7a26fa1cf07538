import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { setServiceAccount } from '../src/fix/set-service-account.ts';
import { checkText } from '../src/index.ts';
import { readManifest } from '../src/manifest/manifest.ts';
import { serviceAccountNameOf } from '../src/manifest/resource.ts';
import { decodeSourceFile, encodeSourceText, isDecodeFailure, type SourceFile } from '../src/text/source-file.ts';
import { run } from './support/run.ts';

const NEW = 'new-account@acme-prod.iam.gserviceaccount.com';
const corpus = process.env['RUNLINT_CORPUS'];
if (!corpus) {
  process.stderr.write('The tests on real files are skipped: RUNLINT_CORPUS names no folder with manifests/ and other-yaml/.\n');
}

describe.skipIf(!corpus)('real files', () => {
  const folder = `${corpus}/manifests/`;
  const names = corpus ? fs.readdirSync(folder).sort() : [];

  it('of other kinds: nothing is reported', async () => {
    const { stdout, exitCode } = await run(['check', '--reporter', 'json', `${corpus}/other-yaml`], {});
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ files: [], summary: { errors: 0, warnings: 0, infos: 0 } });
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

  it('each gets its account on exactly the lines it must, and reading again finds it', () => {
    let changed = 0;
    for (const name of names) {
      const bytes = fs.readFileSync(folder + name);
      const file = decodeSourceFile(name, bytes);
      if (isDecodeFailure(file)) continue;
      const manifest = readManifest(file);
      const result = setServiceAccount(manifest, NEW, {});
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
