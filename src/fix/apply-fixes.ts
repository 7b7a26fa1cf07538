import type { Diagnostic, Fix, Safety } from '../diagnostics/diagnostic.ts';
import { type Manifest, readManifest } from '../manifest/manifest.ts';
import { applyTextEdits, ChosenEdits } from '../text/text-edit.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { findUnintendedChange } from '../yaml/verify-edit.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';

/** A text with fixes applied, each verified by reading the result back. */
export interface FixResult extends AppliedFixes {
  /** What was found in the text as it was. Ranges of its fixes refer to that text; those of later rounds to later ones. */
  readonly found: readonly Diagnostic[];
  /** True where it stopped before the end: the same again makes more of them. */
  readonly isUnfinished: boolean;
}

interface AppliedFixes {
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

/** Applies the fixes of a safety that a check offers, and checks again, until nothing is left to fix, or ten times. */
export function fixUntilStable(
  manifest: Manifest,
  check: (manifest: Manifest) => readonly Diagnostic[],
  safeties: readonly Safety[],
): FixResult {
  const found = check(manifest);
  const applied: Fix[] = [];
  let current = manifest;
  let diagnostics = found;
  const wanted = () => diagnostics.flatMap(({ fix }) => (fix && safeties.includes(fix.safety) ? [fix] : []));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { text } = current.file;
    const result = applyFixes(text, wanted(), current.documents);
    applied.push(...result.applied);
    if (result.refused.length > 0) return { text: result.text, found, applied, refused: result.refused, isUnfinished: false };
    if (result.text === text) break;
    current = readManifest({ ...manifest.file, text: result.text }, manifest.call);
    diagnostics = check(current);
  }
  return { text: current.file.text, found, applied, refused: [], isUnfinished: wanted().length > 0 };
}

/**
 * Applies what does not overlap, first come first served, and keeps of it what verifies.
 *
 * @param documents those of the text, where it has been read
 */
export function applyFixes(text: string, fixes: readonly Fix[], documents?: readonly YamlDocument[]): AppliedFixes {
  const chosen = withoutOverlaps(fixes);
  if (chosen.length === 0) return { text, applied: [], refused: [] };
  const before = documents ?? readYaml(text);
  const { text: result, refused } = tryFixes(text, before, chosen);
  if (refused.length === 0) return { text: result, applied: chosen, refused };
  const culprits = findCulprits(text, before, refused);
  const dropped = culprits.length > 0 ? culprits.map(({ fix }) => fix) : refused.slice(1).map(({ fix }) => fix);
  const rest = applyFixes(
    text,
    chosen.filter((fix) => !dropped.includes(fix)),
    before,
  );
  return { ...rest, refused: [...culprits, ...rest.refused] };
}

function tryFixes(text: string, before: readonly YamlDocument[], fixes: readonly Fix[]): { text: string; refused: RefusedFix[] } {
  const result = applyTextEdits(
    text,
    fixes.flatMap(({ edits }) => edits),
  );
  return { text: result, refused: findRefused(before, readYaml(result), fixes) };
}

/** Fixes are refused together, and tried alone up to this many. */
const MAX_TRIED_ALONE = 50;

/** Those that are refused alone, too. Where none is, they only do not go together: the first is made, the others can follow. */
function findCulprits(text: string, before: readonly YamlDocument[], refused: readonly RefusedFix[]): readonly RefusedFix[] {
  if (refused.length === 1 || refused.length > MAX_TRIED_ALONE) return refused;
  return refused.flatMap(({ fix }) => tryFixes(text, before, [fix]).refused);
}

/** First come, first served. */
function withoutOverlaps(fixes: readonly Fix[]): Fix[] {
  const chosen = new ChosenEdits();
  return fixes.filter(({ edits }) => chosen.add(edits));
}

/** The fixes of every document that did not become what they intend. */
function findRefused(before: readonly YamlDocument[], after: readonly YamlDocument[], fixes: readonly Fix[]): RefusedFix[] {
  const refuseAll = (reason: string) => fixes.map((fix) => ({ fix, reason }));
  if (before.some(({ isReadable }) => !isReadable)) return refuseAll('the file holds a document that cannot be read');
  const broken = after.find(({ isReadable }) => !isReadable);
  if (broken) return refuseAll(`the result could not be read: ${broken.problems[0]?.message}`);
  if (before.length !== after.length) return refuseAll('the number of documents would change');
  const fixesOf = new Map<number, Fix[]>();
  for (const fix of fixes) fixesOf.set(fix.intent.documentIndex, [...(fixesOf.get(fix.intent.documentIndex) ?? []), fix]);
  return before.flatMap((document, index) => {
    const own = fixesOf.get(index) ?? [];
    const edits = own.flatMap(({ intent }) => intent.yamlEdits);
    const reason = findUnintendedChange(document, after[index] as YamlDocument, edits);
    return reason === undefined ? [] : (own.length > 0 ? own : fixes).map((fix) => ({ fix, reason }));
  });
}
