import { type AccountAnnotation, accountAnnotationsOf } from '../src/cloud-run/account-annotations.ts';
import { onlyAllowedAccount } from '../src/cloud-run/allowed-accounts.ts';
import { dedicatedAccountOf, grantsCommand, setCommand } from '../src/cloud-run/dedicated-account.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { describeKind, REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findMisplacedAccount } from '../src/manifest/misplaced-account.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';
import { describeResource, isServiceAccountMissing, type Resource, serviceAccountNamePath } from '../src/manifest/resource.ts';
import { parseServiceAccount } from '../src/manifest/service-account.ts';
import { formatYamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'service-account-required',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['no account'],
  since: '0.1.0',
  group: 'identity',
  fix: 'unsafe',
  summary: 'A resource names the service account that it runs as.',
  rationale:
    'Without `serviceAccountName` the code runs as the default account of Compute Engine, which in many projects has the Editor role on everything, and in others no right at all. An empty value, `null` and an empty list count as missing: gcloud drops them without a word. An export always shows the account, so that a manifest without one was written by hand.',
  remedy: 'Create an account for this resource alone, grant it what the code needs, and name it in serviceAccountName.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
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
  *check(resource, { allowedAccounts }) {
    if (isServiceAccountMissing(resource) && isToldNowhereElse(resource)) yield describeMissing(resource, allowedAccounts);
  },
});

/** Where nothing is that could name one, or it is named where gcloud knows no field, the schema's checks say what to do. */
function isToldNowhereElse(resource: Resource): boolean {
  if (!resource.document.mapAt(resource.kind.podSpecPath)) return false;
  const misplaced = findMisplacedAccount(resource);
  return !misplaced || misplaced.at(-2) === 'annotations';
}

function describeMissing(resource: Resource, allowedAccounts: readonly string[]): Finding {
  const { document, kind } = resource;
  const path = serviceAccountNamePath(resource);
  const isWritten = document.nodeAt(path) !== undefined;
  const what = isWritten ? 'has an empty serviceAccountName, which gcloud drops,' : 'names no service account,';
  const annotations = accountAnnotationsOf(resource);
  const only = onlyAllowedAccount(allowedAccounts, resource);
  const move = annotations.length === 1 ? moveAnnotation(resource, annotations[0] as AccountAnnotation) : undefined;
  return {
    at: path,
    message: `${describeResource(resource)} ${what} so it would run as the default account of Compute Engine`,
    remedy: `That account often has the Editor role on the whole project. Create one for this ${kind.kind} alone and name it here:\n${setCommand(resource, only ?? dedicatedAccountOf(resource))}\nThen see how to create it, and what to grant it:\n${grantsCommand(resource, '--create')}`,
    ...(only && { fix: { title: `Run as ${only}`, edits: [{ type: 'set', path, value: only }] } }),
    ...move,
    related: annotations.map(({ at }) => ({
      at,
      message: `nobody reads this annotation; ${describeKind(kind.kind)} has its account at ${formatYamlPath(path)}`,
    })),
  };
}

/** What to do where an annotation names an account that the resource can have for its own. */
function moveAnnotation(
  resource: Resource,
  { at, key, account }: AccountAnnotation,
): Omit<Finding, 'at' | 'message'> | undefined {
  if (parseServiceAccount(account).type !== 'user-managed') return undefined;
  const path = serviceAccountNamePath(resource);
  return {
    remedy: `That account often has the Editor role on the whole project. Name ${account} in serviceAccountName, and remove the annotation ${key}.`,
    fix: {
      title: `Move ${account} to serviceAccountName`,
      edits: [{ type: 'set', path, value: account }, removeEntry(resource.document, at)],
    },
  };
}
