import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './support/paths.ts';
import { folderWith, run, service } from './support/run.ts';

const BIN = `${ROOT}dist/bin/bin.cjs`;
const CHECK = ['check', '--reporter', 'json'];
const before = `${service()}        env:\n          - name: DEBUG\n            value: on\n`;
const after = before.replace('on\n', "'on'\n");

/** As several hooks on one repository are, and a check beside an editor. */
it('several processes at once that fix and check the same files do no harm', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `${index}.yaml`);
  const cwd = folderWith(Object.fromEntries(names.map((name) => [name, before])));
  const texts = () => new Set(names.map((name) => fs.readFileSync(join(cwd, name), 'utf8')));
  const known = ruleIdsIn((await run(CHECK, { cwd })).stdout);
  const seen = new Set<string>();
  const watching = setInterval(() => {
    for (const text of texts()) seen.add(text);
  }, 5);
  const commands = [...Array(3).fill(['fix', '--write']), ...Array(3).fill(CHECK)];
  const ends = await Promise.all(commands.map((argv) => runInProcess(argv, cwd)));
  clearInterval(watching);

  expect(new Set([...seen, before, after])).toEqual(new Set([before, after]));
  expect(texts()).toEqual(new Set([after]));
  expect(fs.readdirSync(cwd).sort()).toEqual(names.sort());
  const [fixes, checks] = [ends.slice(0, 3), ends.slice(3)];
  expect(fixes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  const told = checks.flatMap(({ stdout }) => ruleIdsIn(stdout));
  expect(told.filter((id) => !known.includes(id))).toEqual([]);
});

/** What a report in JSON tells of, each once. */
function ruleIdsIn(json: string): string[] {
  const report: { files: { diagnostics: { ruleId: string }[] }[] } = JSON.parse(json);
  return [...new Set(report.files.flatMap(({ diagnostics }) => diagnostics.map(({ ruleId }) => ruleId)))];
}

interface End {
  readonly exitCode: number | null;
  readonly stdout: string;
}

function runInProcess(argv: readonly string[], cwd: string): Promise<End> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...argv], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout: Buffer.concat(chunks).toString() }));
  });
}
