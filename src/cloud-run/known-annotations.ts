import { ANNOTATION_LEVELS, LABEL_LEVELS } from '../../schemas/metadata-levels.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { readEntries, stringOf } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** A key and its place: what it stands on is a resource, or what Cloud Run makes of its template. */
export interface MetadataEntry {
  readonly key: string;
  readonly at: YamlPath;
  /** Its value, where that is text to gcloud. */
  readonly text: string | undefined;
  /** As Cloud Run's answers name it: `Service`, `Revision`. */
  readonly level: string;
  readonly isOnTemplate: boolean;
}

/** By maps, since a key of a manifest can be called `constructor`. */
const KNOWN_ANNOTATIONS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(ANNOTATION_LEVELS));
const KNOWN_LABELS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(LABEL_LEVELS));

/** All annotations that are known, on whatever they stand. */
export const KNOWN_ANNOTATION_KEYS: readonly string[] = [...KNOWN_ANNOTATIONS.keys()];

/** What a known annotation stands on; undefined for any other key. */
export function levelsOfAnnotation(key: string): readonly string[] | undefined {
  return KNOWN_ANNOTATIONS.get(key);
}

export function isKnownLabel(key: string): boolean {
  return KNOWN_LABELS.has(key);
}

/**
 * Annotations that gcloud and other products of Google write and the API's own list does not have: what refuses them is not
 * documented.
 */
export const UNLISTED_ANNOTATIONS: ReadonlySet<string> = new Set([
  'apphub.cloud.google.com/functional-type',
  'client.knative.dev/user-image',
  'cloudfunctions.googleapis.com/function-id',
  'cloudfunctions.googleapis.com/trigger-type',
  'firebase.googleapis.com/function-metadata',
  'run.googleapis.com/ambient-networking',
  'run.googleapis.com/client-version',
  'run.googleapis.com/creator',
  'run.googleapis.com/creatorEmail',
  'run.googleapis.com/enable-automatic-updates',
  'run.googleapis.com/function-target',
  'run.googleapis.com/iap-enabled',
  'run.googleapis.com/identity',
  'run.googleapis.com/identity-certificate-enabled',
  'run.googleapis.com/identity-type',
  'run.googleapis.com/image-uri',
  'run.googleapis.com/ingress-status',
  'run.googleapis.com/lastModifier',
  'run.googleapis.com/lastModifierEmail',
  'run.googleapis.com/mesh',
  'run.googleapis.com/mesh-dataplane',
  'run.googleapis.com/operation-id',
  'run.googleapis.com/overflow-scaling',
  'run.googleapis.com/presets',
  'run.googleapis.com/regions',
  'run.googleapis.com/scaling-concurrency-target',
  'run.googleapis.com/scaling-cpu-target',
  'run.googleapis.com/source-location',
  'run.googleapis.com/sources',
  'run.googleapis.com/ssh-enabled',
  'run.googleapis.com/threat-detection',
  'run.googleapis.com/urls',
  'runapps.googleapis.com/gclb-domain-name',
  'serving.knative.dev/creator',
  'serving.knative.dev/lastModifier',
]);

/** The annotations of a resource and of its template as gcloud hands them on. */
export const annotationsOf = rememberedOfLast((resource: Resource): readonly MetadataEntry[] => {
  const found: MetadataEntry[] = [];
  for (const { level, isOnTemplate, path } of levelsOf(resource)) {
    const map = resource.document.mapAt([...path, 'annotations']);
    for (const [key, { value }] of map ? readEntries(map) : []) {
      found.push({ key, at: [...path, 'annotations', key], text: stringOf(value), level, isOnTemplate });
    }
  }
  return found;
});

/** Those that no documentation has where they stand: nearly always none. */
export const undocumentedAnnotationsOf = rememberedOfLast((resource: Resource): readonly MetadataEntry[] => {
  return annotationsOf(resource).filter(({ key, level }) => !levelsOfAnnotation(key)?.includes(level));
});

/** Where a resource of this kind has a known annotation: on itself, on its template, on both or nowhere. */
export function placesForAnnotation(resource: Resource, key: string): YamlPath[] {
  const levels = levelsOfAnnotation(key) ?? [];
  const places = levelsOf(resource).filter(({ level }) => levels.includes(level));
  return places.map(({ path }) => [...path, 'annotations', key]);
}

function levelsOf({ kind }: Resource): { level: string; isOnTemplate: boolean; path: YamlPath }[] {
  const own = { level: kind.kind, isOnTemplate: false, path: ['metadata'] };
  if (kind.templateMetadataPath.length === 1) return [own];
  const level = kind.revisionMetadataPath ? 'Revision' : 'Execution';
  return [own, { level, isOnTemplate: true, path: kind.templateMetadataPath }];
}
