import { secretFilesOf } from '../src/cloud-run/secret-files.ts';
import { describeVolume, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'secret-path-inside',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual items'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'The files of a secret volume are inside of its folder.',
  rationale:
    'The path of an item is below the folder where the volume is mounted. The reference says that it may neither begin with `..` nor hold it as a step. Cloud Run takes such a path, and no documentation says where the file is then.',
  remedy: 'Write the path from the folder where the volume is mounted, without "..", or mount the volume on another folder.',
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
        - name: keys
          mountPath: /etc/keys
      volumes:
      - name: keys
        secret:
          secretName: checkout-keys
          items:
          - key: '1'
            path: ../key.pem
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
        - name: keys
          mountPath: /etc/keys
      volumes:
      - name: keys
        secret:
          secretName: checkout-keys
          items:
          - key: '1'
            path: key.pem
`,
  },
  *check(resource) {
    for (const volume of volumesOf(resource)) {
      for (const { at, path = '' } of secretFilesOf(volume)) {
        const isStep = path.split('/').includes('..');
        if ((!isStep && !path.startsWith('..')) || findPlaceholder(path) !== undefined) continue;
        const what = isStep ? 'a path that leads up by ".."' : 'a path that begins with ".."';
        yield {
          at,
          message: `${describeResource(resource)} puts a file of ${describeVolume(volume)} at ${excerpt(path)}, ${what}`,
        };
      }
    }
  },
});
