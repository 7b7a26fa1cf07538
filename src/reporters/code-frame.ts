import type { LineIndex } from '../text/line-index.ts';
import { MASK } from '../text/mask.ts';
import type { Range } from '../text/range.ts';
import { blanksLike, type Paint, printable, type Style } from './terminal-text.ts';

export interface FrameSource extends TextWithSecrets {
  readonly lines: LineIndex;
}

interface TextWithSecrets {
  readonly text: string;
  /** What must not be shown, in order, none over another. */
  readonly hidden: readonly Range[];
}

/** Characters of a line that are shown; of a longer one, those around the range. */
const MAX_LENGTH = 120;

/** The line of a range with the lines around it, the range underlined, and hidden values masked. */
export function codeFrame(source: FrameSource, range: Range, paint: Paint, style: Style): string[] {
  const { lines } = source;
  const focus = lines.lineAt(range.start);
  const last = Math.min(focus + 1, lines.lineCount);
  const width = String(last).length;
  const frame: string[] = [];
  for (let line = Math.max(1, focus - 1); line <= last; line++) {
    const content = lines.contentRange(line);
    if (line !== focus) {
      const text = printable(mask(source, cropped(content, content.start))).slice(0, MAX_LENGTH);
      if (text.trim() !== '') frame.push(gutter(String(line), text));
      continue;
    }
    const { before, marked, after } = splitLine(source, cropped(content, range.start), range);
    frame.push(gutter(String(line), before + marked + after));
    frame.push(gutter('', blanksLike(before) + paint(style, '─'.repeat(Math.max(1, blanksLike(marked).length)))));
  }
  return frame;

  function gutter(number: string, text: string): string {
    return `${paint('dim', `${number.padStart(width)} │`)} ${text}`.trimEnd();
  }
}

/** As much of a line as can matter around an offset of it. */
function cropped({ start, end }: Range, around: number): Range {
  return { start: Math.max(start, around - 2 * MAX_LENGTH), end: Math.min(end, around + 2 * MAX_LENGTH) };
}

function splitLine(source: FrameSource, content: Range, range: Range): { before: string; marked: string; after: string } {
  const start = Math.min(range.start, content.end);
  const end = Math.min(Math.max(range.end, start), content.end);
  const before = printable(mask(source, { start: content.start, end: start }));
  const marked = printable(mask(source, { start, end })).slice(0, MAX_LENGTH);
  const after = printable(mask(source, { start: end, end: content.end }));
  const room = MAX_LENGTH - marked.length;
  const isCropped = before.length > room;
  return {
    before: isCropped ? `…${before.slice(before.length - Math.floor(room / 2))}` : before,
    marked,
    after: after.slice(0, Math.max(0, room - before.length)),
  };
}

/** The text of a range with each hidden part in it replaced, so that not even its length is told. */
export function mask({ text, hidden }: TextWithSecrets, range: Range): string {
  let result = '';
  let offset = range.start;
  for (let index = firstEndingAfter(hidden, range.start); index < hidden.length; index++) {
    const part = hidden[index] as Range;
    if (part.start >= range.end) break;
    if (part.start === part.end) continue;
    result += text.slice(offset, Math.max(offset, part.start)) + MASK;
    offset = Math.min(part.end, range.end);
  }
  return result + text.slice(offset, range.end);
}

/** By halving: the ranges are in order and do not overlap. */
function firstEndingAfter(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range).end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
