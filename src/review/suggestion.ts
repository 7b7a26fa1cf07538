import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { applyFixes } from '../fix/apply-fixes.ts';
import { holdsHidden, shownFix } from '../reporters/shown-fix.ts';
import { LineIndex } from '../text/line-index.ts';
import { type LineRange, type LineReplacement, linesChangedBy, replaceLines, takeOver } from '../text/line-replacement.ts';

/** Each suggestion is verified by reading the whole text anew: of a text that is no manifest of people's, none is made. */
const MAX_LENGTH = 100_000;

/** Suggestions of a file at most. */
const MAX_SUGGESTIONS = 50;

/** Lines that GitLab replaces at most, besides the one that the comment stands on. */
const MAX_LINES_ABOVE = 100;

/** Characters of a suggestion: GitHub takes 65,536, with what is said above it. */
const MAX_SUGGESTION_LENGTH = 20_000;

/** Lines that a reader can take over with one click, and what they mend. */
export interface Suggestion extends LineReplacement {
  readonly mended: readonly Diagnostic[];
  /** True where it changes what is deployed. */
  readonly isUnsafe: boolean;
}

/**
 * The fixes of a file's findings, as suggestions on lines that a diff shows: to take one over makes of the text what the
 * fixes make. None removes lines only, which platforms refuse: a line beside them is part of it. Those that meet are one,
 * since of two on the same line only one could be taken. None repeats the value of an environment variable.
 *
 * @param shown the lines that each hunk of the diff shows
 */
export function suggestFixes(report: FileReport, shown: readonly LineRange[]): Suggestion[] {
  const { text, diagnostics } = report;
  if (text.length > MAX_LENGTH || hasMixedLineEnds(text)) return [];
  const index = new LineIndex(text);
  const { applied } = applyFixes(
    text,
    diagnostics.flatMap(({ fix }) => fix ?? []),
  );
  const mendable = diagnostics.filter(({ fix }) => fix && applied.includes(fix));
  const placed = mendable.flatMap((diagnostic) => place(diagnostic) ?? []);
  return merged(placed)
    .slice(0, MAX_SUGGESTIONS)
    .flatMap((one) => suggest(one) ?? []);

  function suggest({ lines, mended }: PlacedFix): Suggestion | undefined {
    const fixes = mended.flatMap(({ fix }) => fix ?? []);
    const edits = fixes.flatMap((fix) => fix.edits);
    const replacement = replaceLines(text, index, lines, edits);
    if (!isTakenByPlatforms(replacement) || !isVerified(text, fixes, takeOver(text, index, replacement))) return undefined;
    return { ...replacement, mended, isUnsafe: fixes.some(({ safety }) => safety === 'unsafe') };
  }

  function place(diagnostic: Diagnostic): PlacedFix | undefined {
    const fix = diagnostic.fix && shownFix(report, diagnostic.fix);
    if (!fix) return undefined;
    const { lines, newLines } = linesChangedBy(text, index, fix.edits);
    const candidates = newLines.length > 0 ? [lines] : withNeighbour(lines);
    const fitting = candidates.find((candidate) => isShown(candidate) && !holdsHidden(candidate, report, index));
    return fitting && { lines: fitting, mended: [diagnostic] };
  }

  function isShown({ first, last }: LineRange): boolean {
    return shown.some((hunk) => hunk.first <= first && last <= hunk.last);
  }
}

interface PlacedFix {
  readonly lines: LineRange;
  readonly mended: readonly Diagnostic[];
}

/** Nobody says what platforms make of several kinds of line ends. */
function hasMixedLineEnds(text: string): boolean {
  return new Set(text.match(/\r\n?|\n/g)).size > 1;
}

/** Neither too large nor empty, and without a line that GitLab could take for a command: longer fences do not stop it. */
function isTakenByPlatforms({ lines, newLines }: LineReplacement): boolean {
  const length = newLines.reduce((sum, line) => sum + line.length, 0);
  const isShort = lines.last - lines.first <= MAX_LINES_ABOVE && length <= MAX_SUGGESTION_LENGTH;
  return isShort && newLines.length > 0 && !newLines.some((line) => line.startsWith('/'));
}

/** What a suggestion makes of a text is verified as what is written is. */
function isVerified(text: string, fixes: readonly Fix[], taken: string): boolean {
  const { text: result, refused } = applyFixes(text, fixes);
  return refused.length === 0 && result === taken;
}

function withNeighbour({ first, last }: LineRange): LineRange[] {
  const before = { first: first - 1, last };
  return [{ first, last: last + 1 }, ...(first > 1 ? [before] : [])];
}

function merged(fixes: readonly PlacedFix[]): PlacedFix[] {
  const result: PlacedFix[] = [];
  for (const { lines, mended } of [...fixes].sort((a, b) => a.lines.first - b.lines.first)) {
    const previous = result.at(-1);
    if (!previous || previous.lines.last < lines.first) result.push({ lines, mended });
    else {
      const last = Math.max(previous.lines.last, lines.last);
      result[result.length - 1] = { lines: { first: previous.lines.first, last }, mended: [...previous.mended, ...mended] };
    }
  }
  return result;
}
