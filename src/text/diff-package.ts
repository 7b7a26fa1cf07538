import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch, parsePatch } from 'diff';

/** Lines added and removed up to which the smallest difference is looked for; the search is quadratic in them. */
export const MAX_CHANGED_LINES = 2000;

/**
 * The smallest difference, whatever the texts; where very many lines differ, all lines are shown as replaced.
 *
 * @param path seen from where the diff is applied
 */
export function searchedDiff(path: string, before: string, after: string): string {
  const [oldFileName, newFileName] = [`a/${path}`, `b/${path}`];
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
  /** Undefined for a file that is new, as a copy is. */
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
  readonly newStart: number;
  readonly lines: readonly string[];
}

/**
 * Reads what `git diff` and `git format-patch` print, whatever their settings and however it came here. Throws an `Error`
 * where it cannot be read; its message holds nothing of the files.
 */
export function parseUnifiedDiff(text: string): FileDiff[] {
  if (/^diff --(?:cc|combined) /m.test(text)) throw new Error('it compares a merge with all of its parents at once');
  const pathOf = hasPrefixes(text) ? withoutPrefix : asItIs;
  return parse(withoutSignatures(withLineFeeds(text)))
    .filter(({ oldFileName, newFileName }) => oldFileName !== undefined || newFileName !== undefined)
    .map(({ oldFileName, newFileName, isCopy = false, isBinary = false, newMode, hunks }) => ({
      oldPath: isCopy ? undefined : pathOf(oldFileName),
      newPath: pathOf(newFileName),
      isBinary: isBinary || newMode === LINK,
      hunks: (newMode === LINK ? [] : hunks).map(({ newStart, lines }) => ({
        newStart,
        lines: lines.map((line) => line || ' '),
      })),
    }));
}

/** The mode of a link: its lines are where it leads to, and not what is there. */
const LINK = '120000';

/** The words of the package hold the line that it cannot read. */
function parse(text: string): ReturnType<typeof parsePatch> {
  try {
    return parsePatch(text);
  } catch (error) {
    const [, line] = /hunk at line (\d+)/i.exec((error as Error).message) ?? [];
    throw new Error(line === undefined ? 'a file in it has one name instead of two' : `the hunk at line ${line} is not whole`);
  }
}

/** Some shells end each line that they pass on with CRLF. */
function withLineFeeds(text: string): string {
  return /(?<!\r)\n/.test(text) ? text : text.replaceAll('\r\n', '\n');
}

/** A mail ends with the version of git, behind a line that looks as if it were removed. */
function withoutSignatures(text: string): string {
  return text.replace(/^-- \n(?=\d)/gm, '\n');
}

/** True where a letter stands before each path, another one before the old than before the new. Git can be told to write none. */
function hasPrefixes(text: string): boolean {
  return !/^diff --git /m.test(text) || /^diff --git "?([abciow])\/.* "?(?!\1)[abciow]\//m.test(text);
}

/** Without the letter that git writes before it: `a/`, `b/`, or, where it is set up so, `c/`, `i/`, `o/` or `w/`. */
function withoutPrefix(name: string | undefined): string | undefined {
  return asItIs(name)?.replace(/^[abciow]\//, '');
}

function asItIs(name: string | undefined): string | undefined {
  return name === '/dev/null' ? undefined : name;
}
