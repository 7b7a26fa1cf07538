import { excerpt } from '../text/excerpt.ts';
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

/** Of one comment. Who wants more silenced says so in the configuration. */
const MAX_RULES = 50;

/** The comments of a file's documents that say what does not count, in order. */
export function readSuppressionComments(documents: readonly YamlDocument[]): SuppressionComment[] {
  const lineAfter = contentFinder(documents);
  return documents.flatMap((document, documentIndex) =>
    document.comments
      .map((range) => ({ range, text: document.text.slice(range.start, range.end) }))
      .filter(({ text }) => MARKED.test(text))
      .map(({ range, text }) => ({ documentIndex, range, ...readComment(text, range, document, lineAfter) })),
  );
}

function readComment(
  text: string,
  range: Range,
  document: YamlDocument,
  lineAfter: (line: number) => number,
): Omit<SuppressionComment, 'documentIndex' | 'range'> {
  const written = COMMENT.exec(text);
  const [, file, ids = '', rest = ''] = written ?? [];
  const ruleIds = ids.split(',').flatMap((id) => id.trim() || []);
  const until = UNTIL.exec(rest)?.[1];
  const reason = rest
    .replace(UNTIL, '')
    .replace(/^[\s:–—-]+/, '')
    .trim();
  const line = file ? undefined : lineMeant(range, document, lineAfter);
  const defect = written ? defectOf(ruleIds, until) : 'the ids of rules belong in brackets right behind runlint-ignore';
  return { line, ruleIds, reason, until, defect };
}

function defectOf(ruleIds: readonly string[], until: string | undefined): string | undefined {
  if (ruleIds.length === 0) return 'it names no rule';
  if (ruleIds.length > MAX_RULES) return `it names more than ${MAX_RULES} rules`;
  if (until !== undefined && !isDate(until)) return `until=${excerpt(until)} is no date`;
  return undefined;
}

/** True for YYYY-MM-DD where there is such a day. */
function isDate(text: string): boolean {
  const day = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The comment's own line, where something stands before it; else the next that is neither blank nor a comment. */
function lineMeant({ start }: Range, { lines, text }: YamlDocument, lineAfter: (line: number) => number): number {
  const own = lines.lineAt(start);
  return text.slice(lines.fullRange(own).start, start).trim() === '' ? lineAfter(own) : own;
}

/** Finds the first line behind another that is neither blank nor a comment. Each line is looked at once, however many ask. */
function contentFinder([document]: readonly YamlDocument[]): (line: number) => number {
  const next = new Map<number, number>();
  return (line) => {
    if (!document) return line;
    const { lines, text } = document;
    const passed: number[] = [];
    let found = line;
    do {
      passed.push(found);
      found = next.get(found) ?? found + 1;
    } while (found < lines.lineCount && !hasContent(found));
    for (const other of passed) next.set(other, found);
    return found;

    function hasContent(number: number): boolean {
      const { start, end } = lines.contentRange(number);
      return !/^\s*(?:#.*)?$/.test(text.slice(start, end));
    }
  };
}
