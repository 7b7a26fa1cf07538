import type { YamlDocument } from './yaml-document.ts';
import type { YamlScalar } from './yaml-node.ts';

/**
 * Where a character of a scalar's content is written in the text of its document: an offset in UTF-16 units. Undefined
 * where the content is not written as it is read, as with escapes and folded lines.
 */
export function offsetInText({ text, lines }: YamlDocument, scalar: YamlScalar, offset: number): number | undefined {
  const { range, style, text: content } = scalar;
  if (style !== 'block') {
    const quote = style === 'plain' ? 0 : 1;
    const isWrittenAsRead = text.slice(range.start + quote, range.end - quote) === content;
    return isWrittenAsRead ? range.start + quote + offset : undefined;
  }
  const before = content.slice(0, offset).split('\n');
  const wanted = content.split('\n')[before.length - 1] ?? '';
  const line = lines.lineAt(range.start) + before.length;
  if (line > lines.lineCount) return undefined;
  const { start, end } = lines.contentRange(line);
  const indent = text.slice(start, end).length - wanted.length;
  const isWrittenAsRead = indent >= 0 && text.slice(start + indent, end) === wanted;
  return isWrittenAsRead ? start + indent + (before.at(-1) ?? '').length : undefined;
}
