import { isProjectNumber } from '../manifest/account-email.ts';
import { resourceId } from '../manifest/resource.ts';
import { grouped } from '../text/grouped.ts';
import { canBecome } from './can-become.ts';
import type { LocatedResource } from './read-side.ts';

/** Which resource of one side is which of the other. */
export interface Matching extends Unmatched {
  readonly pairs: readonly MatchedResource[];
  /** Resources of one name of which nothing tells which is which. */
  readonly ambiguous: readonly Unmatched[];
}

export interface MatchedResource {
  readonly live: LocatedResource;
  readonly file: LocatedResource;
}

interface Unmatched {
  readonly onlyLive: readonly LocatedResource[];
  readonly onlyRepository: readonly LocatedResource[];
}

/**
 * Matches resources by kind and name. Where a side has several of one name, as for several environments, their projects tell
 * which is which, or else the file and its folder, which are called the same on both sides.
 */
export function matchResources(live: readonly LocatedResource[], repository: readonly LocatedResource[]): Matching {
  const [liveGroups, groups] = [grouped(live, idOf), grouped(repository, idOf)];
  const ids = new Set([...groups.keys(), ...liveGroups.keys()]);
  const matched = Array.from(ids, (id) =>
    matchNamesakes({ onlyLive: liveGroups.get(id) ?? [], onlyRepository: groups.get(id) ?? [] }),
  );
  return matchPlaceholders({
    pairs: matched.flatMap(({ pairs }) => pairs),
    onlyLive: matched.flatMap(({ onlyLive }) => onlyLive),
    onlyRepository: matched.flatMap(({ onlyRepository }) => onlyRepository),
    ambiguous: matched.flatMap(({ ambiguous }) => ambiguous),
  });
}

/** Resources of one kind and name. */
function matchNamesakes(namesakes: Unmatched): Matching {
  const byProject = matchBy(namesakes, projectOf);
  const byPath = matchBy(byProject, ({ resource }) => resource.path.split('/').slice(-2).join('/'));
  const byName = matchBy(byPath, () => '');
  const pairs = [...byProject.pairs, ...byPath.pairs, ...byName.pairs];
  const { onlyLive, onlyRepository } = byName;
  const isAmbiguous = onlyLive.some((live) => onlyRepository.some((file) => canBeOne(live, file)));
  return isAmbiguous
    ? { pairs, onlyLive: [], onlyRepository: [], ambiguous: [{ onlyLive, onlyRepository }] }
    : { pairs, onlyLive, onlyRepository, ambiguous: [] };
}

/** Matches what alone has a key on each side. */
function matchBy(
  { onlyLive, onlyRepository }: Unmatched,
  keyOf: (resource: LocatedResource) => string | undefined,
): Unmatched & Pick<Matching, 'pairs'> {
  const files = grouped(onlyRepository, keyOf);
  const pairs = [...grouped(onlyLive, keyOf)].flatMap(([key, [live, ...others]]) => {
    const [file, ...otherFiles] = files.get(key) ?? [];
    const isClear = live && file && others.length + otherFiles.length === 0 && canBeOne(live, file);
    return isClear ? { live, file } : [];
  });
  const matched = new Set(pairs.flatMap(({ live, file }) => [live, file]));
  const isLeft = (resource: LocatedResource) => !matched.has(resource);
  return { pairs, onlyLive: onlyLive.filter(isLeft), onlyRepository: onlyRepository.filter(isLeft) };
}

/** False where two projects are named that are not the same: a number and an id may be one. */
function canBeOne(live: LocatedResource, file: LocatedResource): boolean {
  const [one, other] = [projectOf(live), projectOf(file)];
  return one === undefined || other === undefined || isProjectNumber(one) !== isProjectNumber(other) || one === other;
}

/** The project that a namespace names, by its number where that is known. */
function projectOf({ resource: { document, call } }: LocatedResource): string | undefined {
  const node = document.nodeAt(['metadata', 'namespace']);
  if (node?.type !== 'scalar' || node.text === '') return undefined;
  return call.projects?.find(({ id }) => id === node.text)?.number ?? node.text;
}

function idOf({ resource }: LocatedResource): string {
  return resourceId(resource);
}

/** What is left of a kind, one on each side, is the same where the name in the file is yet to be filled in. */
function matchPlaceholders(matching: Matching): Matching {
  const isPlaceholder = (live: LocatedResource, file: LocatedResource) =>
    canBecome(file.resource.name ?? '', live.resource.name ?? '', false);
  const byKind = matchBy(matching, ({ resource }) => resource.kind.kind);
  const pairs = byKind.pairs.filter(({ live, file }) => isPlaceholder(live, file));
  const matched = new Set(pairs.flatMap(({ live, file }) => [live, file]));
  return {
    ...matching,
    pairs: [...matching.pairs, ...pairs],
    onlyLive: matching.onlyLive.filter((resource) => !matched.has(resource)),
    onlyRepository: matching.onlyRepository.filter((resource) => !matched.has(resource)),
  };
}
