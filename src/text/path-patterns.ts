import ignore from 'ignore';

/** Tells which of two things the patterns of an ignore file last say of a path, or that they say nothing. */
export interface PathPatterns {
  /** @param path with `/` between its parts and behind a folder, seen from the folder of the patterns */
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean };
}

/** Patterns as git reads those of `.gitignore`: the lines of a file, or a list of them. */
export function pathPatterns(patterns: string | readonly string[]): PathPatterns {
  return ignore().add(patterns);
}

/** True where patterns match a path. Nothing outside of their folder is matched. */
export function matchesPath(patterns: PathPatterns, path: string): boolean {
  return ignore.isPathValid(path) && patterns.test(path).ignored;
}
