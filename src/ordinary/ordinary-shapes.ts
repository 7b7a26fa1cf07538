import {
  areOrdinaryLimits,
  areOrdinaryRequests,
  isOrdinaryNetwork,
  isOrdinaryProbe,
  isOrdinaryVariable,
  ORDINARY_FILE,
  ORDINARY_IMAGE,
  ORDINARY_LABEL,
  ORDINARY_LABEL_VALUE,
  ORDINARY_MIN_SCALE,
  ORDINARY_NAME,
  ORDINARY_VOLUME_SIZE,
} from './ordinary-texts.ts';
import { integerOf, listOf, type MapShape, mapOf, openMapOf, TRUE, textOf } from './shape.ts';

/**
 * What nearly all manifests are made of: the fields that most have, with values that the schema accepts and no rule has
 * anything to say of. A manifest of one of these shapes is in order, and nothing else about it needs to be looked at.
 * `test/ordinary.test.ts` holds each of them against the whole check.
 */

const ANY = textOf(/^/);
const SOME = textOf(/./);
/** Not longer than an `ORDINARY_NAME`. */
const NAME = /^[a-z](?:[-a-z0-9]{0,34}[a-z0-9])?$/;
const SWITCH = /^(?:true|false)$/;
const COUNT = textOf(/^[0-9]{1,9}$/);
const PORT = integerOf(1, 65535);

const LABELS = openMapOf(ORDINARY_LABEL, textOf(ORDINARY_LABEL_VALUE));

const LAUNCH_STAGE = textOf(/^(?:ALPHA|BETA|GA)$/);
const MIN_SCALE = textOf(ORDINARY_MIN_SCALE);

const TEMPLATE_ANNOTATIONS = {
  'run.googleapis.com/cloudsql-instances': textOf(/^[^:,\s]+:[^:,\s]+:[^:,\s]+$/),
  'run.googleapis.com/container-dependencies': textOf(/./, 'dependencies'),
  'run.googleapis.com/network-interfaces': SOME,
  'run.googleapis.com/vpc-access-connector': SOME,
  'run.googleapis.com/vpc-access-egress': SOME,
};

/** By what they stand on: what Cloud Run documents there, and most manifests have. */
export const ANNOTATION_SHAPES = {
  Service: mapOf([], {
    'run.googleapis.com/description': textOf(/^.{0,200}$/),
    'run.googleapis.com/ingress': textOf(/^(?:all|internal|internal-and-cloud-load-balancing)$/),
    'run.googleapis.com/ingress-status': ANY,
    'run.googleapis.com/launch-stage': LAUNCH_STAGE,
    'run.googleapis.com/maxScale': COUNT,
    'run.googleapis.com/minScale': MIN_SCALE,
  }),
  Job: mapOf([], { 'run.googleapis.com/launch-stage': LAUNCH_STAGE }),
  Revision: mapOf(
    [],
    {
      ...TEMPLATE_ANNOTATIONS,
      'autoscaling.knative.dev/maxScale': textOf(/^[1-9][0-9]{0,8}$/),
      'autoscaling.knative.dev/minScale': MIN_SCALE,
      'run.googleapis.com/cpu-throttling': textOf(SWITCH, 'throttling'),
      'run.googleapis.com/execution-environment': textOf(/^gen[12]$/, 'environment'),
      'run.googleapis.com/sessionAffinity': textOf(SWITCH),
      'run.googleapis.com/startup-cpu-boost': textOf(SWITCH),
    },
    isOrdinaryNetwork,
  ),
  Execution: mapOf(
    [],
    { ...TEMPLATE_ANNOTATIONS, 'run.googleapis.com/execution-environment': textOf(/^gen2$/, 'environment') },
    isOrdinaryNetwork,
  ),
};

const CPU = textOf(/^[0-9.]+m?$/);
const MEMORY = textOf(/^[0-9]+[MG]i?$/);

const WORD = /^[\w-]+$/;
const SHORT_NAME = textOf(ORDINARY_NAME);
const SECRET = mapOf(['key', 'name'], { key: textOf(WORD), name: SHORT_NAME });

const VARIABLE = mapOf(
  ['name'],
  { name: textOf(/^\w{1,63}$/), value: ANY, valueFrom: mapOf(['secretKeyRef'], { secretKeyRef: SECRET }) },
  isOrdinaryVariable,
);

