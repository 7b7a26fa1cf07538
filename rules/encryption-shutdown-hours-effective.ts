import { templateAnnotationOf, templateAnnotationsPath } from '../src/cloud-run/annotations.ts';
import { REVOCATION_ACTION } from '../src/cloud-run/encryption.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

const HOURS = 'run.googleapis.com/encryption-key-shutdown-hours';

export default defineRule({
  id: 'encryption-shutdown-hours-effective',
  severity: 'warning',
  kinds: ['Service', 'WorkerPool'],
  looksAt: [HOURS],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'The hours until a shutdown stand beside the action that they are for.',
  rationale:
    'The hours are counted from the revocation of an encryption key to the shutdown of its instances. With the action `prevent-new`, or with none, nothing is shut down, and they say nothing.',
  remedy: 'Set run.googleapis.com/post-key-revocation-action-type to shut-down, or remove the hours.',
  sources: [
    'https://cloud.google.com/run/docs/securing/using-cmek',
    'https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#RevisionTemplate',
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
        run.googleapis.com/encryption-key: projects/acme-prod/locations/europe-west1/keyRings/apps/cryptoKeys/checkout
        run.googleapis.com/encryption-key-shutdown-hours: '24'
        run.googleapis.com/post-key-revocation-action-type: prevent-new
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/encryption-key: projects/acme-prod/locations/europe-west1/keyRings/apps/cryptoKeys/checkout
        run.googleapis.com/encryption-key-shutdown-hours: '24'
        run.googleapis.com/post-key-revocation-action-type: shut-down
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const path = templateAnnotationsPath(resource);
    const action = templateAnnotationOf(resource, REVOCATION_ACTION);
    const isOther = action === 'prevent-new' || !resource.document.nodeAt([...path, REVOCATION_ACTION]);
    if (!isOther || !templateAnnotationOf(resource, HOURS)) return;
    yield {
      at: [...path, HOURS],
      isAboutKey: true,
      message: `${describeResource(resource)} says after how many hours it shuts down, and not that it shuts down when its key is revoked`,
    };
  },
});
