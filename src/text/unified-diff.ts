import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch } from 'diff';

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
