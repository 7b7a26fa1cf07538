import fs from 'node:fs';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { type FileSystem, nodeFileSystem } from '../../src/io/files.ts';

/** What a run printed and how it ended. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Buffer;
}

export interface World {
  readonly cwd?: string;
  readonly today?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly disk?: Partial<FileSystem>;
  /** The clock; it stands still where none is given. */
  readonly now?: () => number;
}

/** Runs the command line in this process, in a world of the test's own. */
export async function run(argv: readonly string[], world: World = {}): Promise<Run> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const host: Host = {
    cwd: world.cwd ?? process.cwd(),
    today: world.today ?? '2026-11-22',
    now: world.now ?? (() => 0),
    env: world.env ?? {},
    stdout: output(out, world.isTerminal),
    stderr: output(err, world.isTerminal),
    disk: { ...nodeFileSystem, ...world.disk },
    isInputTerminal: () => world.stdin === undefined && world.isTerminal === true,
    readStdin: (limit) => Buffer.from(world.stdin ?? '').subarray(0, limit + 1),
  };
  const exitCode = await runCli(argv, host);
  const stdoutBytes = Buffer.concat(out);
  return { exitCode, stdout: stdoutBytes.toString(), stderr: Buffer.concat(err).toString(), stdoutBytes };
}

function output(chunks: Buffer[], isTerminal = false): Host['stdout'] {
  return { isTerminal, columns: 100, write: (text) => void chunks.push(Buffer.from(text)) };
}

/** A new folder with these files in it, gone when the test ends. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = fs.mkdtempSync(join(os.tmpdir(), 'runlint-test-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(folder, name)), { recursive: true });
    fs.writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A Service that nothing is wrong with, or one with another account, or with none. */
export function service(account: string | null = 'web-app@acme-prod.iam.gserviceaccount.com', name = 'hello'): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: ${name}
spec:
  template:
    spec:
${account === null ? '' : `      serviceAccountName: ${account}\n`}      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/hello:1.0.0
`;
}
