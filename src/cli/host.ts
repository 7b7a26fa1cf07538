import { isatty } from 'node:tty';
import { type FileSystem, nodeFileSystem } from '../io/files.ts';

/** All that a run can touch of the world, so that a test can be the world. */
export interface Host {
  readonly cwd: string;
  /** The day, as YYYY-MM-DD. */
  readonly today: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly disk: FileSystem;
  /** True where nobody has given any input: standard input is the keyboard. */
  isInputTerminal(): boolean;
  /** At most `limit` bytes of standard input, and one more where there are more. */
  readStdin(limit: number): Promise<Buffer>;
}

export interface Output {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  write(text: string | Uint8Array): void;
}

/** The process that runs now. A reader that goes away, as `head` does, is no error. */
export function processHost(): Host {
  return {
    cwd: process.cwd(),
    today: dayOf(new Date()),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    disk: nodeFileSystem,
    isInputTerminal: () => isatty(0),
    readStdin,
  };
}

/** The day where the run is. `Intl` would take longer than all else that happens before a file is read. */
function dayOf(date: Date): string {
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function outputOf(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return { isTerminal: stream.isTTY === true, columns: stream.columns, write: (text) => void stream.write(text) };
}

async function readStdin(limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > limit) break;
  }
  return Buffer.concat(chunks);
}

/** Colours where the output is a terminal, as https://no-color.org and FORCE_COLOR have it. */
export function wantsColor({ env }: Host, output: Output): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return output.isTerminal && env['TERM'] !== 'dumb';
}
