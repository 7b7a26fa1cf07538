import type { PictureGroup } from '../fold-groups.ts';
import { IDENTITY_KINDS, type IdentityKind } from '../identity-kind.ts';

/** Lengths are in CSS pixels. */
const LINE = 22;
const BETWEEN_GROUPS = 12;
const BETWEEN_PAIRS = 2;
const HEADING = 40;

/** Where everything of a picture stands. */
export interface PictureLayout<Entry> {
  readonly height: number;
  readonly headings: readonly Heading[];
  readonly groups: readonly PlacedGroup<Entry>[];
}

/** Stands above the identities of a kind. */
export interface Heading {
  readonly identityKind: IdentityKind;
  readonly identities: number;
  readonly resources: number;
  readonly y: number;
}

/** An identity and its resources, each at the middle of its line. */
export interface PlacedGroup<Entry> {
  readonly group: PictureGroup<Entry>;
  readonly y: number;
  readonly entries: readonly { readonly entry: Entry; readonly y: number }[];
  /** Where it is told how many more resources there are. */
  readonly moreY: number | undefined;
}

/** From top to bottom: the groups in their order, each identity in the middle of its resources. No two links cross. */
export function layOut<Entry>(groups: readonly PictureGroup<Entry>[]): PictureLayout<Entry> {
  const headings: Heading[] = [];
  const placed: PlacedGroup<Entry>[] = [];
  let y = 0;
  for (const identityKind of IDENTITY_KINDS) {
    const ofKind = groups.filter((group) => group.identityKind === identityKind);
    if (ofKind.length === 0) continue;
    headings.push({ identityKind, ...countsOf(ofKind), y: y + HEADING / 2 });
    y += HEADING;
    for (const group of ofKind) {
      placed.push(placeGroup(group, y));
      const lines = linesOf(group);
      y += lines * LINE + (lines > 1 ? BETWEEN_GROUPS : BETWEEN_PAIRS);
    }
  }
  return { height: y, headings, groups: placed };
}

function placeGroup<Entry>(group: PictureGroup<Entry>, top: number): PlacedGroup<Entry> {
  const middleOf = (line: number) => top + line * LINE + LINE / 2;
  const { entries, more } = group;
  return {
    group,
    y: top + (linesOf(group) * LINE) / 2,
    entries: entries.map((entry, line) => ({ entry, y: middleOf(line) })),
    moreY: more > 0 ? middleOf(entries.length) : undefined,
  };
}

function linesOf({ entries, more }: PictureGroup<unknown>): number {
  return entries.length + (more > 0 ? 1 : 0);
}

function countsOf(groups: readonly PictureGroup<unknown>[]): { identities: number; resources: number } {
  return {
    identities: groups.reduce((sum, group) => sum + group.identities, 0),
    resources: groups.reduce((sum, group) => sum + group.entries.length + group.more, 0),
  };
}
