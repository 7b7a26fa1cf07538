import { filledIn, repeated } from '../src/cloud-run/repeated.ts';
import { trafficTargetsOf } from '../src/cloud-run/traffic.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'traffic-tag-unique',
  severity: 'error',
  kinds: ['Service'],
  looksAt: ['tag'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A traffic tag is used once.',
  rationale:
    'A tag gives a revision an address of its own, `https://TAG---SERVICE-….run.app`. One address leads to one revision: Cloud Run refuses a list in which a tag stands twice.',
  remedy: 'Keep it on one of them, and rename or remove the others.',
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
    percent: 100
    tag: canary
  - revisionName: checkout-00041-mip
    tag: canary
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
    tag: canary
  - revisionName: checkout-00041-mip
    tag: previous
`,
  },
  *check(resource) {
    for (const [first, second, ...others] of repeated(trafficTargetsOf(resource) ?? [], ({ tag }) => filledIn(tag))) {
      yield {
        at: [...second.at, 'tag'],
        message: `${describeResource(resource)} has ${others.length + 2} traffic targets with the tag ${excerpt(String(first.tag))}`,
        related: [first, ...others].map(({ at }) => ({ at: [...at, 'tag'], message: 'this one has the same tag' })),
      };
    }
  },
});
