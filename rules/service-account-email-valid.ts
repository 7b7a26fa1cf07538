import { defineRule } from '../src/lint/rule.ts';
import { accountOf } from '../src/manifest/account.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { type Resource, serviceAccountNameOf, serviceAccountNamePath } from '../src/manifest/resource.ts';
import type { EmailDefect } from '../src/manifest/service-account.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'service-account-email-valid',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['malformed account'],
  since: '0.1.0',
  group: 'identity',
  fix: 'unsafe',
  refusedBy: ['cloud-run'],
  summary: '`serviceAccountName` is a well-formed e-mail of a service account.',
  rationale:
    'Cloud Run takes the bare e-mail address. What cannot be one is refused by the API, in words that name no line: `Unsupported service account`, or permission `iam.serviceaccounts.actAs` denied `(or it may not exist)`. A short name without "@" is not looked at here: it can name an account of the same project.',
  remedy: 'Name a service account by its e-mail: NAME@PROJECT.iam.gserviceaccount.com.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create',
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
      serviceAccountName: serviceAccount:checkout@acme-prod.iam.gserviceaccount.com
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
    if (account?.type === 'malformed') yield describe(resource, account.defect);
  },
});

function describe(resource: Resource, { problem, email, suggestion }: EmailDefect): Finding {
  const at = serviceAccountNamePath(resource);
  const text = serviceAccountNameOf(resource) ?? '';
  return {
    at,
    message: `${JSON.stringify(excerpt(text))} ${problem}`,
    ...(suggestion && { remedy: `Did you mean ${suggestion}?` }),
    ...(email && {
      remedy: `Write ${email}.`,
      fix: { title: `Write ${email}`, edits: [{ type: 'set', path: at, value: email }] },
    }),
  };
}
