import type { YamlEdit } from '../yaml/yaml-edit.ts';
import { resolveAlias, stringIn } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { findPlaceholder } from './placeholder.ts';
import type { Resource } from './resource.ts';

/** Where a revision name is pinned; undefined for a kind that has no revisions. */
export function revisionNamePath({ kind }: Resource): YamlPath | undefined {
  return kind.revisionMetadataPath && [...kind.revisionMetadataPath, 'name'];
}

/** The pinned name. A placeholder pins nothing: it is another name at each deploy. */
export function pinnedRevisionName(resource: Resource): string | undefined {
  const path = revisionNamePath(resource);
  const name = path && resource.document.stringAt(path);
  return name && findPlaceholder(name) === undefined ? name : undefined;
}

/** Where traffic is sent to a revision by its name. */
export function trafficTargetOf(resource: Resource, revisionName: string): YamlPath | undefined {
  const { kind, document } = resource;
  const { trafficPath } = kind;
  if (!trafficPath) return undefined;
  const index = document.itemsAt(trafficPath).findIndex((item) => stringIn(item, 'revisionName') === revisionName);
  return index < 0 ? undefined : [...trafficPath, index, 'revisionName'];
}

/** Removes the pinned name, and the metadata with it where nothing else is left there. */
export function unpinRevisionName(resource: Resource): YamlEdit[] {
  const { kind, document } = resource;
  const metadataPath = kind.revisionMetadataPath;
  if (!metadataPath) return [];
  const metadata = document.mapAt(metadataPath);
  const others = metadata?.entries.filter(({ key }) => {
    const scalar = resolveAlias(key);
    return !(scalar?.type === 'scalar' && scalar.text === 'name');
  });
  return [{ type: 'remove', path: others?.length ? [...metadataPath, 'name'] : metadataPath }];
}
