import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { type FileChange, readFileChange } from '../review/file-change.ts';
import { knownFindings } from '../review/known-findings.ts';
import { type Review, type ReviewedFile, type ReviewOptions, reviewOf } from '../review/review.ts';
import { type FileDiff, parseUnifiedDiff } from '../text/diff-package.ts';
import { checkRun, type RunOptions } from './check-run.ts';
import { type Input, inputOfBytes, pathOfInput } from './inputs.ts';
import { pathWithin } from './path-within.ts';
import { RunError } from './run-error.ts';

export interface ReviewRunOptions extends RunOptions, ReviewOptions {
  /** The folder that the paths of the diff are seen from: the root of the repository. */
  readonly root: string;
}

/**
 * Reviews a change: checks the files as they are and as they were, and tells what the change has to do with.
 *
 * @throws RunError where the diff cannot be read, or is not about these files
 */
export function reviewRun(diff: string, inputs: readonly Input[], options: ReviewRunOptions): Review {
  const { root, cwd, isAll } = options;
  const diffs = byNewPath(readDiff(diff));
  const pathOf = pathWithin(root, cwd);
  const changes = readChanges(inputs, diffs, pathOf);
  const reports = checkRun(inputs, options).map(({ report }) => ({ ...report, path: pathOf(report.path) }));
  const changed = reports.flatMap((report) => {
    const change = changes.get(report.path);
    return change ? [{ report, change }] : [];
  });
  const isAsked = !isAll && changed.some(({ report }) => report.diagnostics.length > 0);
  const before = isAsked ? reportsBefore() : new Map<string, FileReport>();
  const files = changed.map(({ report, change }): ReviewedFile => {
    const earlier = before.get(report.path);
    return { report, change, known: earlier ? knownFindings(report, earlier, change.oldLines) : NONE };
  });
  return reviewOf(files, options);

  /** All files are checked, since some findings are about all of them. */
  function reportsBefore(): ReadonlyMap<string, FileReport> {
    const inputsBefore = inputs.flatMap((input) => inputBefore(input, changes.get(pathOf(pathOfInput(input))), options));
    const { baselines: _, ...optionsBefore } = options;
    return new Map(checkRun(inputsBefore, optionsBefore).map(({ report }) => [pathOf(report.path), report]));
  }
}

const NONE: ReadonlySet<Diagnostic> = new Set();

function readDiff(text: string): FileDiff[] {
  const hint = 'Give what git diff or gh pr diff prints.';
  try {
    const diffs = parseUnifiedDiff(text);
    if (diffs.length > 0 || text.trim() === '') return diffs;
  } catch (error) {
    throw new RunError(`The diff cannot be read: ${(error as Error).message}`, hint);
  }
  throw new RunError('There is no unified diff in it', hint);
}

function byNewPath(diffs: readonly FileDiff[]): ReadonlyMap<string | undefined, FileDiff> {
  const found = new Map<string | undefined, FileDiff>();
  for (const diff of diffs) {
    if (diff.newPath !== undefined && found.has(diff.newPath)) {
      throw new RunError(`${diff.newPath} is in the diff twice`, 'Give the diff of the whole change, not those of its commits.');
    }
    found.set(diff.newPath, diff);
  }
  return found;
}

/** What the diff does to the files that it is about, by their paths from the root of the repository. */
function readChanges(
  inputs: readonly Input[],
  diffs: ReadonlyMap<string | undefined, FileDiff>,
  pathOf: (path: string) => string,
): ReadonlyMap<string, FileChange> {
  const changes = new Map<string, FileChange>();
  for (const input of inputs) {
    const path = pathOf(pathOfInput(input));
    const diff = diffs.get(path);
    if (diff) changes.set(path, changeOf(input, path, diff));
  }
  return changes;
}

function changeOf({ file }: Input, path: string, diff: FileDiff): FileChange {
  const isShown = file?.encoding === 'utf-8';
  const text = isShown ? (file.hasByteOrderMark ? '\uFEFF' : '') + file.text : '';
  const change = readFileChange(isShown ? diff : { ...diff, isBinary: true, hunks: [] }, text);
  if (!('mismatch' in change)) return change;
  throw new RunError(
    `${path}:${change.mismatch} is not what the diff says`,
    'Check out the last commit of the change itself, not a merge of it, and give the diff that belongs to it.',
  );
}

/** The file as it was: none where it is new; as it is where nothing has changed. */
function inputBefore(input: Input, change: FileChange | undefined, { call }: ReviewRunOptions): Input[] {
  if (!change) return [input];
  if (change.before === undefined) return [];
  return [inputOfBytes(pathOfInput(input), input.isNamed, { bytes: Buffer.from(change.before), isTruncated: false }, call)];
}
