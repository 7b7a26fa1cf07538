import { printable } from './terminal-text.ts';

/** A value as JSON, in lines, with a last line end. What a terminal would take for a command is escaped. */
export function printJson(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2);
  return `${json.split('\n').map(printable).join('\n')}\n`;
}
