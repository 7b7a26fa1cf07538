import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { findMissingPrefix, findPinnedRevision, type PinnedRevision, remedyForPinned } from '../src/manifest/revision-name.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'revision-name-unpinned',
  severity: 'warning',
  kinds: ['Service', 'WorkerPool'],
  looksAt: ['revision name'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'unsafe',
  summary: 'The template leaves the name of the revision to Cloud Run.',
  rationale:
    'A revision never changes. While its name is pinned in `spec.template.metadata.name`, each change of the template, the account for one, is refused with 409: `Revision named … with different configuration already exists`. Exports of what the console, Terraform or `--revision-suffix` deployed carry such a name.',
  remedy: 'Remove the name; Cloud Run gives every revision one of its own.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionTemplate',
    'https://cloud.google.com/run/docs/managing/revisions',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      name: checkout-00012-abc
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
    // Of a name that is never taken, revision-name-prefixed says so.
    if (pinned && findMissingPrefix(resource, pinned) === undefined) yield describe(resource, pinned);
  },
});

function describe(resource: Resource, pinned: PinnedRevision): Finding {
  return {
    at: pinned.at,
    message: `${describeResource(resource)} pins the revision name ${excerpt(pinned.name)}: the next change of its template is refused with 409 ALREADY_EXISTS`,
    ...remedyForPinned(resource, pinned),
  };
}
