import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { mask } from '../reporters/code-frame.ts';
import { fingerprintsOf } from '../reporters/fingerprints.ts';
import { LineIndex } from '../text/line-index.ts';
import type { LineRange } from '../text/line-replacement.ts';
import { remembered } from '../text/remembered.ts';
import type { FileChange } from './file-change.ts';
import { type Suggestion, suggestFixes } from './suggestion.ts';

/** A file of a diff, and what was found in it. */
export interface ReviewedFile {
  readonly change: FileChange;
  /** Its report, by its path from the root of the repository. */
  readonly report: FileReport;
  /** What was found in it before the change, too. */
  readonly known: ReadonlySet<Diagnostic>;
}

/** What a review says. */
export interface Review {
  /** The reports of the files with what it says of them, and nothing else. */
  readonly reports: readonly FileReport[];
  /** In the order of the files and their lines. */
  readonly comments: readonly ReviewComment[];
  /** What cannot stand on the diff. */
  readonly others: readonly OtherFinding[];
}

/** A comment on lines of a diff. */
export interface ReviewComment {
  readonly change: FileChange;
  readonly lines: LineRange;
  readonly findings: readonly ReviewFinding[];
  readonly suggestion?: Suggestion;
}

/** A finding that is told where the diff does not show its line. */
export interface OtherFinding extends ReviewFinding {
  readonly path: string;
  /** Undefined where the file could not be read. */
  readonly line: number | undefined;
}

export interface ReviewFinding {
  readonly diagnostic: Diagnostic;
  /** By which it is known again. */
  readonly fingerprint: string;
}

export interface ReviewOptions {
  /** True for all that was found in the files of the diff, whether the change has to do with it or not. */
  readonly isAll?: boolean;
  /** Fingerprints of what has been said already. */
  readonly said?: ReadonlySet<string>;
}

/** More of them would drown one another: what is beyond is listed. */
const MAX_COMMENTS = 50;

/** What is to be said of a change: what was found on the lines that it adds, and what it has caused elsewhere. */
export function reviewOf(files: readonly ReviewedFile[], { isAll = false, said = new Set() }: ReviewOptions = {}): Review {
  const fingerprints = fingerprintsOf(
    files.map(({ report }) => report),
    wordsOf,
  );
  const fingerprintOf = (diagnostic: Diagnostic) => fingerprints.get(diagnostic) ?? '';
  const isWanted = (diagnostic: Diagnostic, file: ReviewedFile) =>
    !diagnostic.suppression && (isAll || isOfChange(diagnostic, file)) && !said.has(fingerprintOf(diagnostic));
  const wanted = files.map((file) => withOnly(file, (diagnostic) => isWanted(diagnostic, file)));
  const placed = wanted.map((file) => placeFindings(file, fingerprintOf));
  const comments = placed.flatMap((file) => file.comments);
  const beyond = comments.slice(MAX_COMMENTS).flatMap(asOthers);
  return {
    reports: wanted.map(({ report }) => report),
    comments: comments.slice(0, MAX_COMMENTS),
    others: [...placed.flatMap(({ others }) => others), ...beyond],
  };
}

/** Another mistake in the same value is said, too, and so is the next one about no value: its line tells them apart. */
function wordsOf(diagnostic: Diagnostic, report: FileReport): string {
  if (diagnostic.yamlPath !== undefined) return diagnostic.message;
  const index = lineIndexOf(report);
  return mask(report, index.contentRange(index.lineAt(diagnostic.range.start)));
}

function withOnly(file: ReviewedFile, isWanted: (diagnostic: Diagnostic) => boolean): ReviewedFile {
  return { ...file, report: { ...file.report, diagnostics: file.report.diagnostics.filter(isWanted) } };
}

function asOthers({ change, lines, findings }: ReviewComment): OtherFinding[] {
  return findings.map((finding) => ({ ...finding, path: change.path, line: lines.last }));
}

/** Each finding on a line that the diff shows, together with those that the same suggestion mends, or among the others. */
function placeFindings(
  { change, report }: ReviewedFile,
  fingerprintOf: (diagnostic: Diagnostic) => string,
): Omit<Review, 'reports'> {
  const findingOf = (diagnostic: Diagnostic): ReviewFinding => ({ diagnostic, fingerprint: fingerprintOf(diagnostic) });
  const shown = shownLines(change, report.text);
  const suggestions = suggestFixes(report, change.hasByteOrderMark ? behindFirstLine(shown) : shown);
  const mended = new Set(suggestions.flatMap((suggestion) => suggestion.mended));
  const comments: ReviewComment[] = suggestions.map((suggestion) => ({
    change,
    lines: suggestion.lines,
    findings: suggestion.mended.map(findingOf),
    suggestion,
  }));
  const others: OtherFinding[] = [];
  for (const diagnostic of report.diagnostics.filter((one) => !mended.has(one))) {
    const lines = linesOf(diagnostic, report);
    const line = lines && firstShown(lines, shown);
    if (line !== undefined) comments.push({ change, lines: { first: line, last: line }, findings: [findingOf(diagnostic)] });
    else others.push({ ...findingOf(diagnostic), path: report.path, line: lines?.first });
  }
  return { comments: comments.sort((a, b) => a.lines.last - b.lines.last), others };
}

const lineIndexOf = remembered(({ text }: FileReport) => new LineIndex(text));

/** True for what stands on a line that the change adds, and for what was not found before it. */
function isOfChange(diagnostic: Diagnostic, { change, report, known }: ReviewedFile): boolean {
  if (!known.has(diagnostic)) return true;
  const lines = linesOf(diagnostic, report);
  return lines !== undefined && linesIn(lines).some((line) => change.added.has(line));
}

function firstShown({ first, last }: LineRange, shown: readonly LineRange[]): number | undefined {
  const hunk = shown.find((one) => first <= one.last && one.first <= last);
  return hunk && Math.max(first, hunk.first);
}

/** To replace the first line could mean to lose the byte-order mark. */
function behindFirstLine(shown: readonly LineRange[]): LineRange[] {
  return shown.map(({ first, last }) => ({ first: Math.max(first, 2), last }));
}

/** Where git and YAML do not count the same lines, no comment would stand where it belongs. */
function shownLines({ shown }: FileChange, text: string): readonly LineRange[] {
  return /\r(?!\n)/.test(text) ? [] : shown;
}

function linesOf({ range }: Diagnostic, report: FileReport): LineRange | undefined {
  if (report.text === '') return undefined;
  const index = lineIndexOf(report);
  const first = index.lineAt(range.start);
  return { first, last: Math.max(first, index.lineAt(Math.max(range.start, range.end - 1))) };
}

function linesIn({ first, last }: LineRange): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
