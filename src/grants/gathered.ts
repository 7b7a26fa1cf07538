import type { Reason } from './grant.ts';

/** What has one key, once, with the reasons of all; in the order of the keys, and the reasons in that of files and lines. */
export function gathered<Thing extends { readonly reasons: readonly Reason[] }>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
): Thing[] {
  const groups = new Map<string, [Thing, ...Thing[]]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  const sorted = [...groups].sort(([a], [b]) => compareTexts(a, b));
  return sorted.map(([, group]) => ({ ...group[0], reasons: inOrder(group.flatMap(({ reasons }) => reasons)) }));
}

function inOrder(reasons: readonly Reason[]): Reason[] {
  const sorted = [...reasons].sort(
    (a, b) => compareTexts(a.path, b.path) || a.line - b.line || a.column - b.column || compareTexts(a.words, b.words),
  );
  return sorted.filter((reason, index) => !isSame(reason, sorted[index - 1]));
}

function isSame(a: Reason, b: Reason | undefined): boolean {
  return a.path === b?.path && a.line === b.line && a.column === b.column && a.words === b.words;
}

/** The same order on every machine. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
