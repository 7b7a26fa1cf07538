import fastGlob from 'fast-glob';

/** The files that a pattern fits, seen from a folder, by name. Links are not followed, and some folders are not looked into. */
export function expandPattern(pattern: string, cwd: string, skippedFolders: Iterable<string>): string[] {
  const ignore = Array.from(skippedFolders, (name) => `**/${name}/**`);
  return fastGlob.sync(pattern, { cwd, ignore, followSymbolicLinks: false, dot: true }).sort();
}
