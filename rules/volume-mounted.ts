import { CLOUD_SQL_VOLUME, describeVolume, undeclaredVolumesOf, unmountedVolumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'volume-mounted',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual volumes'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'Every volume is mounted by a container.',
  rationale:
    'Cloud Run takes a volume that nothing mounts, and no container sees its files. Most often the mount was forgotten, or the volume was left behind.',
  remedy: 'Mount it in the container that needs it, or remove it.',
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
      volumes:
      - name: config
        secret:
          secretName: checkout-config
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
        - name: config
          mountPath: /etc/checkout
      volumes:
      - name: config
        secret:
          secretName: checkout-config
`,
  },
  *check(resource) {
    // A mount whose name is only misspelt is told as that.
    const meant = new Set(undeclaredVolumesOf(resource).map((undeclared) => undeclared.meant));
    for (const volume of unmountedVolumesOf(resource)) {
      if (meant.has(volume.name) || volume.name === CLOUD_SQL_VOLUME) continue;
      yield {
        at: [...volume.at, 'name'],
        message: `${describeResource(resource)} has ${describeVolume(volume)}, which no container mounts`,
      };
    }
  },
});
