import { isForLatest, type TrafficTarget, trafficTargetsOf } from '../src/cloud-run/traffic.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'traffic-target-single',
  severity: 'error',
  kinds: ['Service', 'WorkerPool'],
  looksAt: ['unusual latestRevision', 'revisionName'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A share goes either to the latest revision or to one that is named.',
  rationale:
    'Cloud Run takes `revisionName` only where `latestRevision` is not true, and asks for one where it is false. The status of a Service shows both: there the name is that of the revision which is the latest now. A share with neither goes to the latest revision.',
  remedy: 'Leave revisionName out to follow the latest revision, or latestRevision to stay with the one that is named.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/TrafficTarget',
    'https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration',
  ],
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
  traffic:
  - latestRevision: true
    percent: 100
    revisionName: checkout-00041-mip
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
  traffic:
  - latestRevision: true
    percent: 100
`,
  },
  *check(resource) {
    for (const target of trafficTargetsOf(resource) ?? []) {
      if (isForLatest(target) === undefined) yield describe(resource, target);
    }
  },
});

function describe(resource: Resource, { at, revisionName }: TrafficTarget): Finding {
  const share = `Share ${Number(at.at(-1)) + 1} of ${describeResource(resource)}`;
  if (revisionName === undefined) {
    return {
      at: [...at, 'latestRevision'],
      message: `${share} does not go to the latest revision, and names no other`,
      remedy: 'Name the revision in revisionName, or leave latestRevision out to follow the latest one.',
    };
  }
  return {
    at: [...at, 'revisionName'],
    message: `${share} goes to the latest revision and to ${excerpt(revisionName)}, and can go to one of them`,
    related: [{ at: [...at, 'latestRevision'], message: 'this means the latest revision' }],
  };
}