const CONTAINER = {
  args: listOf(ANY),
  command: listOf(ANY),
  env: listOf(VARIABLE),
  image: textOf(ORDINARY_IMAGE),
  imagePullPolicy: textOf(/^(?:Always|IfNotPresent|Never)$/),
  name: textOf(NAME),
  ports: listOf(mapOf(['containerPort'], { containerPort: PORT, name: textOf(/^(?:http1|h2c)$/), protocol: textOf(/^TCP$/) }), 1),
  resources: mapOf([], {
    limits: mapOf([], { cpu: CPU, memory: MEMORY }, areOrdinaryLimits),
    requests: mapOf([], { cpu: CPU, memory: MEMORY }, areOrdinaryRequests),
  }),
  volumeMounts: listOf(mapOf(['mountPath', 'name'], { mountPath: ANY, name: SHORT_NAME, readOnly: TRUE })),
};

const VOLUME = mapOf(['name'], {
  emptyDir: mapOf([], { medium: textOf(/^Memory$/), sizeLimit: textOf(ORDINARY_VOLUME_SIZE) }),
  name: SHORT_NAME,
  secret: mapOf(['secretName'], {
    items: listOf(mapOf(['key', 'path'], { key: textOf(WORD), path: textOf(ORDINARY_FILE) }), 1),
    secretName: SHORT_NAME,
  }),
});

const HTTP = mapOf([], { path: textOf(/^\//), port: PORT });
const FAILURES = integerOf(1, 600);
const SECONDS = integerOf(1, 240);
const DELAY = integerOf(0, 240);

const SERVED_CONTAINER = {
  ...CONTAINER,
  livenessProbe: mapOf(
    [],
    {
      failureThreshold: FAILURES,
      httpGet: HTTP,
      initialDelaySeconds: DELAY,
      periodSeconds: SECONDS,
      timeoutSeconds: SECONDS,
    },
    isOrdinaryProbe,
  ),
  readinessProbe: mapOf(
    [],
    { failureThreshold: FAILURES, httpGet: HTTP, periodSeconds: SECONDS, timeoutSeconds: SECONDS },
    isOrdinaryProbe,
  ),
  startupProbe: mapOf(
    [],
    {
      failureThreshold: FAILURES,
      httpGet: HTTP,
      initialDelaySeconds: DELAY,
      periodSeconds: SECONDS,
      tcpSocket: mapOf([], { port: PORT }),
      timeoutSeconds: SECONDS,
    },
    isOrdinaryProbe,
  ),
};

const POD_REQUIRED = ['containers', 'serviceAccountName'];

/** Of whatever form: who asks looks at it more closely. */
const ACCOUNT = textOf(/^[a-z0-9-]+@[a-z0-9.-]+$/, 'account');

const REVISION = mapOf(['spec'], {
  metadata: mapOf([], { labels: LABELS, annotations: ANNOTATION_SHAPES.Revision }),
  spec: mapOf(POD_REQUIRED, {
    containerConcurrency: integerOf(0, 1000),
    containers: listOf(mapOf(['image'], SERVED_CONTAINER)),
    serviceAccountName: ACCOUNT,
    timeoutSeconds: integerOf(1, 3600),
    volumes: listOf(VOLUME),
  }),
});

const TRAFFIC = listOf(mapOf(['latestRevision', 'percent'], { latestRevision: TRUE, percent: integerOf(100, 100) }), 1);

const TASK = mapOf(['spec'], {
  spec: mapOf(POD_REQUIRED, {
    containers: listOf(mapOf(['image'], CONTAINER)),
    maxRetries: integerOf(0, 10),
    serviceAccountName: ACCOUNT,
    timeoutSeconds: integerOf(1, 86400, true),
    volumes: listOf(VOLUME),
  }),
});

const EXECUTION = mapOf(['spec'], {
  metadata: mapOf([], { labels: LABELS, annotations: ANNOTATION_SHAPES.Execution }),
  spec: mapOf(['template'], { parallelism: integerOf(1, 100), taskCount: integerOf(1, 10000), template: TASK }),
});

function manifestOf(apiVersion: RegExp, kind: RegExp, annotations: MapShape, spec: MapShape): MapShape {
  return mapOf(['apiVersion', 'kind', 'metadata', 'spec'], {
    apiVersion: textOf(apiVersion),
    kind: textOf(kind),
    metadata: mapOf(['name'], {
      name: textOf(NAME, 'name'),
      namespace: textOf(/^[a-z0-9-]+$/, 'namespace'),
      labels: LABELS,
      annotations,
    }),
    spec,
  });
}

/** By their kinds. */
export const ORDINARY_SHAPES: Readonly<Record<string, MapShape>> = {
  Service: manifestOf(
    /^serving\.knative\.dev\/v1$/,
    /^Service$/,
    ANNOTATION_SHAPES.Service,
    mapOf(['template'], { template: REVISION, traffic: TRAFFIC }),
  ),
  Job: manifestOf(/^run\.googleapis\.com\/v1$/, /^Job$/, ANNOTATION_SHAPES.Job, mapOf(['template'], { template: EXECUTION })),
};
