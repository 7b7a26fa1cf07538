import {
  areOrdinaryLimits,
  areOrdinaryRequests,
  isOrdinaryProbe,
  isOrdinaryVariable,
  ORDINARY_IMAGE,
  ORDINARY_LABEL,
  ORDINARY_LABEL_VALUE,
  ORDINARY_MIN_SCALE,
  ORDINARY_NAME_LENGTH,
} from './ordinary-texts.ts';
import { integerOf, listOf, type MapShape, mapOf, openMapOf, type Shape, type TextShape, TRUE, textOf } from './shape.ts';

/**
 * What nearly all manifests are made of: the fields that most have, with values that the schema accepts and no rule has
 * anything to say of. A manifest of one of these shapes is in order, and nothing else about it needs to be looked at.
 * `test/ordinary.test.ts` holds each of them against the whole check.
 */

/** A name that is not longer than most. */
function nameOf(pattern: string): TextShape {
  return textOf(new RegExp(`^(?=.{1,${ORDINARY_NAME_LENGTH}}$)${pattern}$`));
}

const ANY = textOf(/^/);
const NAME = nameOf('[a-z](?:[-a-z0-9]*[a-z0-9])?');
const SWITCH = textOf(/^(?:true|false)$/);
const COUNT = textOf(/^[0-9]{1,9}$/);
const PORT = integerOf(1, 65535);

const LABELS = openMapOf(ORDINARY_LABEL, textOf(ORDINARY_LABEL_VALUE));

const SETTINGS = {
  'run.googleapis.com/cloudsql-instances': textOf(/^[^:,\s]+:[^:,\s]+:[^:,\s]+$/),
  'run.googleapis.com/execution-environment': textOf(/^gen2$/, 'environment'),
};

const LAUNCH_STAGE = { 'run.googleapis.com/launch-stage': textOf(/^(?:ALPHA|BETA|GA)$/) };

const SERVICE_ANNOTATIONS = mapOf({
  ...LAUNCH_STAGE,
  'run.googleapis.com/description': textOf(/^.{0,200}$/),
  'run.googleapis.com/ingress': textOf(/^(?:all|internal|internal-and-cloud-load-balancing)$/),
  'run.googleapis.com/ingress-status': ANY,
  'run.googleapis.com/maxScale': COUNT,
  'run.googleapis.com/minScale': textOf(ORDINARY_MIN_SCALE),
});

const REVISION_ANNOTATIONS = mapOf({
  ...SETTINGS,
  'autoscaling.knative.dev/maxScale': textOf(/^[1-9][0-9]{0,8}$/),
  'autoscaling.knative.dev/minScale': textOf(ORDINARY_MIN_SCALE),
  'run.googleapis.com/cpu-throttling': { ...SWITCH, role: 'throttling' },
  'run.googleapis.com/execution-environment': textOf(/^gen[12]$/, 'environment'),
  'run.googleapis.com/sessionAffinity': SWITCH,
  'run.googleapis.com/startup-cpu-boost': SWITCH,
});

const CPU = textOf(/^[0-9.]+m?$/);
const MEMORY = textOf(/^[0-9]+[MG]i$/);

const SECRET = mapOf({ 'key!': textOf(/^[A-Za-z0-9_-]+$/), 'name!': nameOf('[A-Za-z0-9_-]+') });

const VARIABLE = mapOf(
  { 'name!': nameOf('\\w+'), value: ANY, valueFrom: mapOf({ 'secretKeyRef!': SECRET }) },
  isOrdinaryVariable,
);

const CONTAINER = {
  'image!': textOf(ORDINARY_IMAGE),
  name: NAME,
  args: listOf(ANY),
  command: listOf(ANY),
  env: listOf(VARIABLE),
  imagePullPolicy: textOf(/^(?:Always|IfNotPresent|Never)$/),
  ports: listOf(mapOf({ name: textOf(/^(?:http1|h2c)$/), 'containerPort!': PORT, protocol: textOf(/^TCP$/) }), 1),
  resources: mapOf({
    limits: mapOf({ cpu: CPU, memory: { ...MEMORY, role: 'memory' } }, areOrdinaryLimits),
    requests: mapOf({ cpu: CPU, memory: MEMORY }, areOrdinaryRequests),
  }),
};

const PROBE = {
  httpGet: mapOf({ path: textOf(/^\//), port: PORT }),
  failureThreshold: integerOf(1, 600),
  periodSeconds: integerOf(1, 240),
  timeoutSeconds: integerOf(1, 240),
};

const DELAY = { initialDelaySeconds: integerOf(0, 240) };

const PROBES = {
  startupProbe: mapOf({ ...PROBE, ...DELAY, tcpSocket: mapOf({ port: PORT }) }, isOrdinaryProbe),
  livenessProbe: mapOf({ ...PROBE, ...DELAY }, isOrdinaryProbe),
  readinessProbe: mapOf(PROBE, isOrdinaryProbe),
};

/** Of whatever form: who asks looks at it more closely. */
const ACCOUNT = textOf(/^[a-z0-9-]+@[a-z0-9.-]+$/, 'account');

function podOf(container: Readonly<Record<string, Shape>>): Readonly<Record<string, Shape>> {
  return { 'containers!': listOf(mapOf(container), 1), 'serviceAccountName!': ACCOUNT };
}

const NAMESPACE = textOf(/^[a-z0-9-]+$/, 'namespace');

function metadataOf(annotations: MapShape): MapShape {
  return mapOf({ 'name!': { ...NAME, role: 'name' }, namespace: NAMESPACE, labels: LABELS, annotations });
}

function manifestOf(apiVersion: RegExp, kind: RegExp, annotations: MapShape, spec: MapShape): MapShape {
  const fields = { apiVersion: textOf(apiVersion), kind: textOf(kind), metadata: metadataOf(annotations), spec };
  return mapOf(Object.fromEntries(Object.entries<Shape>(fields).map(([key, shape]) => [`${key}!`, shape])));
}

const RUN_V1 = /^run\.googleapis\.com\/v1$/;

const REVISION = mapOf({
  metadata: mapOf({ labels: LABELS, annotations: REVISION_ANNOTATIONS }),
  'spec!': mapOf({
    ...podOf({ ...CONTAINER, ...PROBES }),
    containerConcurrency: integerOf(0, 1000),
    timeoutSeconds: integerOf(1, 3600),
  }),
});

const TRAFFIC = listOf(mapOf({ 'latestRevision!': TRUE, 'percent!': integerOf(100, 100) }), 1);

const TASKS = mapOf({
  parallelism: integerOf(1, 100),
  taskCount: integerOf(1, 10000),
  'template!': mapOf({
    'spec!': mapOf({ ...podOf(CONTAINER), maxRetries: integerOf(0, 10), timeoutSeconds: integerOf(1, 86400, true) }),
  }),
});

/** By their kinds. */
export const ORDINARY_SHAPES: Readonly<Record<string, MapShape>> = {
  Service: manifestOf(
    /^serving\.knative\.dev\/v1$/,
    /^Service$/,
    SERVICE_ANNOTATIONS,
    mapOf({ 'template!': REVISION, traffic: TRAFFIC }),
  ),
  Job: manifestOf(
    RUN_V1,
    /^Job$/,
    mapOf(LAUNCH_STAGE),
    mapOf({ 'template!': mapOf({ metadata: mapOf({ labels: LABELS, annotations: mapOf(SETTINGS) }), 'spec!': TASKS }) }),
  ),
};
