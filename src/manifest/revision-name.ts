import { excerpt } from '../text/excerpt.ts';
import type { YamlEdit } from '../yaml/yaml-edit.ts';
import { stringIn } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Finding } from './finding.ts';
import { findPlaceholder } from './placeholder.ts';
import { removeEntry } from './remove-entry.ts';
import type { Resource } from './resource.ts';

/** A revision name that a template pins. */
export interface PinnedRevision {
  readonly name: string;
  readonly at: YamlPath;
}

/** The pinned revision name, if any. A placeholder pins nothing: it is another name at each deploy. */
export function findPinnedRevision({ kind, document }: Resource): PinnedRevision | undefined {
  const at = kind.revisionMetadataPath && [...kind.revisionMetadataPath, 'name'];
  const name = at && document.stringAt(at);
  return name && findPlaceholder(name) === undefined ? { name, at } : undefined;
}

/** The name that Cloud Run takes for a revision: one label of a host name. */
const REVISION_NAME = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * What a name must begin with, where it does not: Cloud Run takes only revisions that are named after their Service. Of a
 * name that no revision can have the schema tells, and a placeholder can become any name.
 */
export function findMissingPrefix({ kind, name }: Resource, pinned: PinnedRevision): string | undefined {
  if (kind.kind !== 'Service' || !name || findPlaceholder(name) !== undefined) return undefined;
  const prefix = `${name}-`;
  return pinned.name.startsWith(prefix) || !REVISION_NAME.test(pinned.name) ? undefined : prefix;
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
export function unpinRevisionName({ document }: Resource, { at }: PinnedRevision): YamlEdit[] {
  return [removeEntry(document, at)];
}

/** What a finding says to do about a pinned name: it can be removed where no traffic is sent to it. */
export function remedyForPinned(resource: Resource, pinned: PinnedRevision): Pick<Finding, 'remedy' | 'related' | 'fix'> {
  const target = trafficTargetOf(resource, pinned.name);
  if (!target) {
    return { fix: { title: `Remove the revision name ${excerpt(pinned.name)}`, edits: unpinRevisionName(resource, pinned) } };
  }
  return {
    remedy: 'Send the traffic to the latest revision (latestRevision: true), then remove the name.',
    related: [{ at: target, message: 'traffic is sent to that revision' }],
  };
}
