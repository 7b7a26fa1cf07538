import { printableLines } from './terminal-text.ts';

/** A value as JSON, in lines, with a last line end. What a terminal would take for a command is escaped. */
export function printJson(value: unknown): string {
  return `${printableLines(JSON.stringify(value, undefined, 2))}\n`;
}
