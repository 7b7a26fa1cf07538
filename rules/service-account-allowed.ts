import { isAllowedAccount, onlyAllowedAccount, wholeEmail } from '../src/cloud-run/allowed-accounts.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource, serviceAccountNameOf, serviceAccountNamePath } from '../src/manifest/resource.ts';
import { parseServiceAccount } from '../src/manifest/service-account.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'service-account-allowed',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['accounts.allowed'],
  since: '0.1.0',
  group: 'identity',
  fix: 'unsafe',
  summary: 'The account is one of those that the configuration allows.',
  rationale:
    'Which account a resource runs as is a decision of the team, and a manifest of a pull request can name any. `accounts.allowed` in the configuration lists the e-mails, or patterns of them: `{name}-run@acme-prod.iam.gserviceaccount.com` gives every resource an account of its own. Where nothing is listed, any account is allowed. Default accounts, missing ones and placeholders are left to the rules that speak of those.',
  remedy: 'Name an allowed account, or allow this one in the configuration.',
  sources: ['https://cloud.google.com/iam/docs/best-practices-service-accounts'],
  examples: {
    allowedAccounts: ['{name}-run@acme-prod.iam.gserviceaccount.com'],
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: billing-run@acme-prod.iam.gserviceaccount.com
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
      serviceAccountName: checkout-run@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource, { allowedAccounts }) {
    if (allowedAccounts.length === 0) return;
    const written = serviceAccountNameOf(resource) ?? '';
    const { type } = parseServiceAccount(written);
    // What is no account of a team's own is another rule's, and worse.
    if (type !== 'user-managed' && type !== 'short-name') return;
    const email = type === 'short-name' ? wholeEmail(written, resource) : written;
    if (!isAllowedAccount(email, allowedAccounts, resource)) yield describeForbidden(resource, email, allowedAccounts);
  },
});

function describeForbidden(resource: Resource, email: string, allowedAccounts: readonly string[]): Finding {
  const only = onlyAllowedAccount(allowedAccounts, resource);
  const at = serviceAccountNamePath(resource);
  return {
    at,
    message: `${describeResource(resource)} runs as ${excerpt(email)}, which the configuration does not allow`,
    remedy: only
      ? `The only account that is allowed for it is ${only}.`
      : `accounts.allowed in the configuration has ${excerpt(allowedAccounts.join(', '))}. Name an account that fits, or allow this one there.`,
    ...(only && { fix: { title: `Run as ${only}`, edits: [{ type: 'set', path: at, value: only }] } }),
  };
}
