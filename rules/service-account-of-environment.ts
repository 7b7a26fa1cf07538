import { environmentsIn, environmentsOfPath, type PathEnvironments } from '../src/cloud-run/environment.ts';
import { ENVIRONMENT_WORDS, type EnvironmentWords } from '../src/cloud-run/environment-words.ts';
import { findForeignHome, findHomeProject } from '../src/cloud-run/home-project.ts';
import { defineRule } from '../src/lint/rule.ts';
import { accountOf } from '../src/manifest/account.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource, serviceAccountNameOf, serviceAccountNamePath } from '../src/manifest/resource.ts';
import type { ServiceAccount } from '../src/manifest/service-account.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule<{ environments: EnvironmentWords }>({
  id: 'service-account-of-environment',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['several environments'],
  since: '0.1.0',
  group: 'identity',
  fix: 'none',
  summary: 'The account belongs to the environment that the path of the file names.',
  rationale:
    'Manifests of an environment are made by copying those of another, and the account is easily left behind: production then runs with the rights of staging and on its data, or the other way round. A path such as `deploy/prod/service.yaml` says which environment the file belongs to, and an account such as `checkout@acme-staging.iam.gserviceaccount.com` which one the account belongs to. Names are only a hint: where either names no environment or several, or the name of the resource or the project says otherwise, nothing is reported.',
  remedy: 'Name the account of the environment that the file is for.',
  options: {
    environments: {
      schema: {
        description: 'The words that name each environment. Environments that share accounts are one.',
        type: 'object',
        additionalProperties: {
          type: 'array',
          items: { type: 'string', pattern: '^[a-z0-9]+$', patternErrorMessage: 'is one word of lower-case letters and digits' },
        },
      },
      default: ENVIRONMENT_WORDS,
    },
  },
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/iam/docs/best-practices-service-accounts',
  ],
  examples: {
    path: 'deploy/prod/service.yaml',
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
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
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource, { options: { environments } }) {
    const account = accountOf(resource);
    if (account?.type !== 'user-managed') return;
    const path = environmentsOfPath(resource.path, environments);
    // That the account is of another project than the resource is sure, where it is known, and said by another rule.
    if (!path || findForeignHome(resource, account.projectId)) return;
    const other = otherEnvironment(resource, account, path, environments);
    if (other !== undefined) yield describe(resource, other, path);
  },
});

/** What the account names, where nothing says that it belongs to this path. */
function otherEnvironment(
  resource: Resource,
  account: UserManaged,
  path: PathEnvironments,
  environments: EnvironmentWords,
): string | undefined {
  const environment = environmentOf(account, resource, environments);
  const confirmed = [...path.named, ...environmentsIn(resource.name ?? '', environments)];
  const isOfPath = environmentsIn(account.name, environments).includes(path.decisive);
  return environment === undefined || isOfPath || confirmed.includes(environment) ? undefined : environment;
}

function describe(resource: Resource, environment: string, { decisive }: PathEnvironments): Finding {
  return {
    at: serviceAccountNamePath(resource),
    message: `${describeResource(resource)} runs as ${excerpt(serviceAccountNameOf(resource) ?? '')}, which names ${environment}, but the path of the file names ${decisive}: ${excerpt(resource.path)}`,
    remedy: `If the file was copied from ${environment}, name the account of ${decisive} here. If these words mean something else to you, set the option environments of this rule.`,
  };
}

type UserManaged = Extract<ServiceAccount, { type: 'user-managed' }>;

/** The one environment that an account names: its project, which an environment often has for itself, or else its name. */
function environmentOf({ name, projectId }: UserManaged, resource: Resource, environments: EnvironmentWords): string | undefined {
  const isOfHome = findHomeProject(resource).some(({ project }) => project === projectId);
  const ofProject = isOfHome ? [] : environmentsIn(projectId.slice(projectId.indexOf(':') + 1), environments);
  const [environment, ...others] = ofProject.length > 0 ? ofProject : environmentsIn(name, environments);
  return others.length > 0 ? undefined : environment;
}
