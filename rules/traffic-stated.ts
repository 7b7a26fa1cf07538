import { describeTraffic } from '../src/cloud-run/traffic.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { isNothing } from '../src/yaml/yaml-node.ts';

export default defineRule({
  id: 'traffic-stated',
  severity: 'info',
  kinds: ['Service', 'WorkerPool'],
  since: '0.1.0',
  group: 'deploy',
  ruleset: 'strict',
  fix: 'none',
  summary: 'A manifest says which revisions get the requests.',
  rationale:
    'gcloud replaces the whole resource: what a manifest leaves out is not kept as it was. Without `spec.traffic`, and `spec.instanceSplits` of a WorkerPool, everything goes to the latest revision, and a rollback or a gradual rollout that was set with gcloud or in the console ends with the next deployment.',
  remedy: 'Say so, if that is meant: one share with latestRevision: true and percent: 100.',
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
    const { document, kind } = resource;
    const at = kind.trafficPath as NonNullable<typeof kind.trafficPath>;
    const node = document.nodeAt(at);
    const isEmpty = node?.type === 'sequence' && node.items.length === 0;
    if (!document.mapAt(at.slice(0, -1)) || !(isNothing(node) || isEmpty)) return;
    yield {
      at,
      message: `${describeResource(resource)} does not say which revisions get its ${describeTraffic(resource)}: the latest gets all of them, whatever was set before`,
      remedy: `Say so, if that is meant:\n${at.at(-1)}:\n- latestRevision: true\n  percent: 100`,
    };
  },
});
