import type { LineIndex } from '../text/line-index.ts';
import type { Range } from '../text/range.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';

/** `# runlint-ignore[rule-id] reason`, or `-file` for the whole file: a comment that says what does not count. */
export interface SuppressionComment {
  /** The place of its document among all documents of the file, from zero. */
  readonly documentIndex: number;
  /** Where it stands, from its `#`. */
  readonly range: Range;
  /** The line whose findings do not count: its own, or the next with content on it. Undefined where it speaks of the whole file. */
  readonly line: number | undefined;
  readonly ruleIds: readonly string[];
  readonly reason: string;
  /** The last day on which it holds, as YYYY-MM-DD. */
  readonly until: string | undefined;
  /** Why it says nothing, where it is not written as it must be. */
  readonly defect: string | undefined;
}

const MARKED = /^#+[ \t]*runlint-ignore/;
const COMMENT = /^#+[ \t]*runlint-ignore(-file)?\[([^\]\n]*)\]:?(?=\s|$)(.*)$/s;
const UNTIL = /(?:^|\s)until=(\S*)/;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** The comments of a file's documents that say what does not count, in order. */
export function readSuppressionComments(documents: readonly YamlDocument[]): SuppressionComment[] {
  return documents.flatMap((document, documentIndex) =>
    document.comments
      .map((range) => ({ range, text: document.text.slice(range.start, range.end) }))
      .filter(({ text }) => MARKED.test(text))
      .map(({ range, text }) => ({ documentIndex, range, ...readComment(text, range, document) })),
  );
}

function readComment(
  text: string,
  range: Range,
  { lines, text: source }: YamlDocument,
): Omit<SuppressionComment, 'documentIndex' | 'range'> {
  const [, file, ids = '', rest = ''] = COMMENT.exec(text) ?? [];
  const ruleIds = ids.split(',').flatMap((id) => id.trim() || []);
  const until = UNTIL.exec(rest)?.[1];
  const reason = rest
    .replace(UNTIL, ' ')
    .replace(/^[\s:–—-]+/, '')
    .trim();
  const line = file ? undefined : lineMeant(range, lines, source);
  const defect = defectOf(ruleIds, until);
  return { line, ruleIds, reason, until, defect };
}

function defectOf(ruleIds: readonly string[], until: string | undefined): string | undefined {
  if (ruleIds.length === 0) return 'it names no rule';
  if (until !== undefined && !DATE.test(until)) return `until=${until} is no date`;
  return undefined;
}

/** The comment's own line, where something stands before it; else the next that is neither blank nor a comment. */
function lineMeant(comment: Range, lines: LineIndex, text: string): number {
  const own = lines.lineAt(comment.start);
  if (text.slice(lines.fullRange(own).start, comment.start).trim() !== '') return own;
  let line = own + 1;
  while (line < lines.lineCount && /^\s*(?:#.*)?$/.test(contentOf(line))) line++;
  return line;

  function contentOf(number: number): string {
    const { start, end } = lines.contentRange(number);
    return text.slice(start, end);
  }
}
