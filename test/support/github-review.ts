import { parsePatch } from 'diff';

/** A review as its body says it: what GitHub is sent. */
export interface SentReview {
  readonly body: string;
  readonly event: string;
  readonly comments: readonly SentComment[];
}

interface SentComment {
  readonly path: string;
  readonly body: string;
  readonly line: number;
  readonly start_line?: number;
  readonly side: string;
}

const SUGGESTION = /^(`{3,})suggestion\n([\s\S]*?)\n\1$/m;

/** The text with every suggestion taken over, as GitHub does it: lines for lines, with the line ends of the file. */
export function takeSuggestions(text: string, comments: readonly SentComment[]): string {
  const lines = text.split(/(?<=\n)/);
  for (const { body, line, start_line = line } of [...comments].sort((a, b) => b.line - a.line)) {
    const suggestion = SUGGESTION.exec(body)?.[2];
    if (suggestion === undefined) continue;
    const end = lines[line - 1]?.match(/\r?\n$/)?.[0] ?? '';
    const between = end || (text.includes('\r\n') ? '\r\n' : '\n');
    lines.splice(start_line - 1, line - start_line + 1, suggestion.split('\n').join(between) + end);
  }
  return lines.join('');
}

/** The lines of files as they are now on which comments can stand, hunk by hunk. */
function shownLinesOf(diff: string): ReadonlyMap<string, readonly (readonly number[])[]> {
  return new Map(
    parsePatch(diff).map(({ newFileName = '', hunks }) => [
      newFileName.replace(/^b\//, ''),
      hunks.map(({ newStart, newLines }) => Array.from({ length: newLines }, (_, index) => newStart + index)),
    ]),
  );
}

export function standsOnDiff({ path, line, start_line = line }: SentComment, diff: string): boolean {
  const hunks = shownLinesOf(diff).get(path) ?? [];
  return hunks.some((lines) => lines.includes(start_line) && lines.includes(line) && start_line <= line);
}
