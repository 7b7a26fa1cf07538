import { dedicatedAccountOf, grantsCommand, setCommand } from '../src/cloud-run/dedicated-account.ts';
import { describeHome, findForeignHome, homeLocations } from '../src/cloud-run/home-project.ts';
import { defineRule } from '../src/lint/rule.ts';
import { accountOf } from '../src/manifest/account.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource, serviceAccountNamePath } from '../src/manifest/resource.ts';
import { projectOf } from '../src/manifest/service-account.ts';

export default defineRule({
  id: 'service-account-not-default',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['compute-default account', 'app-engine-default account'],
  since: '0.1.0',
  group: 'identity',
  fix: 'none',
  summary: "A resource runs as an account of its own, not as one of the project's default accounts.",
  rationale:
    'The default accounts of Compute Engine and App Engine are shared by everything in the project that names no account, and often have the Editor role: whoever takes over one service can then read and change all others. Where an organization policy withholds that role, the account has no right at all and calls fail.',
  remedy: 'Create an account for this resource alone, grant it what the code needs, and name it in serviceAccountName.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/iam/docs/service-account-types',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: 814577087058-compute@developer.gserviceaccount.com
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
    if (account?.type !== 'compute-default' && account?.type !== 'app-engine-default') return;
    yield describeDefault(
      resource,
      account.type === 'compute-default' ? 'Compute Engine' : 'App Engine',
      projectOf(account) as string,
    );
  },
});

function describeDefault(resource: Resource, owner: string, project: string): Finding {
  const home = findForeignHome(resource, project);
  const own = `Create one for this ${resource.kind.kind} alone and name it here:\n${setCommand(resource, dedicatedAccountOf(resource))}\nThen see how to create it, and what to grant it:\n${grantsCommand(resource, '--create')}`;
  return {
    at: serviceAccountNamePath(resource),
    message: `${describeResource(resource)} runs as the default account of ${owner} in project ${project}${home ? `, but is deployed to ${describeHome(home)}` : ''}`,
    remedy: home
      ? `It is most likely left over from another environment: Cloud Run takes an account of another project only where that project allows it. ${own}`
      : `Every resource without an account of its own shares it, and it often has the Editor role on the whole project. ${own}`,
    related: home ? homeLocations(home) : [],
  };
}
