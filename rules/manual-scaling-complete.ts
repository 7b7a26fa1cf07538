import { ANNOTATIONS_PATH, annotationOf } from '../src/cloud-run/annotations.ts';
import { hasManualScaling, SCALING } from '../src/cloud-run/scaling.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'manual-scaling-complete',
  severity: 'warning',
  kinds: ['Service'],
  looksAt: [SCALING.mode],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'A Service that is scaled by hand says how many instances it has, and nothing else of their number.',
  rationale:
    'With `run.googleapis.com/scalingMode: manual` the number of instances is that of `run.googleapis.com/manualInstanceCount`. Left out, it is whatever Cloud Run makes of the minimum that was set before. A minimum and a maximum of the Service have no effect in this mode: gcloud takes them out when it switches to it.',
  remedy: 'Name the number of instances in run.googleapis.com/manualInstanceCount.',
  sources: ['https://cloud.google.com/run/docs/configuring/services/manual-scaling'],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
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
    if (!hasManualScaling(resource)) return;
    const service = describeResource(resource);
    const mode = [...ANNOTATIONS_PATH, SCALING.mode];
    if (resource.document.nodeAt([...ANNOTATIONS_PATH, SCALING.manualCount]) === undefined) {
      yield { at: mode, message: `${service} is scaled by hand, and does not say how many instances it has` };
    }
    for (const key of [SCALING.min, SCALING.max]) {
      if (annotationOf(resource, key) === undefined) continue;
      yield {
        at: [...ANNOTATIONS_PATH, key],
        message: `${service} is scaled by hand, so that ${key} has no effect`,
        remedy: 'Remove it, or leave the scaling mode out.',
        related: [{ at: mode, message: 'the mode is set here' }],
      };
    }
  },
});
