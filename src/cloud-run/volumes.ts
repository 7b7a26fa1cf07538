import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import { closestMatch, isCloseTo } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { isNothing, resolveAlias, stringIn, walkNodes, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts';
import { isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { type Container, containersOf } from './containers.ts';

/** The fields that make a volume what it is. */
export const VOLUME_SOURCES = ['secret', 'emptyDir', 'csi', 'nfs'] as const;

/** The driver of a volume that is a bucket of Cloud Storage. */
export const BUCKET_DRIVER = 'gcsfuse.run.googleapis.com';

/** The driver of a volume that holds the sockets of Cloud SQL; manifests have an annotation for them, too. */
export const CLOUD_SQL_DRIVER = 'cloudsql.run.googleapis.com';

/** The name that is kept for the sockets of Cloud SQL. */
export const CLOUD_SQL_VOLUME = 'cloudsql';

/** A volume of a resource, as far as it is a map. */
export interface Volume {
  /** Where it stands in the document. */
  readonly at: YamlPath;
  /** Its name, where that is text and not empty. */
  readonly name: string | undefined;
  readonly map: YamlMap;
}

/** A mount of a container, as far as it is a map. */
export interface Mount {
  readonly container: Container;
  /** Where it stands in the document. */
  readonly at: YamlPath;
  /** The name of its volume, where that is text and not empty. */
  readonly name: string | undefined;
  /** The folder in the container, where that is text. */
  readonly mountPath: string | undefined;
}

/** Where the volumes stand. */
export function volumesPath({ kind }: Resource): YamlPath {
  return [...kind.podSpecPath, 'volumes'];
}

/** More than anybody has: with aliases a few lines can stand for many more, which take long to look at. */
const MAX_VOLUMES = 100;

/** The volumes, in order; of too many the first. */
export const volumesOf = rememberedOfLast((resource: Resource): readonly Volume[] => {
  const path = volumesPath(resource);
  const items = resource.document.itemsAt(path).slice(0, MAX_VOLUMES);
  return items.flatMap((item, index) => {
    const map = resolveAlias(item);
    return map?.type === 'map' ? { at: [...path, index], name: stringIn(map, 'name') || undefined, map } : [];
  });
});

const volumesByName = rememberedOfLast((resource: Resource): ReadonlyMap<string | undefined, Volume> => {
  return new Map(
    volumesOf(resource)
      .toReversed()
      .map((volume) => [volume.name, volume]),
  );
});

/** The volume of a name, the first of several. */
export function volumeNamed(resource: Resource, name: string): Volume | undefined {
  return volumesByName(resource).get(name);
}

/** How a sentence speaks of one: `the volume cache`; by its place where it has no name. */
export function describeVolume({ name, at }: Volume): string {
  return name === undefined ? `volume ${Number(at.at(-1)) + 1}` : `the volume ${excerpt(name)}`;
}

/** The mounts of all containers, in order. */
export const mountsOf = rememberedOfLast((resource: Resource): readonly Mount[] => {
  return containersOf(resource).flatMap((container) => {
    const path = [...container.at, 'volumeMounts'];
    return resource.document.itemsAt(path).flatMap((item, index) => {
      if (resolveAlias(item)?.type !== 'map') return [];
      const name = stringIn(item, 'name') || undefined;
      return { container, at: [...path, index], name, mountPath: stringIn(item, 'mountPath') };
    });
  });
});

/** A volume that does not exist, and is mounted. */
export interface UndeclaredVolume {
  readonly name: string;
  readonly mounts: readonly [Mount, ...Mount[]];
  /** The volume that was most likely meant, none of those that the same containers mount. */
  readonly meant: string | undefined;
}

/** The mounted volumes that do not exist. None where the volumes cannot all be told. */
export const undeclaredVolumesOf = rememberedOfLast((resource: Resource): readonly UndeclaredVolume[] => {
  const undeclared = new Map<string, [Mount, ...Mount[]]>();
  for (const mount of mountsOf(resource)) {
    if (mount.name === undefined || volumeNamed(resource, mount.name) || findPlaceholder(mount.name) !== undefined) continue;
    const others = undeclared.get(mount.name);
    if (others) others.push(mount);
    else undeclared.set(mount.name, [mount]);
  }
  if (undeclared.size === 0 || !areVolumesKnown(resource)) return [];
  const isComparable = undeclared.size <= MAX_COMPARED;
  return [...undeclared].map(([name, mounts]) => {
    return { name, mounts, meant: isComparable ? volumeMeantBy(resource, name, mounts) : undefined };
  });
});

/** How far apart words are takes long to tell: of more names than people write, none is looked for. */
const MAX_COMPARED = 100;

function volumeMeantBy(resource: Resource, name: string, mounts: readonly Mount[]): string | undefined {
  const taken = [...new Set(mounts.map(({ container }) => container))].map((container) =>
    namesMountedBy(resource).get(container),
  );
  const free = volumesOf(resource).flatMap((volume) => {
    return volume.name === undefined || taken.some((names) => names?.has(volume.name)) ? [] : volume.name;
  });
  return closestMatch(name, free);
}

/** The names of what each container mounts. */
const namesMountedBy = rememberedOfLast((resource: Resource): ReadonlyMap<Container, ReadonlySet<string | undefined>> => {
  const names = new Map<Container, Set<string | undefined>>();
  for (const { container, name } of mountsOf(resource)) {
    const others = names.get(container);
    if (others) others.add(name);
    else names.set(container, new Set([name]));
  }
  return names;
});

/** The volumes that nothing mounts. None where the mounts cannot all be told. */
export function unmountedVolumesOf(resource: Resource): Volume[] {
  const names = new Set(mountsOf(resource).map(({ name }) => name));
  const unmounted = volumesOf(resource).filter(
    ({ name }) => name !== undefined && !names.has(name) && findPlaceholder(name) === undefined,
  );
  return unmounted.length === 0 || areMountsKnown(resource) ? unmounted : [];
}

/** False where there are too many, the schema's checks have something to say of the list, or names have yet to be filled in. */
function areVolumesKnown(resource: Resource): boolean {
  const path = volumesPath(resource);
  const isNoVolumeMissed = resource.document.itemsAt(path).length <= MAX_VOLUMES;
  return isNoVolumeMissed && isListOfNamed(resource, path) && !hasListElsewhere(resource, 'volumes', [path]);
}

function areMountsKnown(resource: Resource): boolean {
  const paths = containersOf(resource).map(({ at }) => [...at, 'volumeMounts']);
  const isNoListMissed = paths.length === resource.document.itemsAt([...resource.kind.podSpecPath, 'containers']).length;
  return (
    paths.length > 0 &&
    isNoListMissed &&
    paths.every((path) => isListOfNamed(resource, path)) &&
    !hasListElsewhere(resource, 'volumeMounts', paths)
  );
}

/** True for a list whose items all have a name, and for none at all. */
function isListOfNamed({ document }: Resource, path: YamlPath): boolean {
  const node = document.nodeAt(path);
  return isNothing(node) || (node?.type === 'sequence' && node.items.every(hasName));
}

function hasName(item: YamlNode): boolean {
  const name = stringIn(item, 'name') ?? '';
  return name !== '' && findPlaceholder(name) === undefined;
}

/** True where a list stands on another level than its own, or under a name that is nearly its own. */
function hasListElsewhere({ document }: Resource, field: string, places: readonly YamlPath[]): boolean {
  if (!document.root) return false;
  for (const { node, path } of walkNodes(document.root)) {
    const isElsewhere = path[0] !== 'status' && !places.some((place) => isSamePath(place, path));
    if (isElsewhere && node.type === 'sequence' && isCloseTo(String(path.at(-1)), field)) return true;
  }
  return false;
}
