import { ANNOTATIONS_PATH, annotationOf } from '../src/cloud-run/annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';
import { describeResource } from '../src/manifest/resource.ts';

const BREAKGLASS = 'run.googleapis.com/binary-authorization-breakglass';

export default defineRule({
  id: 'binary-authorization-enforced',
  severity: 'warning',
  kinds: ['Service', 'Job', 'WorkerPool'],
  looksAt: [BREAKGLASS],
  since: '0.1.0',
  group: 'safety',
  fix: 'unsafe',
  summary: 'No emergency override of Binary Authorization is left in the manifest.',
  rationale:
    'Breakglass deploys an image that the policy refuses, for an emergency. As long as its annotation stands in the manifest, every deployment passes over the policy, and each is logged as an emergency.',
  remedy: 'Remove the annotation; for another emergency, use --breakglass once, on the command line.',
  sources: [
    'https://cloud.google.com/binary-authorization/docs/run/using-breakglass-cloud-run',
    'https://cloud.google.com/binary-authorization/docs/run/overview',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/binary-authorization: default
    run.googleapis.com/binary-authorization-breakglass: hotfix for the payment outage
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/binary-authorization: default
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const reason = annotationOf(resource, BREAKGLASS);
    if (!reason || findPlaceholder(reason) !== undefined) return;
    const at = [...ANNOTATIONS_PATH, BREAKGLASS];
    yield {
      at,
      message: `${describeResource(resource)} passes over Binary Authorization with each deployment: its breakglass annotation is still there`,
      fix: { title: `Remove ${BREAKGLASS}`, edits: [removeEntry(resource.document, at)] },
    };
  },
});
