import { dedicatedAccountOf, setCommand } from '../src/cloud-run/dedicated-account.ts';
import { homeProjectIdOf } from '../src/cloud-run/home-project.ts';
import { defineRule } from '../src/lint/rule.ts';
import { accountOf } from '../src/manifest/account.ts';
import { isAccountName, userManagedEmail } from '../src/manifest/account-email.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource, serviceAccountNamePath } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'service-account-full-email',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['short-name account'],
  since: '0.1.0',
  group: 'identity',
  fix: 'unsafe',
  summary: 'The account is named by its whole e-mail, with its project.',
  rationale:
    'Cloud Run takes a bare name for an account of the project that is deployed to. Nobody can tell from the manifest which account that is: in another project it is another one, or none. An export always shows the e-mail. The names of Kubernetes service accounts, such as `default`, come from manifests for a cluster, and mean nothing on Cloud Run.',
  remedy: 'Write the e-mail: NAME@PROJECT.iam.gserviceaccount.com.',
  sources: [
    'https://cloud.google.com/run/docs/tutorials/secure-services',
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create',
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
      serviceAccountName: checkout
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
    if (account?.type !== 'short-name') return;
    const { name } = account;
    const at = serviceAccountNamePath(resource);
    if (name === KUBERNETES_DEFAULT || !isAccountName(name)) yield { at, ...describeForeignName(resource, name) };
    else yield { at, ...describeBareName(resource, name) };
  },
});

/** The service account that Kubernetes makes in each namespace. */
const KUBERNETES_DEFAULT = 'default';

/** A name that an account of Google Cloud can have: all that is missing is its project. */
function describeBareName(resource: Resource, name: string): Omit<Finding, 'at'> {
  const homeId = homeProjectIdOf(resource);
  // Namespaces of a cluster are called like what runs in them, projects seldom are.
  const projectId = homeId === name ? undefined : homeId;
  const email = userManagedEmail(name, projectId ?? 'PROJECT');
  const path = serviceAccountNamePath(resource);
  return {
    message: `${describeResource(resource)} names its account ${name} without the project that it belongs to`,
    remedy: `Cloud Run looks for it in whichever project is deployed to. Write ${email}${projectId ? '' : ', with the id of its project'}.`,
    ...(projectId && { fix: { title: `Write ${email}`, edits: [{ type: 'set', path, value: email }] } }),
  };
}

/** A name that comes from a cluster, or from a slip. */
function describeForeignName(resource: Resource, name: string): Omit<Finding, 'at'> {
  const subject = describeResource(resource);
  const message =
    name === KUBERNETES_DEFAULT
      ? `${subject} names the account default, as in Kubernetes, where every namespace has one: a project of Google Cloud has none of that name`
      : `${subject} names the account ${excerpt(name)}, which is no e-mail, and a name that no account can have`;
  const why =
    name === KUBERNETES_DEFAULT
      ? 'Even the default accounts of Google Cloud have other names, and are used where none is named.'
      : 'Names of accounts have 6 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last.';
  return {
    message,
    remedy: `${why} Create an account for this ${resource.kind.kind} alone and name it here:\n${setCommand(resource, dedicatedAccountOf(resource))}`,
  };
}
