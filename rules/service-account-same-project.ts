import { defineRule } from '../src/lint/rule.ts';
import { findHomeProject, type ProjectEvidence } from '../src/manifest/home-project.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, serviceAccountNameOf, serviceAccountNamePath } from '../src/manifest/resource.ts';
import { isProjectNumber, parseServiceAccount, projectOf } from '../src/manifest/service-account.ts';

export default defineRule({
  id: 'service-account-same-project',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  since: '0.1.0',
  group: 'identity',
  fix: 'none',
  summary: 'The account belongs to the project that the resource is deployed to.',
  rationale:
    'An account of another project is possible, and takes three things more: an organization policy that is off, and two grants. More often it is left over from another environment, whose data the service then reads and writes.',
  remedy: `Use an account of this project or, if the other one is intended, make sure of three things:
- in the project of the account, the policy iam.disableCrossProjectServiceAccountUsage must not be enforced;
- whoever deploys needs roles/iam.serviceAccountUser on the account;
- the Cloud Run service agent of this project needs roles/iam.serviceAccountTokenCreator on the account.`,
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
    const email = serviceAccountNameOf(resource) ?? '';
    const accountProject = projectOf(parseServiceAccount(email));
    if (accountProject === undefined) return;
    const isComparable = ({ project }: ProjectEvidence) => isProjectNumber(project) === isProjectNumber(accountProject);
    const evidence = findHomeProject(resource).filter(isComparable);
    const [first] = evidence;
    if (!first || evidence.some(({ project }) => project === accountProject)) return;
    const home = first.isFromEnvironment
      ? `another project (according to ${first.source})`
      : `project ${first.project} (according to ${first.source})`;
    yield {
      at: serviceAccountNamePath(resource),
      message: `${describeResource(resource)} runs as an account of project ${accountProject} but is deployed to ${home}`,
      related: first.at ? [{ at: first.at, message: 'this names the project it is deployed to' }] : [],
    };
  },
});
