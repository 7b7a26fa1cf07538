import { URLS } from '../cloud-run/annotations.ts';
import { NOTED_KEYS } from '../cloud-run/export-metadata.ts';

/** What says nothing of what runs, by the type that it is a field of. */
const NOISE_FIELDS: ReadonlySet<string> = new Set([
  // Resources are matched by these, and a namespace is the project's number in an export and often its id in a repository.
  ...fieldsOf(['Service', 'Job', 'WorkerPool', 'Instance'], ['apiVersion', 'kind', 'status']),
  'ObjectMeta.namespace',
  // What the server sets, and no manifest can (API reference of `ObjectMeta` and `TrafficTarget`).
  ...fieldsOf(['ObjectMeta'], ['creationTimestamp', 'deletionTimestamp', 'generation', 'resourceVersion', 'selfLink', 'uid']),
  'TrafficTarget.url',
  // What has no effect: Cloud Run decides itself when it pulls an image, and the volume whether files can be written.
  'Container.imagePullPolicy',
  'VolumeMount.readOnly',
]);

/** Labels and annotations in which Cloud Run and its clients note what they did. */
const NOISE_KEYS: ReadonlySet<string> = new Set([...NOTED_KEYS, URLS, 'run.googleapis.com/multi-region-id']);

/** Where clients note things for themselves, as gcloud the image that was asked for. */
const CLIENT_PREFIX = 'client.knative.dev/';

/** True for a field in which two manifests can differ without anything else being deployed. */
export function isNoiseField(typeName: string, field: string): boolean {
  return NOISE_FIELDS.has(`${typeName}.${field}`);
}

/** The same of a label or an annotation. */
export function isNoiseKey(key: string): boolean {
  return NOISE_KEYS.has(key) || key.startsWith(CLIENT_PREFIX);
}

function fieldsOf(types: readonly string[], fields: readonly string[]): string[] {
  return types.flatMap((type) => fields.map((field) => `${type}.${field}`));
}
