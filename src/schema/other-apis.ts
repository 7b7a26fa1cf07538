import { bareWord } from '../text/closest-match.ts';

/** What the API v2 of Cloud Run, Terraform and Kubernetes call what is called otherwise here. */

/** A field of another API that is an annotation in this one. */
export interface AnnotationInstead {
  readonly on: 'resource' | 'template';
  readonly keys: string;
  /** The kinds that have it; only Services and worker pools where nothing is said. */
  readonly kinds?: readonly string[];
}

/** The field of an object of a type that is called `name` elsewhere. */
export function fieldNamedElsewhere(type: string | undefined, name: string): string | undefined {
  const bare = bareWord(name);
  return OTHER_NAMES_IN.get(`${type}.${bare}`) ?? OTHER_NAMES.get(bare);
}

/** The annotation of a kind that is a field called `name` elsewhere. */
export function annotationNamedElsewhere(kind: string, name: string): AnnotationInstead | undefined {
  const annotation = ANNOTATIONS.get(bareWord(name));
  const { kinds = ['Service', 'WorkerPool'] } = annotation ?? {};
  return kinds.includes(kind) ? annotation : undefined;
}

/** Names that other APIs and tools have for a field of this one. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    serviceaccount: 'serviceAccountName',
    serviceaccountemail: 'serviceAccountName',
    timeout: 'timeoutSeconds',
    activedeadlineseconds: 'timeoutSeconds',
    concurrency: 'containerConcurrency',
    maxinstancerequestconcurrency: 'containerConcurrency',
    backofflimit: 'maxRetries',
    completions: 'taskCount',
    tasks: 'taskCount',
    valuesource: 'valueFrom',
    environment: 'env',
    environmentvariables: 'env',
    entrypoint: 'command',
    arguments: 'args',
    port: 'containerPort',
  }),
);

/** The same, of one type of object. */
const OTHER_NAMES_IN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'SecretVolumeSource.name': 'secretName',
    'SecretVolumeSource.secret': 'secretName',
    'SecretKeySelector.secret': 'name',
    'SecretKeySelector.version': 'key',
    'EnvVarSource.secret': 'secretKeyRef',
    'KeyToPath.version': 'key',
  }),
);

const SERVICES = ['Service'];
const SERVICES_AND_INSTANCES = ['Service', 'Instance'];
const ALL_BUT_INSTANCES = ['Service', 'Job', 'WorkerPool'];
const ALL = [...ALL_BUT_INSTANCES, 'Instance'];

/** Fields of other APIs that are annotations in this one: where they stand, and their keys. */
const ANNOTATIONS: ReadonlyMap<string, AnnotationInstead> = new Map(
  Object.entries<AnnotationInstead>({
    dependson: { on: 'template', keys: 'run.googleapis.com/container-dependencies', kinds: ALL },
    launchstage: { on: 'resource', keys: 'run.googleapis.com/launch-stage', kinds: ALL },
    ingress: { on: 'resource', keys: 'run.googleapis.com/ingress', kinds: SERVICES_AND_INSTANCES },
    description: { on: 'resource', keys: 'run.googleapis.com/description' },
    customaudiences: { on: 'resource', keys: 'run.googleapis.com/custom-audiences', kinds: SERVICES },
    invokeriamdisabled: { on: 'resource', keys: 'run.googleapis.com/invoker-iam-disabled', kinds: SERVICES_AND_INSTANCES },
    defaulturidisabled: { on: 'resource', keys: 'run.googleapis.com/default-url-disabled', kinds: SERVICES },
    binaryauthorization: { on: 'resource', keys: 'run.googleapis.com/binary-authorization', kinds: ALL_BUT_INSTANCES },
    iapenabled: { on: 'resource', keys: 'run.googleapis.com/iap-enabled', kinds: SERVICES },
    executionenvironment: { on: 'template', keys: 'run.googleapis.com/execution-environment', kinds: ALL_BUT_INSTANCES },
    encryptionkey: { on: 'template', keys: 'run.googleapis.com/encryption-key', kinds: ALL },
    sessionaffinity: { on: 'template', keys: 'run.googleapis.com/sessionAffinity', kinds: SERVICES },
    vpcaccess: {
      on: 'template',
      keys: 'run.googleapis.com/network-interfaces or run.googleapis.com/vpc-access-connector, and run.googleapis.com/vpc-access-egress',
      kinds: ALL_BUT_INSTANCES,
    },
    cpuidle: { on: 'template', keys: 'run.googleapis.com/cpu-throttling' },
    startupcpuboost: { on: 'template', keys: 'run.googleapis.com/startup-cpu-boost' },
    healthcheckdisabled: { on: 'template', keys: 'run.googleapis.com/health-check-disabled' },
    cloudsqlinstance: { on: 'template', keys: 'run.googleapis.com/cloudsql-instances', kinds: ALL },
    scaling: { on: 'template', keys: 'autoscaling.knative.dev/minScale and autoscaling.knative.dev/maxScale' },
    minscale: { on: 'template', keys: 'autoscaling.knative.dev/minScale' },
    minreplicas: { on: 'template', keys: 'autoscaling.knative.dev/minScale' },
    mininstances: { on: 'template', keys: 'autoscaling.knative.dev/minScale' },
    mininstancecount: { on: 'template', keys: 'autoscaling.knative.dev/minScale' },
    replicas: { on: 'template', keys: 'autoscaling.knative.dev/minScale' },
    maxscale: { on: 'template', keys: 'autoscaling.knative.dev/maxScale' },
    maxreplicas: { on: 'template', keys: 'autoscaling.knative.dev/maxScale' },
    maxinstances: { on: 'template', keys: 'autoscaling.knative.dev/maxScale' },
    maxinstancecount: { on: 'template', keys: 'autoscaling.knative.dev/maxScale' },
  }),
);
