import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addExportNoise } from './support/export-noise.ts';
import { ROOT } from './support/paths.ts';
import { randomOf, rewrittenManifest } from './support/rewritten-manifest.ts';
import { folderWith, run } from './support/run.ts';
import { callsOf } from './support/script-calls.ts';

const page = fs.readFileSync(`${ROOT}docs/identity.md`, 'utf8');
const fences = Array.from(page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm), ([, language, path, text = '']) => ({
  language,
  path,
  text,
}));
const files = fences.flatMap(({ path, text }) => (path === undefined ? [] : [[path, text] as const]));
const commands = fences.flatMap(({ language, text }) => (language === 'sh' ? text.trim().split('\n') : []));

/** What gcloud would export of a manifest, once it runs. */
function exportOf(path: string): string {
  const exported = rewrittenManifest(fs.readFileSync(path, 'utf8'), randomOf(1), (live) => addExportNoise(live, () => 0));
  return exported as string;
}

/** The words of a command of the page, which has no other quotes than these. */
function wordsOf(command: string): string[] {
  return Array.from(command.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}

describe('docs/identity.md', () => {
  it('leads from a default account to one for each resource, command by command', async () => {
    const cwd = folderWith(Object.fromEntries(files));
    const codes: [command: string, exitCode: number][] = [];
    let listed = '';
    for (const command of commands) {
      const [program, name = '', ...args] = wordsOf(command.replace(/ \|\| true$/, '').replace(/^.* \| /, ''));
      if (program !== 'runlint') continue;
      const { exitCode, stdout, stderr } = await run([name, ...args], { cwd, stdin: exportOf(join(cwd, 'deploy/hello.yaml')) });
      codes.push([command, exitCode]);
      if (name === 'grants') listed = stdout;
      if (name === 'set-service-account') expect(stderr).not.toContain('refused');
    }
    const failed = codes.filter(([, exitCode]) => exitCode !== 0).map(([command]) => command);
    expect(failed).toEqual(['runlint check deploy/ || true']);
    expect(codes.map(([command]) => command)).toEqual(commands.filter((command) => command.includes('runlint')));
    expect(listed).toContain(fences.find(({ language }) => language === 'text')?.text);
    const script = fs.readFileSync(join(cwd, 'grants.sh'), 'utf8');
    expect(script.match(/^gcloud .* add-iam-policy-binding \S+/gm)).toEqual([
      'gcloud secrets add-iam-policy-binding db-password',
      'gcloud storage buckets add-iam-policy-binding gs://acme-prod-reports',
      'gcloud iam service-accounts add-iam-policy-binding hello-run@acme-prod.iam.gserviceaccount.com',
      'gcloud iam service-accounts add-iam-policy-binding nightly-run@acme-prod.iam.gserviceaccount.com',
      'gcloud artifacts repositories add-iam-policy-binding apps',
    ]);
    const { calls, status } = callsOf(script, {});
    expect(status).toBe(0);
    // Two accounts that are looked for and made, and five grants.
    expect(calls).toHaveLength(2 * 2 + 5);
  });

  it('names no command but those of runlint, gcloud and the shell', () => {
    expect([...new Set(commands.map((command) => wordsOf(command)[0]))].sort()).toEqual(['bash', 'gcloud', 'runlint']);
  });
});
