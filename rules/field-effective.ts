import { containersOf, describeContainer } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';
import type { Resource } from '../src/manifest/resource.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';

/** Kinds that take no requests. */
const WITHOUT_REQUESTS: ReadonlySet<string> = new Set(['Job', 'WorkerPool']);

export default defineRule({
  id: 'field-effective',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['imagePullPolicy', 'ports', 'readinessProbe', 'readOnly', 'containerConcurrency', 'timeoutSeconds'],
  since: '0.1.0',
  group: 'deploy',
  ruleset: 'strict',
  fix: 'safe',
  summary: 'Every field has an effect.',
  rationale:
    'Some fields are part of the API and change nothing on Cloud Run: `imagePullPolicy`, because Cloud Run decides when it pulls an image; `readOnly` of a mount, because the volume says whether files can be written; and what is about requests in jobs and worker pools, which take none. Whoever reads them is led to believe that they hold.',
  remedy: 'Remove the field.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/Container',
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
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        imagePullPolicy: Always
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
    for (const { at, field, reason } of ineffectiveFields(resource)) {
      if (resource.document.nodeAt(at) === undefined) continue;
      yield {
        at,
        message: `Cloud Run does not use ${field}: ${reason}`,
        fix: { title: `Remove ${String(at.at(-1))}`, edits: [removeEntry(resource.document, at)] },
      };
    }
  },
});

interface IneffectiveField {
  readonly at: YamlPath;
  readonly field: string;
  readonly reason: string;
}

function* ineffectiveFields(resource: Resource): Iterable<IneffectiveField> {
  const { kind, document } = resource;
  const takesRequests = !WITHOUT_REQUESTS.has(kind.kind);
  for (const container of containersOf(resource)) {
    const place = `of ${describeContainer(container)}`;
    yield {
      at: [...container.at, 'imagePullPolicy'],
      field: `the imagePullPolicy ${place}`,
      reason: 'Cloud Run decides itself when it pulls an image',
    };
    if (!takesRequests) {
      yield { at: [...container.at, 'ports'], field: `the ports ${place}`, reason: `a ${kind.kind} takes no requests` };
    }
    if (kind.kind === 'WorkerPool') {
      yield {
        at: [...container.at, 'readinessProbe'],
        field: `the readinessProbe ${place}`,
        reason: 'a WorkerPool takes no requests',
      };
    }
    const mounts = [...container.at, 'volumeMounts'];
    for (const index of document.itemsAt(mounts).keys()) {
      yield {
        at: [...mounts, index, 'readOnly'],
        field: `readOnly in a mount ${place}`,
        reason: 'the volume says whether files can be written',
      };
    }
  }
  if (kind.kind !== 'WorkerPool') return;
  for (const field of ['containerConcurrency', 'timeoutSeconds']) {
    yield { at: [...kind.podSpecPath, field], field, reason: 'a WorkerPool takes no requests' };
  }
}
