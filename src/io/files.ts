import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** The calls of `node:fs` that runlint makes, so that a test can put another disk below it. */
export const nodeFileSystem = {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
};

export type FileSystem = typeof nodeFileSystem;

/** The first bytes of a file, all of them where it is not larger than the limit. */
export interface FileBytes {
  readonly bytes: Buffer;
  readonly isTruncated: boolean;
}

/** A pipe that nobody writes to is empty, instead of waited for. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What is asked for at a time where the size of a file does not tell how much is to come. */
const LEAST_CHUNK = 64 * 1024;

/** Reads at most `limit` bytes; a file that is larger, or that never ends, is cut off there. Throws what the system says. */
export function readBytes(path: string, limit: number, disk: FileSystem = nodeFileSystem): FileBytes {
  const file = disk.openSync(path, READ_WITHOUT_WAITING);
  try {
    return readOpenFile(file, limit, disk);
  } finally {
    disk.closeSync(file);
  }
}

/** As `readBytes`, of a file that is open, a pipe for one. */
export function readOpenFile(file: number, limit: number, disk: FileSystem = nodeFileSystem): FileBytes {
  const status = disk.fstatSync(file);
  const size = status.isFile() ? status.size : undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  while (length <= limit) {
    const expected = length === 0 && size ? size + 1 : LEAST_CHUNK;
    const chunk = Buffer.allocUnsafe(Math.min(expected, limit + 1 - length));
    const read = readSome(file, chunk, disk);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    length += read;
    if (length === size) break;
  }
  const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  return { bytes: bytes.subarray(0, limit), isTruncated: bytes.length > limit };
}

/** On Windows the end of a pipe is an error. */
function readSome(file: number, chunk: Buffer, disk: FileSystem): number {
  try {
    return untilReady(() => disk.readSync(file, chunk, 0, chunk.length, null));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EOF') return 0;
    throw error;
  }
}

/** Waits for a pipe that somebody writes to, or that is read more slowly than it is written to. */
function untilReady<Result>(call: () => Result): Result {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Writes a file of runlint's own, or into a pipe or a device. Throws what the system says. */
export function writeFile(path: string, bytes: Uint8Array, disk: FileSystem = nodeFileSystem): void {
  writeTo(path, 'w', bytes, disk);
}

/** Writes behind what a file holds; where there is none, it is made. Throws what the system says. */
export function appendToFile(path: string, bytes: Uint8Array, disk: FileSystem = nodeFileSystem): void {
  writeTo(path, 'a', bytes, disk);
}

function writeTo(path: string, flags: 'w' | 'a', bytes: Uint8Array, disk: FileSystem): void {
  const file = disk.openSync(path, flags);
  try {
    writeAll(file, bytes, disk);
  } finally {
    disk.closeSync(file);
  }
}

/** Writes all bytes into an open file. Throws what the system says. */
export function writeAll(file: number, bytes: Uint8Array, disk: FileSystem): void {
  let written = 0;
  while (written < bytes.length) written += untilReady(() => disk.writeSync(file, bytes, written));
}

/** True for a folder itself, and for what is in it or below. Both paths are real. */
export function isWithin(folder: string, path: string): boolean {
  const fromFolder = relative(folder, path);
  return fromFolder !== '..' && !fromFolder.startsWith(`..${sep}`) && !isAbsolute(fromFolder);
}

/** What the system says of a failed call, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) || message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'it is part of a loop of links',
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  EROFS: 'the disk cannot be written to',
  ENOSPC: 'the disk is full',
};
