import { type FileSystem, nodeFileSystem, readOpenFile, reasonOf, writeAll } from '../io/files.ts';
import { UserError } from './user-error.ts';

/** All that a run can touch of the world, so that a test can be the world. */
export interface Host {
  readonly cwd: string;
  /** The day, as YYYY-MM-DD. */
  readonly today: string;
  /** Milliseconds since some moment. */
  now(): number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly disk: FileSystem;
  /** True where nobody has given any input: standard input is the keyboard. */
  isInputTerminal(): boolean;
  /** At most `limit` bytes of standard input, and one more where there are more. */
  readStdin(limit: number): Buffer;
}

export interface Output {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  write(text: string | Uint8Array): void;
}

/**
 * The process that runs now. What takes time to find out is found out when it is asked for; `performance` and `node:os` would
 * load a dozen modules for what is known without them.
 */
export function processHost(): Host {
  return {
    cwd: process.cwd(),
    get today() {
      return dayOf(new Date());
    },
    now: () => process.uptime() * 1000,
    env: process.env,
    stdout: outputOf(1, () => process.stdout),
    stderr: outputOf(2, () => process.stderr),
    disk: nodeFileSystem,
    isInputTerminal: () => isTerminal(0),
    readStdin,
  };
}

/** The day where the run is. `Intl` would take longer than all else that happens before a file is read. */
function dayOf(date: Date): string {
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

/**
 * Writes at once, since to make one of the process's streams takes longer than to check a file. A reader that goes away, as
 * `head` does, is no error; where standard error cannot be written, there is no way to say so.
 */
function outputOf(file: 1 | 2, stream: () => NodeJS.WriteStream): Output {
  let isReadByNobody = false;
  return {
    get isTerminal() {
      return isTerminal(file);
    },
    get columns() {
      return isTerminal(file) ? stream().columns : undefined;
    },
    write: (text) => {
      if (isReadByNobody) return;
      try {
        writeAll(file, typeof text === 'string' ? Buffer.from(text) : text, nodeFileSystem);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (file === 1 && code !== 'EPIPE' && code !== 'EOF')
          throw new UserError(`Standard output cannot be written: ${reasonOf(error)}`);
        isReadByNobody = true;
      }
    },
  };
}

/** Only what can be a terminal is looked at more closely: to load `node:tty` takes longer than to check a file. */
function isTerminal(file: number): boolean {
  return isDevice(file) && process.getBuiltinModule('node:tty').isatty(file);
}

/** The device that throws everything away. */
const DEV_NULL = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null';

/** True for what is neither a file nor a pipe nor that device. */
function isDevice(file: number): boolean {
  try {
    const status = nodeFileSystem.fstatSync(file);
    if (!status.isCharacterDevice()) return false;
    return status.rdev !== nodeFileSystem.statSync(DEV_NULL, { throwIfNoEntry: false })?.rdev;
  } catch {
    return false;
  }
}

/** A byte more than the limit tells that there are more. */
function readStdin(limit: number): Buffer {
  return readOpenFile(0, limit + 1).bytes;
}

/** Colours where the output is a terminal, as https://no-color.org and FORCE_COLOR have it. */
export function wantsColor({ env }: Host, output: Output): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return output.isTerminal && env['TERM'] !== 'dumb';
}
