import { searchedDiff } from './diff-package.ts';
import { plainDiff } from './plain-diff.ts';

/**
 * A change as `git apply` takes it; an empty string where the texts are equal. The path is quoted as git quotes it. Where
 * very many lines differ, all lines are shown as replaced.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const relative = path.replace(/^(?:\.?\/)+/, '');
  return plainDiff(relative, before, after) ?? searchedDiff(relative, before, after);
}
