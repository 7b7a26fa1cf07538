import { ANNOTATIONS_PATH, templateAnnotationOf, templateAnnotationsPath } from '../src/cloud-run/annotations.ts';
import { REVOCATION_ACTION } from '../src/cloud-run/encryption.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

const KEY = 'run.googleapis.com/encryption-key';

export default defineRule({
  id: 'encryption-key-named',
  severity: 'error',
  kinds: ['Service', 'WorkerPool'],
  looksAt: [REVOCATION_ACTION],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'What happens when an encryption key is revoked is said beside the key.',
  rationale:
    'A key of your own encrypts the image, and another annotation says what happens when it is revoked. Without the key Cloud Run refuses that: `encryption_key must be set if this field is set`.',
  remedy: 'Name the key in run.googleapis.com/encryption-key, or remove the action.',
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
        run.googleapis.com/post-key-revocation-action-type: prevent-new
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const { document } = resource;
    const path = templateAnnotationsPath(resource);
    if (document.nodeAt([...path, KEY]) || document.nodeAt([...ANNOTATIONS_PATH, KEY])) return;
    if (!templateAnnotationOf(resource, REVOCATION_ACTION)) return;
    yield {
      at: [...path, REVOCATION_ACTION],
      isAboutKey: true,
      message: `${describeResource(resource)} says what happens when its encryption key is revoked, and names no key`,
    };
  },
});
