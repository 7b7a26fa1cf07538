import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch, parsePatch } from 'diff';

/** Lines added and removed up to which the smallest difference is looked for; the search is quadratic in them. */
const MAX_CHANGED_LINES = 2000;

/**
 * A change as `git apply` takes it; an empty string where the texts are equal. The path is quoted as git quotes it. Where
 * very many lines differ, all lines are shown as replaced.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const relative = path.replace(/^(?:\.?\/)+/, '');
  const [oldFileName, newFileName] = [`a/${relative}`, `b/${relative}`];
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY, maxEditLength: MAX_CHANGED_LINES };
  const smallest = createTwoFilesPatch(oldFileName, newFileName, before, after, undefined, undefined, options);
  if (smallest !== undefined) return smallest;
  const [removed, added] = [patchLines(before, '-'), patchLines(after, '+')];
  const hunk = {
    oldStart: 1,
    oldLines: countLines(before),
    newStart: 1,
    newLines: countLines(after),
    lines: [...removed, ...added],
  };
  const patch = { oldFileName, newFileName, oldHeader: undefined, newHeader: undefined, hunks: [hunk] };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

function patchLines(text: string, sign: '-' | '+'): string[] {
  if (text === '') return [];
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => sign + line);
  return text.endsWith('\n') ? lines : [...lines, '\\ No newline at end of file'];
}

function countLines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

/** What a unified diff says of one file. */
export interface FileDiff {
  /** Undefined for a file that is new. */
  readonly oldPath: string | undefined;
  /** Undefined for a file that is gone. */
  readonly newPath: string | undefined;
  /** True where git does not show the lines. */
  readonly isBinary: boolean;
  /** None where only the name or the mode changes, and where git takes the file for binary. */
  readonly hunks: readonly DiffHunk[];
}

/** Lines count from one; each line begins with a blank, `+`, `-` or `\\` and has no line end but a CR. */
interface DiffHunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly string[];
}

/** Reads what `git diff` prints. Throws an `Error` where it cannot be read. */
export function parseUnifiedDiff(text: string): FileDiff[] {
  const files = parsePatch(text).filter(({ oldFileName, newFileName }) => oldFileName !== undefined || newFileName !== undefined);
  return files.map(({ oldFileName, newFileName, isBinary = false, hunks }) => ({
    oldPath: pathInDiff(oldFileName),
    newPath: pathInDiff(newFileName),
    isBinary,
    hunks: hunks.map(({ oldStart, newStart, lines }) => ({ oldStart, newStart, lines })),
  }));
}

/** Without the letter that git writes before it: `a/`, `b/`, or, where it is set up so, `c/`, `i/`, `o/` or `w/`. */
function pathInDiff(name: string | undefined): string | undefined {
  return name === undefined || name === '/dev/null' ? undefined : name.replace(/^[abciow]\//, '');
}
