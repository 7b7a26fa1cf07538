import { resolve } from 'node:path';
import { writeFilesTogether } from '../io/atomic-write.ts';
import { printable } from '../reporters/terminal-text.ts';
import { encodeSourceText } from '../text/source-file.ts';
import type { Host } from './host.ts';
import type { PlannedChange } from './plan-changes.ts';

/** The changes that now stand in their files, and how many could not be written. */
interface WrittenChanges {
  readonly made: readonly PlannedChange[];
  readonly unwritten: number;
}

/** Writes all of the changes or none, or, where it is not all or nothing, each by itself; says which cannot be written. */
export function writeChanges(changed: readonly PlannedChange[], isAllOrNothing: boolean, host: Host): WrittenChanges {
  if (isAllOrNothing) return writeTogether(changed, host);
  const each = changed.map((change) => writeTogether([change], host));
  return { made: each.flatMap(({ made }) => made), unwritten: each.filter(({ unwritten }) => unwritten > 0).length };
}

function writeTogether(changed: readonly PlannedChange[], { cwd, disk, stderr }: Host): WrittenChanges {
  const files = changed.map(({ file, text }) => ({
    path: resolve(cwd, file.path),
    bytes: encodeSourceText(file, text),
    before: encodeSourceText(file, file.text),
  }));
  const { failures, stuck, leftovers } = writeFilesTogether(files, cwd, disk);
  const namesByPath = new Map(changed.map(({ file }, index) => [files[index]?.path, file.path]));
  const say = (path: string, what: string) => stderr.write(`${printable(`${namesByPath.get(path) ?? path}: ${what}`)}\n`);
  for (const { path, reason } of failures) say(path, `the file cannot be written: ${reason}`);
  for (const { path, reason } of stuck) say(path, `the file was written, and cannot be put back as it was: ${reason}`);
  for (const path of leftovers) say(path, 'this temporary file cannot be removed');
  if (failures.length === 0) return { made: changed, unwritten: 0 };
  const stuckPaths = new Set(stuck.map(({ path }) => path));
  return { made: changed.filter((_, index) => stuckPaths.has(files[index]?.path ?? '')), unwritten: failures.length };
}
