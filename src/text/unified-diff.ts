import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** A change as `git apply` takes it; an empty string where the texts are equal. The path is quoted as git quotes it. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const relative = path.replace(/^(?:\.?\/)+/, '');
  return createTwoFilesPatch(`a/${relative}`, `b/${relative}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
