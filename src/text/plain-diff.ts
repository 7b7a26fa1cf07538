import { MAX_CHANGED_LINES } from './diff-package.ts';

/** Unchanged lines that are shown around a change. */
const CONTEXT = 3;

/**
 * The diff of a change that can be shown in one way only: no line that goes stands in the new text, and none that comes in the
 * old one. Nearly every edit of a manifest is such a change, and to see that takes one look at each line. Undefined for all
 * others, and where a name or the end of a text must be marked: they are left to the search, which would say the same here.
 *
 * @param path seen from where the diff is applied
 */
export function plainDiff(path: string, before: string, after: string): string | undefined {
  if (!/^[\w@%+=:,./ -]+$/.test(path) || !before.endsWith('\n') || !after.endsWith('\n')) return undefined;
  const lines = mergedLines(linesOf(before), linesOf(after));
  if (!lines || lines.filter(isChanged).length > MAX_CHANGED_LINES) return undefined;
  return [`--- a/${path}`, `+++ b/${path}`, ...hunksOf(lines), ''].join('\n');
}

function linesOf(text: string): string[] {
  return text.slice(0, -1).split('\n');
}

/** All lines of both texts, each behind its sign; undefined where the lines that both have are not in the same order. */
function mergedLines(before: readonly string[], after: readonly string[]): string[] | undefined {
  const [old, recent] = [new Set(before), new Set(after)];
  const merged: string[] = [];
  let [from, to] = [0, 0];
  while (from < before.length || to < after.length) {
    for (; from < before.length && !recent.has(before[from] as string); from++) merged.push(`-${before[from]}`);
    for (; to < after.length && !old.has(after[to] as string); to++) merged.push(`+${after[to]}`);
    if (before[from] !== after[to]) return undefined;
    if (from < before.length) merged.push(` ${before[from]}`);
    from++;
    to++;
  }
  return merged;
}

function isChanged(line: string): boolean {
  return !line.startsWith(' ');
}

/** The lines close to a change, and a header above those that stand together. */
function hunksOf(lines: readonly string[]): string[] {
  const isShown = lines.map((_, index) => lines.slice(Math.max(index - CONTEXT, 0), index + CONTEXT + 1).some(isChanged));
  let [oldLine, newLine] = [1, 1];
  return lines.flatMap((line, index) => {
    const isFirst = isShown[index] && !isShown[index - 1];
    const header = isFirst ? [headerOf(lines.slice(index, endOf(isShown, index)), oldLine, newLine)] : [];
    if (!line.startsWith('+')) oldLine++;
    if (!line.startsWith('-')) newLine++;
    return isShown[index] ? [...header, line] : [];
  });
}

function endOf(isShown: readonly boolean[], start: number): number {
  const end = isShown.indexOf(false, start);
  return end < 0 ? isShown.length : end;
}

function headerOf(lines: readonly string[], oldLine: number, newLine: number): string {
  const oldLines = lines.filter((line) => !line.startsWith('+')).length;
  const newLines = lines.filter((line) => !line.startsWith('-')).length;
  return `@@ -${oldLine},${oldLines} +${newLine},${newLines} @@`;
}
