import { grantsCommand } from '../src/cloud-run/dedicated-account.ts';
import { describeHome, findForeignHome, HOME_WORDS, homeLocations } from '../src/cloud-run/home-project.ts';
import { differsByUniverse } from '../src/cloud-run/universe.ts';
import { defineRule } from '../src/lint/rule.ts';
import { accountOf } from '../src/manifest/account.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, serviceAccountNamePath } from '../src/manifest/resource.ts';

const REMEDY = `Use an account of this project or, if the other one is intended, make sure of three things:
- in the project of the account, the policy iam.disableCrossProjectServiceAccountUsage must not be enforced;
- whoever deploys needs roles/iam.serviceAccountUser on the account;
- the Cloud Run service agent of this project needs roles/iam.serviceAccountTokenCreator on the account.`;

export default defineRule({
  id: 'service-account-same-project',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: HOME_WORDS,
  since: '0.1.0',
  group: 'identity',
  fix: 'none',
  summary: 'The account belongs to the project that the resource is deployed to.',
  rationale:
    'An account of another project is possible, and takes three things more: an organization policy that is off, and two grants. More often it is left over from another environment, whose data the service then reads and writes.',
  remedy: REMEDY,
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/iam/docs/attach-service-accounts',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  namespace: acme-prod
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-staging.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  namespace: acme-prod
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
    // Of default accounts service-account-not-default says where they belong.
    if (account?.type !== 'user-managed') return;
    const { projectId } = account;
    const home = findForeignHome(resource, projectId);
    if (!home) return;
    const isOtherUniverse = !home.isFromEnvironment && differsByUniverse(projectId, home.project);
    yield {
      at: serviceAccountNamePath(resource),
      message: `${describeResource(resource)} runs as an account of project ${projectId} but is deployed to ${describeHome(home)}${isOtherUniverse ? ', of another universe' : ''}`,
      remedy: isOtherUniverse
        ? 'Each universe of Google Cloud has accounts of its own. Name the account of the one that this is deployed to.'
        : `${REMEDY}\nThis says how, with all else that it needs:\n${grantsCommand(resource)}`,
      related: homeLocations(home),
    };
  },
});
