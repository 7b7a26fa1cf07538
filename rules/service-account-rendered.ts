import { defineRule } from '../src/lint/rule.ts';
import { accountOf } from '../src/manifest/account.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { serviceAccountNamePath } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'service-account-rendered',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['placeholder account'],
  since: '0.1.0',
  group: 'identity',
  fix: 'none',
  summary: 'The account is written out, not left to be filled in.',
  rationale:
    'gcloud fills in nothing: what stands here is sent to Cloud Run as it is. Many repositories render their manifests first, and then all is well; but what the account will be is not known before, so that no other rule can look at it.',
  remedy:
    'If nothing renders this file before it is deployed, write the account out. If something does, check its result as well.',
  sources: ['https://cloud.google.com/run/docs/configuring/services/service-identity'],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@\${PROJECT_ID}.iam.gserviceaccount.com
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
    const account = accountOf(resource);
    if (account?.type !== 'placeholder') return;
    yield {
      at: serviceAccountNamePath(resource),
      message: `The account holds the placeholder ${account.placeholder}, which gcloud would send as it is`,
    };
  },
});
