import { executionEnvironmentOf, executionEnvironmentPath } from '../src/cloud-run/runtime.ts';
import { BUCKET_DRIVER, describeVolume, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'network-volume-supported',
  severity: 'warning',
  kinds: ['Service'],
  looksAt: ['csi', 'nfs'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'A service with a bucket or an NFS share as a volume does not ask for the first generation.',
  rationale:
    'Network file systems are a feature of the second generation of the execution environment. Where a service asks for none, Cloud Run takes one that fits; `gen1` leaves it no choice.',
  remedy: 'Write gen2, or leave the annotation out. The second generation needs at least 512Mi of memory.',
  sources: [
    'https://cloud.google.com/run/docs/about-execution-environments',
    'https://cloud.google.com/run/docs/configuring/execution-environments',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/execution-environment: gen1
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
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/execution-environment: gen2
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
    if (executionEnvironmentOf(resource) !== 'gen1') return;
    const [first, ...others] = volumesOf(resource).filter(
      ({ at }) => document.stringAt([...at, 'csi', 'driver']) === BUCKET_DRIVER || document.mapAt([...at, 'nfs']),
    );
    if (!first) return;
    yield {
      at: executionEnvironmentPath(resource),
      message: `${describeResource(resource)} asks for gen1, which has no network file systems for ${describeVolume(first)}`,
      related: [first, ...others].map(({ at }) => ({ at: [...at, 'name'], message: 'this volume is a network file system' })),
    };
  },
});
