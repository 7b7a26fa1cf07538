import { keysOf } from '../src/cloud-run/annotations.ts';
import { describeVolume, VOLUME_SOURCES, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'volume-source-single',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual volumes'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'A volume says once where its files come from.',
  rationale:
    'A volume is a secret, an empty folder, a bucket or a share, by the one of the fields `secret`, `emptyDir`, `csi` and `nfs` that it has. What comes of a volume with none of them, or with two, is documented nowhere; Knative refuses it.',
  remedy: 'Say what it is with one of secret, emptyDir, csi and nfs. An empty folder in memory is emptyDir: {}.',
  sources: ['https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec'],
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
        - name: cache
          mountPath: /var/cache/checkout
      volumes:
      - name: cache
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
        - name: cache
          mountPath: /var/cache/checkout
      volumes:
      - name: cache
        emptyDir: {}
`,
  },
  *check(resource) {
    const { document } = resource;
    for (const volume of volumesOf(resource)) {
      const sources = VOLUME_SOURCES.filter((source) => document.mapAt([...volume.at, source]));
      const [first, ...others] = sources.map((source) => [...volume.at, source]);
      if (first && others.length > 0) {
        yield {
          at: first,
          message: `${describeResource(resource)} makes ${describeVolume(volume)} of ${sources.join(' and ')} at once`,
          remedy: 'Keep the one that is meant, and make volumes of their own of the others, or remove them.',
          related: others.map((at) => ({ at, message: 'another source' })),
        };
      } else if (!first && keysOf(volume.map).every((key) => key === 'name')) {
        yield {
          at: volume.at,
          message: `${describeResource(resource)} does not say where the files of ${describeVolume(volume)} come from`,
        };
      }
    }
  },
});
