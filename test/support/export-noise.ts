import { type Document, isCollection, isMap, isSeq } from 'yaml';
import type { Random } from './rewritten-manifest.ts';

/** What an export has and a manifest in a repository has not: what the server sets, what clients note, and defaults. */
const NOISE: readonly (readonly [path: string, value: unknown])[] = [
  ['status', { url: 'https://hello-xyz-ew.a.run.app', observedGeneration: 29 }],
  ['metadata/namespace', '100200300400'],
  ['metadata/uid', 'b0c28bde-dc1e-4f63-b023-4818f57427fd'],
  ['metadata/generation', 29],
  ['metadata/creationTimestamp', '2026-01-25T09:55:44.809908Z'],
  ['metadata/labels/cloud.googleapis.com~location', 'europe-west1'],
  ['metadata/labels/run.googleapis.com~lastUpdatedTime', '2026-01-25T09:55:44.809908Z'],
  ['metadata/annotations/run.googleapis.com~ingress', 'all'],
  ['metadata/annotations/run.googleapis.com~ingress-status', 'all'],
  ['metadata/annotations/run.googleapis.com~operation-id', 'd10780b3-ea55-43e0-900c-3542f085f524'],
  ['metadata/annotations/run.googleapis.com~urls', '["https://hello-100200300400.europe-west1.run.app"]'],
  ['metadata/annotations/serving.knative.dev~creator', 'ann@acme.example'],
  ['metadata/annotations/run.googleapis.com~lastModifier', 'ann@acme.example'],
  ['spec/template/metadata/annotations/run.googleapis.com~client-name', 'gcloud'],
  ['spec/template/metadata/annotations/run.googleapis.com~client-version', '578.0.0'],
  ['spec/template/metadata/annotations/client.knative.dev~user-image', 'europe-docker.pkg.dev/acme-prod/apps/hello'],
  ['spec/template/metadata/labels/client.knative.dev~nonce', 'qwertyuiop'],
  ['spec/template/metadata/labels/run.googleapis.com~startupProbeType', 'Default'],
];

const NOISE_OF: Readonly<Record<string, readonly (readonly [path: string, value: unknown])[]>> = {
  Service: [
    ['spec/template/metadata/name', 'hello-00029-g9s'],
    ['spec/template/spec/timeoutSeconds', 300],
    ['spec/traffic', [{ latestRevision: true, percent: 100 }]],
  ],
  WorkerPool: [['spec/instanceSplits', [{ latestRevision: true, percent: 100 }]]],
  Job: [
    ['spec/template/spec/template/spec/maxRetries', 3],
    ['spec/template/spec/template/spec/timeoutSeconds', '600'],
  ],
};

/** Of the only container of a Service. */
const CONTAINER_NOISE: readonly (readonly [path: string, value: unknown])[] = [
  ['name', 'hello-1'],
  ['resources/limits/cpu', '1000m'],
  ['resources/limits/memory', '512Mi'],
  ['ports', [{ containerPort: 8080, name: 'http1' }]],
];

/** Adds to a manifest, here and there, what means nothing. */
export function addExportNoise(document: Document, random: Random): void {
  const kind = String(document.get('kind'));
  if (kind === 'Instance' || !isMap(document.get('spec'))) return;
  for (const [path, value] of [...NOISE, ...(NOISE_OF[kind] ?? [])]) if (random(2) === 0) add(document, path.split('/'), value);
  const containers = ['spec', 'template', 'spec', 'containers'];
  const list = document.getIn(containers);
  if (kind !== 'Service' || !isSeq(list) || list.items.length !== 1 || !isMap(list.items[0])) return;
  const hasGpu = JSON.stringify(document).includes('nvidia');
  for (const [path, value] of CONTAINER_NOISE)
    if (random(2) === 0 && !(hasGpu && path.startsWith('resources')))
      add(document, [...containers, '0', ...path.split('/')], value);
  const port = document.getIn([...containers, 0, 'ports', 0, 'containerPort']) ?? 8080;
  if (random(2) === 0)
    add(document, [...containers, '0', 'startupProbe'], {
      tcpSocket: { port },
      failureThreshold: 1,
      periodSeconds: 240,
      timeoutSeconds: 240,
    });
}

/** Nothing is added where something is there, or something else than a map on the way. */
function add(document: Document, steps: readonly string[], value: unknown): void {
  const path = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step.replace('~', '/')));
  const parents = path.slice(0, -1).map((_, index) => path.slice(0, index + 1));
  if (document.hasIn(path) || !parents.every((parent) => !document.hasIn(parent) || isCollection(document.getIn(parent)))) return;
  for (const parent of parents) if (!document.hasIn(parent)) document.setIn(parent, document.createNode({}));
  document.setIn(path, document.createNode(value));
}
