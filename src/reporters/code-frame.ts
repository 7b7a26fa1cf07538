import type { LineIndex } from '../text/line-index.ts';
import { type Range, rangesOverlap } from '../text/range.ts';
import { blanksLike, type Paint, printable, type Style } from './terminal-text.ts';

export interface FrameSource {
  readonly text: string;
  readonly lines: LineIndex;
  /** What must not be shown. */
  readonly hidden: readonly Range[];
}

const MASK = '•••';
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
      const text = printable(mask(source, content)).slice(0, MAX_LENGTH);
      if (text.trim() !== '') frame.push(gutter(String(line), text));
      continue;
    }
    const { before, marked, after } = splitLine(source, content, range);
    frame.push(gutter(String(line), before + marked + after));
    frame.push(gutter('', blanksLike(before) + paint(style, '─'.repeat(Math.max(1, blanksLike(marked).length)))));
  }
  return frame;

  function gutter(number: string, text: string): string {
    return `${paint('dim', `${number.padStart(width)} │`)} ${text}`.trimEnd();
  }
}

function splitLine(source: FrameSource, content: Range, range: Range): { before: string; marked: string; after: string } {
  const end = Math.min(Math.max(range.end, range.start), content.end);
  const start = Math.min(range.start, content.end);
  const before = printable(mask(source, { start: content.start, end: start }));
  const marked = printable(mask(source, { start, end }));
  const after = printable(mask(source, { start: end, end: content.end }));
  const room = MAX_LENGTH - Math.min(marked.length, MAX_LENGTH);
  const isCropped = before.length > room;
  return {
    before: isCropped ? `…${before.slice(before.length - Math.floor(room / 2))}` : before,
    marked: marked.slice(0, MAX_LENGTH),
    after: after.slice(0, Math.max(0, room - before.length)),
  };
}

/** The text of a range with each hidden part in it replaced, so that not even its length is told. */
function mask({ text, hidden }: FrameSource, range: Range): string {
  let result = '';
  let offset = range.start;
  for (const part of hidden) {
    if (!rangesOverlap(part, range) || part.end <= offset) continue;
    result += text.slice(offset, Math.max(offset, part.start)) + MASK;
    offset = Math.min(part.end, range.end);
  }
  return result + text.slice(offset, range.end);
}
