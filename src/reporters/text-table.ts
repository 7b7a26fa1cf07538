import { blanksLike, printable } from './terminal-text.ts';

/** Text that stays in its column: a tab would not. */
export function cell(text: string): string {
  return printable(text).replaceAll('\t', '\\u0009');
}

/** The columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  return blanksLike(text).length;
}

/** The text with blanks behind it, as wide as its column. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - widthOf(text), 0));
}

/** How wide each column of a table has to be. */
export function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const [first = []] = rows;
  return first.map((_, column) => rows.reduce((width, row) => Math.max(width, widthOf(row[column] ?? '')), 0));
}
