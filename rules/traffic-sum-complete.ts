import { describeTraffic, sumOfShares, type TrafficTarget, trafficTargetsOf } from '../src/cloud-run/traffic.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'traffic-sum-complete',
  severity: 'error',
  kinds: ['Service', 'WorkerPool'],
  looksAt: ['unusual traffic', 'instanceSplits'],
  since: '0.1.0',
  group: 'validity',
  fix: 'unsafe',
  refusedBy: ['cloud-run'],
  summary: 'The shares of the revisions add up to 100 %.',
  rationale:
    'Cloud Run refuses `spec.traffic`, and `spec.instanceSplits` of a WorkerPool, unless all shares together are 100. A share that is left out counts as 0. Without a list, or with an empty one, the latest revision gets everything.',
  remedy: 'Change the shares so that they add up to 100, or leave the list out to send everything to the latest revision.',
  sources: [
    'https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration',
    'https://cloud.google.com/run/docs/reference/rest/v1/TrafficTarget',
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
    percent: 10
  - revisionName: checkout-00041-mip
    percent: 80
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
    percent: 10
  - revisionName: checkout-00041-mip
    percent: 90
`,
  },
  *check(resource) {
    const targets = trafficTargetsOf(resource) ?? [];
    const sum = sumOfShares(targets);
    const [first, ...others] = targets;
    if (!first || sum === undefined || sum === 100) return;
    yield others.length > 0 ? describeSum(resource, first, sum) : describeOnly(resource, first, sum);
  },
});

function describeSum(resource: Resource, { at }: TrafficTarget, sum: number): Finding {
  return {
    at: at.slice(0, -1),
    message: `The shares of ${describeResource(resource)} add up to ${sum} % of its ${describeTraffic(resource)}, and must add up to 100 %`,
  };
}

function describeOnly(resource: Resource, target: TrafficTarget, percent: number): Finding {
  const at = [...target.at, 'percent'];
  const node = resource.document.nodeAt(at);
  // What is null or in quotes has a fix of its own.
  const isFixable = node === undefined || (node.type === 'scalar' && node.resolved.type === 'integer');
  const shares = describeTraffic(resource);
  return {
    at,
    message: `The only share of ${describeResource(resource)} is ${percent} % of its ${shares}, and must be 100 %`,
    remedy: `Write percent: 100, or leave the list out to give all ${shares} to the latest revision.`,
    ...(isFixable && {
      fix: { title: 'Set percent to 100', edits: [{ type: 'set', path: at, value: '100', isPlain: true }] },
    }),
  };
}
