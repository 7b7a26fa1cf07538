import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type FileSystem, isWithin, nodeFileSystem, readBytes, reasonOf, writeAll } from './files.ts';

/** A file that is to have other bytes. */
export interface FileToWrite {
  /** Its absolute path. Where a link is on the way, what it leads to is written, if that lies below the root. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What it held when it was read, to be put back where another file cannot be written. */
  readonly before: Uint8Array;
}

/** A file that could not be written, and why. */
interface WriteFailure {
  readonly path: string;
  readonly reason: string;
}

/** What became of files that were to be written together. */
export interface WriteOutcome {
  /** The files that could not be written. Where there is none, all are. */
  readonly failures: readonly WriteFailure[];
  /** Beside a failure, the files that hold their new bytes all the same: the old ones could not be put back. */
  readonly stuck: readonly WriteFailure[];
  /** Temporary files that could not be removed. */
  readonly leftovers: readonly string[];
}

/**
 * Writes a file whole or not at all, whenever the process ends: into a temporary file beside it, which then takes its name
 * and has its mode. Where a link is on the way, what it leads to is written, if that lies below `root`. Throws what the
 * system says.
 */
export function writeFileAtomically(path: string, bytes: Uint8Array, root: string, disk: FileSystem = nodeFileSystem): void {
  const staged = stage(path, bytes, root, disk);
  try {
    disk.renameSync(staged.temporary, staged.target);
  } catch (error) {
    remove(staged, disk);
    throw error;
  }
}

/**
 * Writes all of the files or none, each whole: no file takes its name before every temporary file is written. Where one
 * cannot take its name all the same, those before it get back what they held. A file that somebody else has changed since
 * it was read cannot be written. Never throws.
 */
export function writeFilesTogether(files: readonly FileToWrite[], root: string, disk: FileSystem): WriteOutcome {
  const staged: Staged[] = [];
  const failures: WriteFailure[] = [];
  for (const file of files) {
    const failure = failureOf(file.path, () => {
      checkUnchanged(file, disk);
      staged.push(stage(file.path, file.bytes, root, disk));
    });
    if (failure) failures.push(failure);
  }
  const renamed = failures.length > 0 ? 0 : renameAll(staged, disk, failures);
  if (failures.length === 0) return { failures, stuck: [], leftovers: [] };
  const leftovers = staged.slice(renamed).filter((one) => !remove(one, disk));
  const stuck = files
    .slice(0, renamed)
    .flatMap(({ path, before }) => failureOf(path, () => writeFileAtomically(path, before, root, disk)) ?? []);
  return { failures, stuck, leftovers: leftovers.map(({ temporary }) => temporary) };
}

/** What somebody else has made of a file since it was read is not written over, if it is not the same. */
function checkUnchanged({ path, bytes, before }: FileToWrite, disk: FileSystem): void {
  const now = readBytes(path, Math.max(before.length, bytes.length), disk);
  if (!now.isTruncated && (now.bytes.equals(before) || now.bytes.equals(bytes))) return;
  throw new Error('it was changed after it was read; run runlint again');
}

/** A temporary file that is about to take the name of its target. */
interface Staged {
  /** The path that it was asked for by. */
  readonly path: string;
  readonly target: string;
  readonly temporary: string;
}

/** @returns how many of them have taken their names, up to the first that could not */
function renameAll(staged: readonly Staged[], disk: FileSystem, failures: WriteFailure[]): number {
  for (const [index, { path, temporary, target }] of staged.entries()) {
    const failure = failureOf(path, () => disk.renameSync(temporary, target));
    if (!failure) continue;
    failures.push(failure);
    return index;
  }
  return staged.length;
}

function failureOf(path: string, write: () => unknown): WriteFailure | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

/** A temporary file has as much of its target's name: more could be too long for a name. */
const MAX_NAMED = 40;

/** Writes the temporary file, beside its target and with its mode. */
function stage(path: string, bytes: Uint8Array, root: string, disk: FileSystem): Staged {
  const target = targetOf(path, root, disk);
  const temporary = join(dirname(target), `.${basename(target).slice(0, MAX_NAMED)}.${randomBytes(6).toString('hex')}.tmp`);
  const staged = { path, target, temporary };
  const file = disk.openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeAll(file, bytes, disk);
      disk.fchmodSync(file, disk.existsSync(target) ? disk.statSync(target).mode : 0o644);
    } finally {
      disk.closeSync(file);
    }
  } catch (error) {
    remove(staged, disk);
    throw error;
  }
  return staged;
}

/** @returns false where the temporary file is still there */
function remove({ temporary }: Staged, disk: FileSystem): boolean {
  return !failureOf(temporary, () => disk.rmSync(temporary, { force: true }));
}

/** What a path leads to; itself where it was meant to lie outside of the root, and is no link. */
function targetOf(path: string, root: string, disk: FileSystem): string {
  if (!disk.existsSync(path)) return path;
  if (!isWithin(root, path) && !disk.lstatSync(path).isSymbolicLink()) return path;
  const target = disk.realpathSync(path);
  if (isWithin(disk.realpathSync(root), target)) return target;
  throw new Error(
    `a link leads to ${target}, which lies outside of the folder runlint was started in; to change that file, name it itself`,
  );
}
