import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { findMissingPrefix, findPinnedRevision, type PinnedRevision, remedyForPinned } from '../src/manifest/revision-name.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'revision-name-prefixed',
  severity: 'error',
  kinds: ['Service'],
  looksAt: ['revision name'],
  since: '0.1.0',
  group: 'validity',
  fix: 'unsafe',
  refusedBy: ['cloud-run'],
  summary: 'A pinned revision name begins with the name of its Service and a hyphen.',
  rationale:
    'Revisions of all Services share one list of names. Cloud Run takes `spec.template.metadata.name` only where it begins with the name of the Service and a hyphen. The name is often left behind when a manifest is copied and the Service renamed.',
  remedy: 'Remove the name; Cloud Run gives every revision one of its own.',
  sources: [
    'https://cloud.google.com/run/docs/managing/revisions',
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionTemplate',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      name: cart-00012-abc
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
`,
  },
  *check(resource) {
    const pinned = findPinnedRevision(resource);
    const prefix = pinned && findMissingPrefix(resource, pinned);
    if (pinned && prefix !== undefined) yield describe(resource, pinned, prefix);
  },
});

function describe(resource: Resource, pinned: PinnedRevision, prefix: string): Finding {
  return {
    at: pinned.at,
    message: `${describeResource(resource)} pins the revision name ${excerpt(pinned.name)}, which must begin with ${excerpt(prefix)}`,
    ...remedyForPinned(resource, pinned),
  };
}
