import { isInvented, meantBy } from '../src/cloud-run/invented-annotations.ts';
import { type MetadataEntry, undocumentedAnnotationsOf } from '../src/cloud-run/known-annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'annotation-known',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual annotation'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'unsafe',
  summary: "An annotation in Cloud Run's and Knative's own namespaces is one that Cloud Run documents.",
  rationale:
    'An annotation under `run.googleapis.com/` looks like a setting, and is one only if Cloud Run knows it. Others are invented, misspelt, or settings of Knative that Cloud Run does not have: no memory, no timeout and no number of instances comes of them.',
  remedy:
    'What is not documented is ignored or refused: remove it, and use what Cloud Run documents instead. Notes of your own belong under a name of your own.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta',
    'https://cloud.google.com/run/docs/reference/yaml/v1',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/memory: 1Gi
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
        resources:
          limits:
            memory: 1Gi
`,
  },
  *check(resource) {
    for (const entry of undocumentedAnnotationsOf(resource)) {
      if (isInvented(entry.key) && findPlaceholder(entry.key) === undefined) yield describeInvented(resource, entry);
    }
  },
});

function describeInvented(resource: Resource, entry: MetadataEntry): Finding {
  const { key, at } = entry;
  const message = `Cloud Run documents no annotation ${excerpt(key)}`;
  const meant = meantBy(entry);
  if (!meant) return { at, isAboutKey: true, message };
  if ('words' in meant) return { at, isAboutKey: true, message: `${message}: ${meant.words}`, remedy: INSTEAD };
  return { at, isAboutKey: true, message: `${message}; did you mean ${meant.key}?`, ...renaming(resource, entry, meant) };
}

const INSTEAD = 'What is not documented is ignored or refused: remove it, and set what you need where it is read.';

function renaming({ document }: Resource, { key, at }: MetadataEntry, meant: { key: string; isSure: boolean }): Partial<Finding> {
  const place = [...at.slice(0, -1), meant.key];
  if (document.nodeAt(place)) {
    return { remedy: `${meant.key} is there as well: remove this one.`, related: [{ at: place, message: 'this one is read' }] };
  }
  const fix: Finding['fix'] = {
    title: `Rename ${excerpt(key)} to ${meant.key}`,
    edits: [{ type: 'rename', path: at, key: meant.key }],
  };
  return meant.isSure ? { remedy: `Rename it to ${meant.key}.`, fix } : {};
}
