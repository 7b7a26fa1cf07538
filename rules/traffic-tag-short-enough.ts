import { trafficTargetsOf } from '../src/cloud-run/traffic.ts';
import { defineRule } from '../src/lint/rule.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

/** What is left of the 63 characters of a host's label beside the hyphens and what Cloud Run adds. */
const MAX_LENGTH = 46;

export default defineRule({
  id: 'traffic-tag-short-enough',
  severity: 'error',
  kinds: ['Service'],
  looksAt: ['tag'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A traffic tag and the name of the Service have at most 46 characters together.',
  rationale:
    'The address of a tag, `https://TAG---SERVICE-….run.app`, has both in one label of the host name, with what Cloud Run adds. Cloud Run refuses more: `Combined traffic tag and service name cannot exceed 46 characters`. Tags made of a branch or a commit often exceed it.',
  remedy: 'Shorten the tag: the first seven characters of a commit are enough to know it by.',
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
    tag: sha-4f0c1b2e9d8a7f6e5d4c3b2a190f8e7d6c5b4a39
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
    tag: sha-4f0c1b2
`,
  },
  *check(resource) {
    const { name = '' } = resource;
    if (name === '' || findPlaceholder(name) !== undefined) return;
    for (const { at, tag = '' } of trafficTargetsOf(resource) ?? []) {
      const isName = /^[-a-z0-9]{1,63}$/.test(tag) && findPlaceholder(tag) === undefined;
      const length = tag.length + name.length;
      if (!isName || length <= MAX_LENGTH) continue;
      yield {
        at: [...at, 'tag'],
        message: `The tag ${excerpt(tag)} and the name of ${describeResource(resource)} have ${length} characters together, and can have ${MAX_LENGTH}`,
      };
    }
  },
});
