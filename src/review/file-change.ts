import type { FileDiff } from '../text/diff-package.ts';
import type { LineRange } from '../text/line-replacement.ts';

/** What a diff does to a file, seen from the file as it is now. Lines count from one and end at LF, as git counts them. */
export interface FileChange {
  /** The paths of the file now and before, from the root of the repository. */
  readonly path: string;
  readonly oldPath: string;
  /** The lines that each hunk shows, changed or not: comments can stand there and nowhere else. */
  readonly shown: readonly LineRange[];
  readonly added: ReadonlySet<number>;
  /** What each line that is not added was before. */
  readonly oldLines: ReadonlyMap<number, number>;
  /** True where the first line begins with one, which no tool of a platform shows. */
  readonly hasByteOrderMark: boolean;
  /** The text before; undefined for a file that is new, and where the diff does not show the lines. */
  readonly before: string | undefined;
}

/** The first line of a file that is not what the diff says. */
export interface DiffMismatch {
  readonly mismatch: number;
}

/** @param text the file as it is now, with its byte-order mark */
export function readFileChange({ oldPath, newPath = '', isBinary, hunks }: FileDiff, text: string): FileChange | DiffMismatch {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const before: string[] = [];
  const shown: LineRange[] = [];
  const added = new Set<number>();
  const oldLines = new Map<number, number>();
  let line = 1;
  const keepUntil = (next: number) => {
    for (; line < next; line++) {
      before.push(lines[line - 1] ?? '');
      oldLines.set(line, before.length);
    }
  };
  for (const { newStart, lines: changes } of hunks) {
    if (!(line <= newStart && newStart <= lines.length + 1)) return { mismatch: line };
    keepUntil(newStart);
    for (const change of changes) {
      const [sign, content] = [change[0], change.slice(1)];
      if (sign === '-') before.push(content);
      if (sign !== '+' && sign !== ' ') continue;
      if (!isSameLine(lines[line - 1], content)) return { mismatch: line };
      if (sign === ' ') keepUntil(line + 1);
      else added.add(line++);
    }
    if (line > newStart) shown.push({ first: newStart, last: line - 1 });
  }
  keepUntil(lines.length + 1);
  const hadText = oldPath !== undefined && !isBinary;
  return {
    path: newPath,
    oldPath: oldPath ?? newPath,
    shown,
    added,
    oldLines,
    hasByteOrderMark: text.startsWith('\uFEFF'),
    before: hadText ? joinLines(before, hadLineEnd(hunks, text)) : undefined,
  };
}

/** Git can be set up to check files out with CRLF and to compare them with LF. */
function isSameLine(line: string | undefined, content: string): boolean {
  return line?.replace(/\r$/, '') === content.replace(/\r$/, '');
}

function joinLines(lines: readonly string[], hasLineEnd: boolean): string {
  return lines.length === 0 ? '' : lines.join('\n') + (hasLineEnd ? '\n' : '');
}

/** Whether the last line before had a line end: a diff says where there is none. */
function hadLineEnd(hunks: FileDiff['hunks'], text: string): boolean {
  const changes = hunks.flatMap(({ lines }) => lines);
  const marked = changes.flatMap((change, index) => (change.startsWith('\\') ? (changes[index - 1]?.[0] ?? '') : []));
  return marked.length > 0 ? marked.every((sign) => sign === '+') : text.endsWith('\n') || text === '';
}
