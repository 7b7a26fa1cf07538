import { ANNOTATIONS_PATH, annotationOf } from '../src/cloud-run/annotations.ts';
import { countOf, SCALING } from '../src/cloud-run/scaling.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'manual-scaling-mode-set',
  severity: 'error',
  kinds: ['Service'],
  looksAt: [SCALING.manualCount],
  since: '0.1.0',
  group: 'validity',
  fix: 'unsafe',
  refusedBy: ['cloud-run'],
  summary: 'A Service with a fixed number of instances has scaling mode manual.',
  rationale:
    '`run.googleapis.com/manualInstanceCount` goes with `run.googleapis.com/scalingMode: manual`. Without it the mode is automatic, and Cloud Run refuses a Service that names a number all the same.',
  remedy: 'Set run.googleapis.com/scalingMode to manual, or leave the number out.',
  sources: ['https://cloud.google.com/run/docs/configuring/services/manual-scaling'],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/manualInstanceCount: '3'
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
    const count = countOf(annotationOf(resource, SCALING.manualCount));
    const modePath = [...ANNOTATIONS_PATH, SCALING.mode];
    const hasMode = resource.document.nodeAt(modePath) !== undefined;
    const isAutomatic = !hasMode || annotationOf(resource, SCALING.mode) === 'automatic';
    if (count === undefined || !isAutomatic) return;
    yield {
      at: [...ANNOTATIONS_PATH, SCALING.manualCount],
      message: `${describeResource(resource)} has a manual instance count (${count}), and its scaling mode is automatic`,
      related: hasMode ? [{ at: modePath, message: 'the mode is set here' }] : [],
      // With 0 it would switch the Service off.
      ...(!hasMode &&
        count > 0 && {
          fix: { title: 'Set the scaling mode to manual', edits: [{ type: 'set', path: modePath, value: 'manual' }] },
        }),
    };
  },
});
