import type { Diagnostic, Fix, Safety } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../text/source-file.ts';
import { applyTextEdits, textEditsOverlap } from '../text/text-edit.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { findUnintendedChange } from '../yaml/verify-edit.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';

/** A text with fixes applied, each verified by reading the result back. */
export interface FixResult {
  readonly text: string;
  readonly applied: readonly Fix[];
  readonly refused: readonly RefusedFix[];
}

/** A fix whose result was not what it was meant to be. Its document is left as it was. */
export interface RefusedFix {
  readonly fix: Fix;
  readonly reason: string;
}

const MAX_ROUNDS = 10;

/** Applies the fixes of a safety that a check offers, and checks again, until nothing is left to fix. */
export function fixUntilStable(
  file: SourceFile,
  check: (file: SourceFile) => readonly Diagnostic[],
  safeties: readonly Safety[],
): FixResult {
  const applied: Fix[] = [];
  let text = file.text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixes = check({ ...file, text }).flatMap(({ fix }) => (fix && safeties.includes(fix.safety) ? [fix] : []));
    const result = applyFixes(text, fixes);
    applied.push(...result.applied);
    if (result.refused.length > 0) return { text: result.text, applied, refused: result.refused };
    if (result.text === text) break;
    text = result.text;
  }
  return { text, applied, refused: [] };
}

/** Applies what does not overlap, first come first served, and keeps of it what verifies. */
export function applyFixes(text: string, fixes: readonly Fix[]): FixResult {
  const chosen = withoutOverlaps(fixes);
  if (chosen.length === 0) return { text, applied: [], refused: [] };
  const before = readYaml(text);
  const result = applyTextEdits(
    text,
    chosen.flatMap(({ edits }) => edits),
  );
  const refused = findRefused(before, readYaml(result), chosen);
  if (refused.length === 0) return { text: result, applied: chosen, refused };
  const rest = applyFixes(
    text,
    chosen.filter((fix) => !refused.some((refusal) => refusal.fix === fix)),
  );
  return { ...rest, refused: [...refused, ...rest.refused] };
}

function withoutOverlaps(fixes: readonly Fix[]): Fix[] {
  const chosen: Fix[] = [];
  for (const fix of fixes) {
    if (!chosen.some((other) => textEditsOverlap(other.edits, fix.edits))) chosen.push(fix);
  }
  return chosen;
}

/** The fixes of every document that did not become what they intend. */
function findRefused(before: readonly YamlDocument[], after: readonly YamlDocument[], fixes: readonly Fix[]): RefusedFix[] {
  if (before.some(({ isReadable }) => !isReadable))
    return fixes.map((fix) => ({ fix, reason: 'the file holds a document that cannot be read' }));
  if (before.length !== after.length) return fixes.map((fix) => ({ fix, reason: 'the number of documents would change' }));
  return before.flatMap((document, index) => {
    const own = fixes.filter(({ intent }) => intent.documentIndex === index);
    const edits = own.flatMap(({ intent }) => intent.yamlEdits);
    const reason = findUnintendedChange(document, after[index] as YamlDocument, edits);
    if (reason === undefined) return [];
    return (own.length > 0 ? own : fixes).map((fix) => ({ fix, reason }));
  });
}
