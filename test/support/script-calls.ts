import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { folderWith } from './run.ts';

/** Notes each call with its number of arguments before them, as texts that end with a zero byte. */
const STUB = `gcloud() {
  printf '%s\\0' "$#" "$@" >> "$LOG"
  if [ "$2" = describe ] && [ "$1" = projects ]; then echo 814577087058; elif [ "$3" = describe ]; then return 1; fi
}
source "$0"`;

/** Runs a script in bash, with a gcloud that only notes how it is called. It leaves nothing else behind. */
export function callsOf(
  script: string,
  env: Readonly<Record<string, string>>,
): { calls: string[][]; stderr: string; status: number | null } {
  const cwd = folderWith({ 'grants.sh': script, log: '' });
  const { stderr, status } = spawnSync('bash', ['--norc', '-c', STUB, './grants.sh'], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', LOG: 'log', LC_ALL: 'C.UTF-8', ...env },
    encoding: 'utf8',
  });
  const words = fs.readFileSync(join(cwd, 'log'), 'utf8').split('\0').slice(0, -1);
  const calls: string[][] = [];
  while (words.length > 0) calls.push(words.splice(0, Number(words.shift())));
  expect(fs.readdirSync(cwd).sort()).toEqual(['grants.sh', 'log']);
  return { calls, stderr, status };
}
