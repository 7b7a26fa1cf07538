import { keysOf } from '../src/cloud-run/annotations.ts';
import { BUCKET_DRIVER, describeVolume, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { closestMatch } from '../src/text/closest-match.ts';
import { excerpt } from '../src/text/excerpt.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'bucket-volume-complete',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['csi'],
  since: '0.1.0',
  group: 'validity',
  fix: 'unsafe',
  refusedBy: ['cloud-run'],
  summary: 'A volume of Cloud Storage names its bucket.',
  rationale:
    'The driver `gcsfuse.run.googleapis.com` reads the bucket from `volumeAttributes.bucketName`. Its attributes are free text, so that gcloud takes any key, and Cloud Run refuses the volume when this one is missing.',
  remedy: 'Name the bucket in csi.volumeAttributes.bucketName, without gs:// before it.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec',
    'https://cloud.google.com/run/docs/configuring/services/cloud-storage-volume-mounts',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        volumeMounts:
        - name: assets
          mountPath: /mnt/assets
      volumes:
      - name: assets
        csi:
          driver: gcsfuse.run.googleapis.com
          volumeAttributes:
            bucket: acme-prod-assets
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        volumeMounts:
        - name: assets
          mountPath: /mnt/assets
      volumes:
      - name: assets
        csi:
          driver: gcsfuse.run.googleapis.com
          volumeAttributes:
            bucketName: acme-prod-assets
`,
  },
  *check(resource) {
    const { document } = resource;
    for (const volume of volumesOf(resource)) {
      const attributes = [...volume.at, 'csi', 'volumeAttributes'];
      const at = [...attributes, 'bucketName'];
      if (document.stringAt([...volume.at, 'csi', 'driver']) !== BUCKET_DRIVER) continue;
      // Of attributes that are no map, and of a bucket that is no text, the schema's checks speak.
      const hasAttributes = document.nodeAt(attributes) !== undefined;
      if (hasAttributes && !document.mapAt(attributes)) continue;
      const isMissing = document.nodeAt(at) === undefined;
      if (!isMissing && document.stringAt(at) !== '') continue;
      const meant = isMissing ? findBucketKey(resource, attributes) : undefined;
      yield {
        at,
        message: `${describeResource(resource)} names no bucket for ${describeVolume(volume)} of Cloud Storage`,
        ...(meant !== undefined && {
          remedy: `The driver does not read ${excerpt(meant)}: the name of the bucket belongs in bucketName.`,
          fix: {
            title: `Rename ${excerpt(meant)} to bucketName`,
            edits: [{ type: 'rename', path: [...attributes, meant], key: 'bucketName' }],
          },
        }),
      };
    }
  },
});

/** The only key with a text that must have been meant to name the bucket. */
function findBucketKey({ document }: Resource, attributes: YamlPath): string | undefined {
  const keys = keysOf(document.mapAt(attributes)).filter(
    (key) => closestMatch(key, ['bucketName', 'mountOptions']) === 'bucketName' && document.stringAt([...attributes, key]),
  );
  return keys.length === 1 ? keys[0] : undefined;
}
