import { type AccountAnnotation, accountAnnotationsOf } from '../src/cloud-run/account-annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { describeKind, REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';
import { describeResource, type Resource, serviceAccountNameOf, serviceAccountNamePath } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';
import { formatYamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'service-account-in-field',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual annotation'],
  since: '0.1.0',
  group: 'identity',
  fix: 'unsafe',
  summary: 'The account is named in the field `serviceAccountName` alone, not in an annotation as well.',
  rationale:
    'Cloud Run knows no annotation that sets the account: it takes `run.googleapis.com/service-account`, and nobody reads it. Whoever changes the account there changes nothing, and whoever reads it there believes in an account that the code does not run as. Where the field is missing, `service-account-required` says so.',
  remedy: 'Remove the annotation.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/service-account: checkout@acme-prod.iam.gserviceaccount.com
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
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
    const account = serviceAccountNameOf(resource);
    if (account === undefined) return;
    for (const annotation of accountAnnotationsOf(resource)) {
      yield annotation.account === account ? describeSame(resource, annotation) : describeOther(resource, annotation, account);
    }
  },
});

function describeSame(resource: Resource, { at, key, account }: AccountAnnotation): Finding {
  const path = formatYamlPath(serviceAccountNamePath(resource));
  return {
    at,
    message: `The annotation ${excerpt(key)} names the account ${excerpt(account)}, and nobody reads it`,
    remedy: `Remove it: ${describeKind(resource.kind.kind)} has its account from ${path}.`,
    fix: { title: `Remove the annotation ${excerpt(key)}`, edits: [removeEntry(resource.document, at)] },
  };
}

function describeOther(resource: Resource, { at, key, account: meant }: AccountAnnotation, account: string): Finding {
  const path = formatYamlPath(serviceAccountNamePath(resource));
  return {
    at,
    message: `The annotation ${excerpt(key)} names the account ${excerpt(meant)}, and nobody reads it: ${describeResource(resource)} runs as ${excerpt(account)}`,
    remedy: `If the account of the annotation is meant, write it to ${path}; then remove the annotation.`,
  };
}
