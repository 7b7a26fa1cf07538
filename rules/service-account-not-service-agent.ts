import { dedicatedAccountOf, setCommand } from '../src/cloud-run/dedicated-account.ts';
import { defineRule } from '../src/lint/rule.ts';
import { accountOf } from '../src/manifest/account.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, serviceAccountNameOf, serviceAccountNamePath } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'service-account-not-service-agent',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['service-agent account'],
  since: '0.1.0',
  group: 'identity',
  fix: 'none',
  summary: "A resource does not run as one of Google's service agents.",
  rationale:
    "A service agent is an account that Google makes and keeps for one of its products, in a project of Google's own. Roles are granted to it so that Cloud Run, Cloud Build or another product can work; code of yours cannot run as it.",
  remedy:
    'Name an account of your own project. Where a guide shows such an address, it is to be granted a role, not to be run as.',
  sources: ['https://cloud.google.com/iam/docs/service-agents', 'https://cloud.google.com/iam/docs/service-account-types'],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: service-814577087058@serverless-robot-prod.iam.gserviceaccount.com
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
    if (accountOf(resource)?.type !== 'service-agent') return;
    yield {
      at: serviceAccountNamePath(resource),
      message: `${describeResource(resource)} names ${serviceAccountNameOf(resource)}, which Google keeps for its own products`,
      remedy: `A service agent can be granted roles, but your code cannot run as it. Name an account of your own:\n${setCommand(resource, dedicatedAccountOf(resource))}`,
    };
  },
});
