import { dirname } from 'node:path';
import { type FileBytes, type FileSystem, readBytes, reasonOf } from '../io/files.ts';
import { Baseline, type BaselineEntry, parseBaseline } from '../lint/baseline.ts';
import { pathWithin } from './path-within.ts';
import { RunError } from './run-error.ts';

/** The baselines of a run, each in use once. */
export class Baselines {
  readonly #cwd: string;
  readonly #disk: FileSystem;
  readonly #single: string | undefined;
  readonly #inUse = new Map<string, Baseline>();

  /** @param single the one baseline of the run, whatever configurations say */
  constructor(cwd: string, disk: FileSystem, single?: string) {
    this.#cwd = cwd;
    this.#disk = disk;
    this.#single = single;
  }

  /**
   * The baseline at an absolute path, or the one of the run; undefined where there is none.
   *
   * @throws RunError where it cannot be followed
   */
  of(path: string | undefined): Baseline | undefined {
    const wanted = this.#single ?? path;
    if (wanted === undefined) return undefined;
    const known = this.#inUse.get(wanted);
    if (known) return known;
    const baseline = new Baseline(readBaseline(wanted, this.#cwd, this.#disk), pathWithin(dirname(wanted), this.#cwd));
    this.#inUse.set(wanted, baseline);
    return baseline;
  }
}

/** Larger than the baseline of ten thousand findings. */
const MAX_BYTES = 16 * 1024 * 1024;

/** @throws RunError where it cannot be followed */
export function readBaseline(path: string, cwd: string, disk: FileSystem): readonly BaselineEntry[] {
  const name = pathWithin(cwd, cwd)(path);
  let content: FileBytes;
  try {
    content = readBytes(path, MAX_BYTES, disk);
  } catch (error) {
    throw new RunError(`The baseline ${name} cannot be read: ${reasonOf(error)}`, 'runlint baseline writes it.');
  }
  const entries = content.isTruncated ? TOO_LARGE : parseBaseline(content.bytes.toString('utf8').replace(/^\uFEFF/, ''));
  if (!('defect' in entries)) return entries;
  throw new RunError(
    `The baseline ${name} cannot be followed: ${entries.defect}`,
    'Remove it, and runlint baseline writes it anew.',
  );
}

const TOO_LARGE = { defect: `it is larger than ${MAX_BYTES / 1024 / 1024} MiB` };
