import { findResourceNotes, findTemplateNotes, NOTED_KEYS } from '../src/cloud-run/export-metadata.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { removeEntries } from '../src/manifest/remove-entry.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'export-metadata-absent',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: NOTED_KEYS,
  since: '0.1.0',
  group: 'safety',
  ruleset: 'strict',
  fix: 'safe',
  summary: 'What Cloud Run and its clients note on a resource does not stand in the manifest.',
  rationale:
    'An export carries along who made the resource, its last operation, the client it was deployed with and more of the kind. Cloud Run and the next client write all of it anew; in the file it is only what no longer holds, and differs with each export. In the template it is a part of the revision, so that a new one is made when it goes: that fix is not safe, and worth waiting for the next change. The addresses in `run.googleapis.com/urls` are left alone, since they tell the project.',
  remedy: 'Remove them from the file.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta',
    'https://cloud.google.com/sdk/gcloud/reference/run/services/replace',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/ingress: internal
    run.googleapis.com/ingress-status: internal
    run.googleapis.com/operation-id: 3b5d0b1e-4c7a-4f9e-8d6c-1b0a9f8e7d6c
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
  annotations:
    run.googleapis.com/ingress: internal
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const ofResource = findResourceNotes(resource);
    if (ofResource.length > 0) yield describe(resource, ofResource, false);
    const ofTemplate = findTemplateNotes(resource);
    if (ofTemplate.length > 0) yield describe(resource, ofTemplate, true);
  },
});

function describe(resource: Resource, paths: readonly YamlPath[], isInTemplate: boolean): Finding {
  const keys = paths.map((path) => path.at(-1)).join(', ');
  const place = isInTemplate ? `The template of ${describeResource(resource)}` : describeResource(resource);
  return {
    at: paths[0] as YamlPath,
    message: `${place} still has what was noted when it was deployed: ${keys}`,
    fix: {
      title: `Remove ${keys}${isInTemplate ? ' from the template' : ''}`,
      edits: removeEntries(resource.document, paths),
      isUnsafe: isInTemplate,
    },
  };
}
