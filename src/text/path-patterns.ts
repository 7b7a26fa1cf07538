import ignore from 'ignore';

/** Tells which of two things the patterns of an ignore file last say of a path, or that they say nothing. */
export interface PathPatterns {
  /** @param path with `/` between its parts and behind a folder, seen from the folder of the patterns */
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean };
}

/** Each further `*` of a pattern multiplies the time that a path can take, and nobody needs as many. */
const MAX_WILDCARDS = 5;

/**
 * Patterns as git reads those of `.gitignore`: the lines of a file, or a list of them. Upper and lower case differ on every
 * system. A pattern with more wildcards than anybody needs matches nothing.
 */
export function pathPatterns(patterns: string | readonly string[]): PathPatterns {
  const lines = typeof patterns === 'string' ? patterns.split(/\r?\n/) : patterns;
  return ignore({ ignorecase: false }).add(lines.filter((line) => (line.match(/\*+/g) ?? []).length <= MAX_WILDCARDS));
}

/** True where patterns match a path. Nothing outside of their folder is matched. */
export function matchesPath(patterns: PathPatterns, path: string): boolean {
  return ignore.isPathValid(path) && patterns.test(path).ignored;
}
