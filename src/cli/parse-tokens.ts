import { parseArgs } from 'node:util';
import type { OptionSpec } from './options.ts';

/** An argument, or an option with its value, in the order in which they were typed. */
export type Token =
  | { readonly kind: 'positional'; readonly value: string }
  | { readonly kind: 'option'; readonly name: string; readonly rawName: string; readonly value?: string | undefined }
  | { readonly kind: 'option-terminator' };

/** Splits arguments as Node.js does: what the table of options does not know is a token, too. */
export function parseTokens(argv: readonly string[], options: Readonly<Record<string, OptionSpec>>): readonly Token[] {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [name, { type, multiple: true, ...(short && { short }) } as const]),
  );
  return parseArgs({ args: [...argv], options: config, allowPositionals: true, strict: false, tokens: true }).tokens;
}
