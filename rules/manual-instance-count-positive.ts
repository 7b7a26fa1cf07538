import { ANNOTATIONS_PATH, annotationOf } from '../src/cloud-run/annotations.ts';
import { countOf, hasManualScaling, SCALING } from '../src/cloud-run/scaling.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'manual-instance-count-positive',
  severity: 'warning',
  kinds: ['Service'],
  looksAt: [SCALING.manualCount],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'A Service is not switched off by the number of its instances.',
  rationale:
    "`run.googleapis.com/manualInstanceCount: '0'` switches a Service off: every request is answered with 503. In a manifest it is mostly left over from an export of a Service that was switched off for a while, and the next deployment switches the Service off again.",
  remedy: 'Name the number of instances that are to serve, or leave both annotations out to let Cloud Run decide.',
  sources: ['https://cloud.google.com/run/docs/configuring/services/manual-scaling'],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/manualInstanceCount: '0'
    run.googleapis.com/scalingMode: manual
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
    run.googleapis.com/manualInstanceCount: '3'
    run.googleapis.com/scalingMode: manual
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    if (!hasManualScaling(resource) || countOf(annotationOf(resource, SCALING.manualCount)) !== 0) return;
    yield {
      at: [...ANNOTATIONS_PATH, SCALING.manualCount],
      message: `${describeResource(resource)} has no instances, so that all its requests are answered with 503`,
    };
  },
});
