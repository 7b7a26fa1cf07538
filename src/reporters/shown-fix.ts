import type { Fix } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import type { LineIndex } from '../text/line-index.ts';
import { type LineRange, type LineReplacement, linesChangedBy, rangeOfLines } from '../text/line-replacement.ts';
import { rangesOverlap } from '../text/range.ts';
import type { TextEdit } from '../text/text-edit.ts';

/** Shorter texts are no secrets, and would be found in any line. */
const LEAST_SECRET = 4;

/** A fix as it can be printed; undefined where its new texts hold what must not be shown. */
export function shownFix({ text, hidden }: FileReport, fix: Fix): Fix | undefined {
  const secrets = hidden.map(({ start, end }) => withoutQuotes(text.slice(start, end)));
  const isRepeated = (newText: string) => secrets.some((secret) => secret.length >= LEAST_SECRET && newText.includes(secret));
  const isRewritten = ({ range }: TextEdit) => hidden.some((part) => rangesOverlap(part, range));
  const isTold = (edit: TextEdit) => edit.newText !== '' && (isRewritten(edit) || isRepeated(edit.newText));
  return fix.edits.some(isTold) ? undefined : fix;
}

/** Of longer lines, as of a manifest in JSON on a single one, nobody reads a replacement, and a report would hold the file many times. */
const MAX_LENGTH = 10_000;

/** A fix as whole lines that are replaced; undefined where the new ones hold what must not be shown, or are too long to be. */
export function shownReplacement(file: FileReport, lines: LineIndex, fix: Fix): LineReplacement | undefined {
  const starts = fix.edits.map(({ range }) => lines.fullRange(lines.lineAt(range.start)).start);
  const ends = fix.edits.map(({ range }) => lines.fullRange(lines.lineAt(range.end)).end);
  if (Math.max(...ends) - Math.min(...starts) > MAX_LENGTH) return undefined;
  const replacement = linesChangedBy(file.text, lines, fix.edits);
  if (replacement.newLines.length === 0) return replacement;
  return holdsHidden(replacement.lines, file, lines) || !shownFix(file, fix) ? undefined : replacement;
}

/** True where one of the lines holds what must not be shown. */
export function holdsHidden(lines: LineRange, { hidden }: FileReport, index: LineIndex): boolean {
  return hidden.some((part) => rangesOverlap(part, rangeOfLines(lines, index)));
}

function withoutQuotes(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
