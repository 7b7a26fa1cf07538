import fc from 'fast-check';

/** Templates whose containers, volumes and annotations go together, or do not quite: names twice or nowhere, and empty things. */

const NAMES = ['a', 'a', 'b', 'b', 'c', '', 1, null];

/** Each key stands there, or does not. */
function mapOf(keys: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> {
  return fc.record(keys, { requiredKeys: [] });
}

function listOf(items: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: fc.array(items, { maxLength: 3 }) }, fc.constantFrom(null, {}, 'a', [null]));
}

const PROBE = fc.constantFrom<unknown>({ tcpSocket: { port: 8080 } }, { httpGet: { path: '/' } }, {}, null);

const VARIABLE = mapOf({
  name: fc.constantFrom('GOOGLE_CLOUD_PROJECT', 'PORT', 'A', 'A', null),
  value: fc.constantFrom('acme-prod', 'acme-dev', '', 1, null),
  valueFrom: fc.constantFrom({ secretKeyRef: { name: 'a', key: 'latest' } }, null),
});

const MOUNT = mapOf({
  name: fc.constantFrom(...NAMES),
  mountPath: fc.constantFrom('/a', '/a', '/a/', '/b', '/a/b', 'a', '/', '/dev/a', '/a/../b', '', null),
  readOnly: fc.constantFrom(true, null),
});

const CONTAINER = mapOf({
  name: fc.constantFrom(...NAMES),
  image: fc.constant('europe-docker.pkg.dev/acme-prod/apps/web:1.4.0'),
  ports: listOf(mapOf({ containerPort: fc.constantFrom(8080, 0, null) })),
  startupProbe: PROBE,
  livenessProbe: PROBE,
  env: listOf(VARIABLE),
  resources: mapOf({
    limits: mapOf({
      cpu: fc.constantFrom<unknown>('1', '0.5', '500m', '.5', '2', '8', 1, null),
      memory: fc.constantFrom('128Mi', '256Mi', '512M', '512Mi', '1G', '1Gi', '16Gi', '1', null),
    }),
  }),
  volumeMounts: listOf(MOUNT),
});

const VOLUME = mapOf({
  name: fc.constantFrom(...NAMES),
  emptyDir: mapOf({ medium: fc.constantFrom('Memory', '', null), sizeLimit: fc.constantFrom('64Mi', '512Mi', '1Gi', '', null) }),
  secret: mapOf({
    secretName: fc.constantFrom('a', 'a-b', '', null),
    items: listOf(
      mapOf({ key: fc.constantFrom('latest', '1', null), path: fc.constantFrom('a', 'a', 'b/c', '../a', '/a', '', null) }),
    ),
  }),
  csi: fc.constant({ driver: 'gcsfuse.run.googleapis.com' }),
});

const ANNOTATIONS = mapOf({
  'run.googleapis.com/container-dependencies': fc.constantFrom(
    '{"a":["b"]}',
    '{a: [b]}',
    '{"b": ["a"]}',
    '{"a":["a"]}',
    '{"a":["b"],"b":["a"]}',
    '{null: [a]}',
    '{"a":[]}',
    'a',
    '',
    null,
  ),
  'run.googleapis.com/network-interfaces': fc.constantFrom('[{"network":"main"}]', '{"network":"main"}', '', null),
  'run.googleapis.com/vpc-access-connector': fc.constantFrom('main', 'projects/p/locations/europe-west4/connectors/main', null),
  'run.googleapis.com/vpc-access-egress': fc.constantFrom('all-traffic', 'private-ranges-only', 'all', null),
  'run.googleapis.com/execution-environment': fc.constantFrom('gen1', 'gen2', null),
  'run.googleapis.com/cpu-throttling': fc.constantFrom('true', 'false', null),
});

const POD = mapOf({
  serviceAccountName: fc.constant('web-run@acme-prod.iam.gserviceaccount.com'),
  containers: listOf(CONTAINER),
  volumes: listOf(VOLUME),
});

const TEMPLATE = mapOf({ metadata: mapOf({ annotations: ANNOTATIONS }), spec: POD });

/** The texts of Services and Jobs, in JSON. */
export const podArbitrary: fc.Arbitrary<string> = fc.oneof(
  TEMPLATE.map((template) => manifestOf('serving.knative.dev/v1', 'Service', template)),
  mapOf({ metadata: mapOf({ annotations: ANNOTATIONS }), spec: fc.record({ template: mapOf({ spec: POD }) }) }).map((template) =>
    manifestOf('run.googleapis.com/v1', 'Job', template),
  ),
);

function manifestOf(apiVersion: string, kind: string, template: object): string {
  return JSON.stringify({ apiVersion, kind, metadata: { name: 'web' }, spec: { template } });
}
