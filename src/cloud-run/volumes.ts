import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import { isCloseTo } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { remembered } from '../text/remembered.ts';
import { resolveAlias, stringIn, walkNodes, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts';
import { isSamePath, pathKey, type YamlPath } from '../yaml/yaml-path.ts';
import { closestName } from './closest-name.ts';
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

export const volumesOf = remembered((resource: Resource): readonly Volume[] => {
  const path = volumesPath(resource);
  return resource.document.itemsAt(path).flatMap((item, index) => {
    const map = resolveAlias(item);
    return map?.type === 'map' ? { at: [...path, index], name: stringIn(map, 'name') || undefined, map } : [];
  });
});

/** How a sentence speaks of one: `the volume cache`; by its place where it has no name. */
export function describeVolume({ name, at }: Volume): string {
  return name === undefined ? `volume ${Number(at.at(-1)) + 1}` : `the volume ${excerpt(name)}`;
}

/** The mounts of all containers, in order. */
export const mountsOf = remembered((resource: Resource): readonly Mount[] => {
  return containersOf(resource).flatMap((container) => {
    const path = [...container.at, 'volumeMounts'];
    return resource.document.itemsAt(path).flatMap((item, index) => {
      if (resolveAlias(item)?.type !== 'map') return [];
      const name = stringIn(item, 'name') || undefined;
      return { container, at: [...path, index], name, mountPath: stringIn(item, 'mountPath') };
    });
  });
});

/** The mounts of volumes that do not exist, by the names that they give. None where the volumes cannot all be told. */
export const undeclaredMountsOf = remembered((resource: Resource): ReadonlyMap<string, readonly [Mount, ...Mount[]]> => {
  const undeclared = new Map<string, [Mount, ...Mount[]]>();
  const names = new Set(volumesOf(resource).map(({ name }) => name));
  for (const mount of mountsOf(resource)) {
    if (mount.name === undefined || names.has(mount.name) || findPlaceholder(mount.name) !== undefined) continue;
    const others = undeclared.get(mount.name);
    if (others) others.push(mount);
    else undeclared.set(mount.name, [mount]);
  }
  return undeclared.size === 0 || areVolumesKnown(resource) ? undeclared : new Map();
});

/** The volume that mounts of a missing one were most likely meant to name, none of those that their containers mount. */
export function volumeMeantBy(resource: Resource, mounts: readonly Mount[]): string | undefined {
  const containers = new Set(mounts.map(({ container }) => pathKey(container.at)));
  const neighbours = mountsOf(resource).filter(({ container }) => containers.has(pathKey(container.at)));
  const taken = new Set(neighbours.map(({ name }) => name));
  const names = volumesOf(resource).flatMap(({ name }) => (name === undefined || taken.has(name) ? [] : name));
  return closestName(mounts[0]?.name ?? '', names);
}

/** The volumes that nothing mounts. None where the mounts cannot all be told. */
export function unmountedVolumesOf(resource: Resource): Volume[] {
  const names = new Set(mountsOf(resource).map(({ name }) => name));
  const unmounted = volumesOf(resource).filter(
    ({ name }) => name !== undefined && !names.has(name) && findPlaceholder(name) === undefined,
  );
  return unmounted.length === 0 || areMountsKnown(resource) ? unmounted : [];
}

/** False where the schema's checks have something to say of the list of volumes, or its names have yet to be filled in. */
function areVolumesKnown(resource: Resource): boolean {
  const path = volumesPath(resource);
  return isListOfNamed(resource, path) && !hasListElsewhere(resource, 'volumes', [path]);
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
  if (node === undefined || (node.type === 'scalar' && node.resolved.type === 'null')) return true;
  return node.type === 'sequence' && node.items.every(hasName);
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
