import fs from 'node:fs';
import { TESTDATA } from './paths.ts';

/** A file of JSON values, a line each. */
export function readJsonLines(path: string): ReturnType<typeof JSON.parse>[] {
  return fs
    .readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Answers recorded from the real thing. */
export function readOracle(name: string): ReturnType<typeof JSON.parse>[] {
  return readJsonLines(`${TESTDATA}oracle/${name}.jsonl`);
}
