import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import type { ResourceSummary } from '../src/manifest/resource-summary.ts';
import { parseServiceAccount } from '../src/manifest/service-account.ts';
import { excerpt } from '../src/text/excerpt.ts';

/** As many as a person reads. */
const MAX_NAMED = 3;

export default defineRule({
  id: 'service-account-dedicated',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: [],
  since: '0.1.0',
  group: 'identity',
  fix: 'none',
  summary: 'No two resources of a run share an account.',
  rationale:
    "What one of them may do, all may: a grant for the one is a grant for the others, and who reads the logs of an API cannot tell them apart. Google recommends an account for each service, with the least roles that it needs. Manifests of the same name in several files, one for each environment, are one resource here; default accounts and placeholders are other rules' findings.",
  remedy: 'Give each resource an account of its own, with the roles that it needs and no other.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: shop-run@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: billing
spec:
  template:
    spec:
      serviceAccountName: shop-run@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/billing:3.0.1
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
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: billing
spec:
  template:
    spec:
      serviceAccountName: billing@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/billing:3.0.1
`,
  },
  *check() {},
  *checkInRun(resource, resources) {
    const sharing = resources.get(resource.serviceAccountName) ?? [];
    if (sharing.length < 2 || parseServiceAccount(resource.serviceAccountName).type !== 'user-managed') return;
    yield { message: describeSharing(resource, sharing) };
  },
});

function describeSharing(
  { id, path, description, serviceAccountName }: ResourceSummary,
  sharing: readonly ResourceSummary[],
): string {
  const count = sharing.length - 1;
  const others = sharing.slice(0, MAX_NAMED + 1).filter((other) => other.id !== id);
  const named = others.slice(0, MAX_NAMED).map((other) => {
    return other.path === path ? other.description : `${other.description} (${excerpt(other.path)})`;
  });
  const rest = count > MAX_NAMED ? ` and ${count - MAX_NAMED} more` : '';
  return `${description} shares the account ${excerpt(serviceAccountName)} with ${named.join(', ')}${rest}`;
}
