/** An argument and its value, an expression. */
export type Argument = readonly [name: string, value: string];

/** A block as `terraform fmt` lays it out: arguments, their signs below each other, and blocks behind them. */
export function hclBlock(head: string, args: readonly Argument[], ...blocks: readonly string[]): string {
  const width = Math.max(...args.map(([name]) => name.length));
  const lines = args.map(([name, value]) => `${name.padEnd(width)} = ${value}`);
  const body = [lines.join('\n'), ...blocks].join('\n\n');
  return `${head} {\n${body.replace(/^(?=.)/gm, '  ')}\n}`;
}
