import { closestMatch } from '../text/closest-match.ts';

/** The name that was most likely meant by another one; undefined where none is near, or several are as near. */
export function closestName(name: string, names: readonly string[]): string | undefined {
  return closestMatch(name, names);
}
