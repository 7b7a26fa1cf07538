import type { Range } from '../text/range.ts';
import type { Diagnostic, Safety, Severity } from './diagnostic.ts';

/** What was found in one file. */
export interface FileReport {
  readonly path: string;
  /** Why the file was not checked; false where it was. */
  readonly skipped: false | SkipReason;
  readonly diagnostics: readonly Diagnostic[];
  /** The text that all ranges refer to; empty where it could not be read. */
  readonly text: string;
  /** The parts of the text that must not be printed, in order: values of environment variables. Looked for beside findings. */
  readonly hidden: readonly Range[];
}

export type SkipReason = 'not a Cloud Run manifest' | 'empty' | 'ignored by the configuration';

export interface ReportSummary {
  readonly files: number;
  readonly skipped: number;
  /** Of those that were skipped, the ones that the configuration leaves out. */
  readonly ignored: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Diagnostics with a fix, by its safety. */
  readonly fixable: Readonly<Record<Safety, number>>;
  /** Diagnostics that do not count, and are in no other number. */
  readonly suppressed: number;
}

/** The result of a run: files that have something to say, and counts over all of them. */
export interface Report {
  readonly files: readonly FileReport[];
  readonly summary: ReportSummary;
}

/** Gathers the reports of a run. Files without anything to say are counted and let go. */
export class ReportBuilder {
  readonly #files: FileReport[] = [];
  readonly #counts = {
    files: 0,
    skipped: 0,
    ignored: 0,
    errors: 0,
    warnings: 0,
    infos: 0,
    suppressed: 0,
    fixable: { safe: 0, unsafe: 0 },
  };

  /** @param isListed true for a file that the report names even if nothing was found */
  add(file: FileReport, isListed: boolean): void {
    this.#counts.files++;
    if (file.skipped) this.#counts.skipped++;
    if (file.skipped === 'ignored by the configuration') this.#counts.ignored++;
    for (const { severity, fix, suppression } of file.diagnostics) {
      this.#counts[suppression ? 'suppressed' : COUNT_OF[severity]]++;
      if (fix && !suppression) this.#counts.fixable[fix.safety]++;
    }
    if (file.diagnostics.length > 0) this.#files.push(file);
    else if (isListed) this.#files.push({ ...file, text: '', hidden: [] });
  }

  build(): Report {
    return { files: [...this.#files], summary: { ...this.#counts, fixable: { ...this.#counts.fixable } } };
  }
}

const COUNT_OF = { error: 'errors', warning: 'warnings', info: 'infos' } as const satisfies Record<Severity, string>;
