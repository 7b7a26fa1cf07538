import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findingKey, textOfKey } from '../diagnostics/finding-key.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { LineIndex } from '../text/line-index.ts';

/**
 * Those findings on the lines of a file that a change leaves alone that were there before it: on the same line, whatever the
 * resource is called now, or else about the same value, wherever that is told now. Each of before stands for one of now.
 *
 * @param oldLines what each of these lines was before
 */
export function knownFindings(
  now: FileReport,
  before: FileReport,
  oldLines: ReadonlyMap<number, number>,
): ReadonlySet<Diagnostic> {
  const [indexNow, indexBefore] = [new LineIndex(now.text), new LineIndex(before.text)];
  const oldLineOf = ({ range }: Diagnostic) => oldLines.get(indexNow.lineAt(range.start));
  const asked = now.diagnostics.filter((diagnostic) => oldLineOf(diagnostic) !== undefined);
  const there = before.diagnostics.filter(({ suppression }) => !suppression);
  const placeNow = (diagnostic: Diagnostic) => `${diagnostic.ruleId} ${oldLineOf(diagnostic)}`;
  const placeBefore = ({ ruleId, range }: Diagnostic) => `${ruleId} ${indexBefore.lineAt(range.start)}`;
  const onLine = pairUp(asked, there, placeNow, placeBefore);
  const aboutValue = pairUp(
    asked.filter((one) => !onLine.has(one)),
    there.filter((one) => !onLine.has(one)),
    aboutOf,
    aboutOf,
  );
  return new Set([...onLine, ...aboutValue]);
}

type KeyOf = (diagnostic: Diagnostic) => string | undefined;

/** The findings of both sides that have one on the other side with the same key, each of its own. */
function pairUp(now: readonly Diagnostic[], before: readonly Diagnostic[], keyNow: KeyOf, keyBefore: KeyOf): Set<Diagnostic> {
  const paired = new Set<Diagnostic>();
  const waiting = new Map<string, Diagnostic[]>();
  for (const one of before) {
    const key = keyBefore(one);
    if (key === undefined) continue;
    const others = waiting.get(key);
    if (others) others.push(one);
    else waiting.set(key, [one]);
  }
  for (const one of now) {
    const other = waiting.get(keyNow(one) ?? '')?.shift();
    if (other) paired.add(one).add(other);
  }
  return paired;
}

/** Undefined for a finding about no value: only its line could tell that it is the same. */
function aboutOf(diagnostic: Diagnostic): string | undefined {
  return diagnostic.yamlPath === undefined ? undefined : textOfKey(findingKey(diagnostic, ''));
}
