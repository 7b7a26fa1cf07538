import { defaultLimitOf, limitsOf } from '../cloud-run/compute.ts';
import { type Container, containersOf, portOf } from '../cloud-run/containers.ts';
import { findHomeProject } from '../cloud-run/home-project.ts';
import { wholeNumberAt } from '../cloud-run/whole-number.ts';
import { accountOf } from '../manifest/account.ts';
import { type Resource, serviceAccountNameOf } from '../manifest/resource.ts';
import { startsWithPath, type YamlPath } from '../yaml/yaml-path.ts';
import type { ComparedValue } from './compared-value.ts';

/**
 * What holds where a manifest leaves a field out: a value as a manifest would have it, a list or a map in words, or what the
 * rest of the manifest makes of it.
 */
type Default = string | ((resource: Resource, at: YamlPath) => string | undefined);

const LATEST = 'the latest revision alone';

/**
 * The documented defaults, by the type that a field is of: the API reference v1, and the pages on CPU, memory, probes, jobs
 * and volumes. An export shows most of them, and a manifest in a repository leaves them out.
 */
const FIELD_DEFAULTS: ReadonlyMap<string, Default> = new Map(
  Object.entries<Default>({
    'CSIVolumeSource.readOnly': 'false',
    'Container.ports': portsOf,
    'Container.startupProbe': startupProbeOf,
    'ContainerPort.containerPort': '8080',
    'ContainerPort.name': 'http1',
    'ContainerPort.protocol': 'TCP',
    'EnvVar.value': '',
    'ExecutionSpec.parallelism': parallelismOf,
    'ExecutionSpec.taskCount': '1',
    'GRPCAction.port': portAt,
    'HTTPGetAction.path': '/',
    'HTTPGetAction.port': portAt,
    'InstanceSpec.restartPolicy': 'OnFailure',
    'InstanceSpec.serviceAccountName': defaultAccountOf,
    'InstanceSplit.latestRevision': isForLatest,
    'InstanceSplit.percent': '0',
    'NFSVolumeSource.readOnly': 'false',
    'RevisionSpec.containerConcurrency': concurrencyOf,
    'RevisionSpec.serviceAccountName': defaultAccountOf,
    'RevisionSpec.timeoutSeconds': '300',
    'SecretVolumeSource.defaultMode': '0444',
    'ServiceSpec.traffic': LATEST,
    'TCPSocketAction.port': portAt,
    'TaskSpec.maxRetries': '3',
    'TaskSpec.serviceAccountName': defaultAccountOf,
    'TaskSpec.timeoutSeconds': '600',
    'TrafficTarget.latestRevision': isForLatest,
    'TrafficTarget.percent': '0',
    'WorkerPoolSpec.instanceSplits': LATEST,
  }),
);

const PROBE_TYPES = /^(?:Startup|Liveness|Readiness)Probe$/;

const PROBE_DEFAULTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    failureThreshold: '3',
    initialDelaySeconds: '0',
    periodSeconds: '10',
    successThreshold: '1',
    timeoutSeconds: '1',
  }),
);

/** Of annotations, as the reference of `ObjectMeta` and the pages of the features have it. */
const ANNOTATION_DEFAULTS: ReadonlyMap<string, Default> = new Map(
  Object.entries<Default>({
    'autoscaling.knative.dev/maxScale': '100',
    'autoscaling.knative.dev/minScale': '0',
    'run.googleapis.com/cpu-throttling': 'true',
    'run.googleapis.com/default-url-disabled': 'false',
    'run.googleapis.com/execution-environment': executionEnvironmentOf,
    'run.googleapis.com/gpu-zonal-redundancy-disabled': 'false',
    'run.googleapis.com/health-check-disabled': 'false',
    'run.googleapis.com/iap-enabled': 'false',
    'run.googleapis.com/identity-type': 'service-account',
    'run.googleapis.com/ingress': 'all',
    'run.googleapis.com/invoker-iam-disabled': 'false',
    'run.googleapis.com/launch-stage': 'GA',
    'run.googleapis.com/minScale': ({ kind }) => (kind.kind === 'Service' ? '0' : undefined),
    'run.googleapis.com/scalingMode': 'automatic',
    'run.googleapis.com/sessionAffinity': 'false',
    'run.googleapis.com/vpc-access-egress': 'private-ranges-only',
  }),
);

/**
 * What holds where a resource leaves a field out; undefined where nothing does, or where it is not documented.
 *
 * @param owner the type of the object that the field is of; of a map of texts, the field that holds the map:
 *   `ObjectMeta.annotations`
 */
export function defaultOf(resource: Resource, owner: string, field: string, at: YamlPath): string | undefined {
  const found = findDefault(owner, field);
  return typeof found === 'function' ? found(resource, at) : found;
}

function findDefault(owner: string, field: string): Default | undefined {
  if (owner === 'ObjectMeta.annotations') return ANNOTATION_DEFAULTS.get(field);
  if (owner === 'ResourceRequirements.limits') return field === 'cpu' || field === 'memory' ? limitAt(field) : undefined;
  return PROBE_TYPES.test(owner) ? PROBE_DEFAULTS.get(field) : FIELD_DEFAULTS.get(`${owner}.${field}`);
}

/** True where Cloud Run picks a value by itself, and nothing that a manifest or the documentation says tells which. */
export function isChosenByCloudRun(path: YamlPath): boolean {
  const [parent, field] = path.slice(-2);
  if (field === 'cpu' || field === 'memory') return parent === 'limits';
  return field === 'run.googleapis.com/execution-environment' || field === 'containerConcurrency';
}

/** Numbers that say nothing where they are 0 (API reference): what holds is the default. */
const UNSET_BY_ZERO = /^(?:containerConcurrency|defaultMode|failureThreshold|parallelism|periodSeconds|timeoutSeconds)$/;

/** True where a number is as good as left out. */
export function isUnset(field: string, meaning: string): boolean {
  return meaning === '0' && UNSET_BY_ZERO.test(field);
}

/** Maps and lists that say nothing by being there: only what stands in them counts. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'ObjectMeta',
  'ObjectMeta.annotations',
  'ObjectMeta.labels',
  'ResourceRequirements',
  'ResourceRequirements.limits',
  'ResourceRequirements.requests',
  'RevisionTemplate',
  'ExecutionTemplate',
  'TaskTemplate',
  'ServiceSpec',
  'JobSpec',
  'WorkerPoolSpec',
  'InstanceSpec',
  'RevisionSpec',
  'ExecutionSpec',
  'TaskSpec',
]);

/** True for a map that is as good as no map where it is empty. */
export function isTransparent(typeName: string | undefined): boolean {
  return typeName !== undefined && TRANSPARENT.has(typeName);
}

/** True for the ports and the traffic that hold where a manifest has none. */
export function isDefaultList(itemType: string, items: readonly ComparedValue[]): boolean {
  const [item, ...others] = items;
  if (item?.type !== 'map' || others.length > 0) return false;
  const isTraffic = itemType === 'TrafficTarget' || itemType === 'InstanceSplit';
  return hasAll(item.entries, isTraffic ? new Map([['percent', '100']]) : new Map());
}

/** The startup probe that Cloud Run gives a container without one, as exports show it. */
const STARTUP_PROBE = new Map(Object.entries({ failureThreshold: '1', periodSeconds: '240', timeoutSeconds: '240' }));

/** True for the startup probe that holds where a container has none. */
export function isDefaultStartupProbe(typeName: string | undefined, entries: ReadonlyMap<string, ComparedValue>): boolean {
  const action = entries.get('tcpSocket');
  if (typeName !== 'StartupProbe' || action?.type !== 'map') return false;
  const settings = new Map(entries);
  settings.delete('tcpSocket');
  return hasAll(action.entries, new Map()) && hasAll(settings, STARTUP_PROBE);
}

/** True where all of these meanings are there, and all else is a default. */
function hasAll(entries: ReadonlyMap<string, ComparedValue>, meanings: ReadonlyMap<string, string>): boolean {
  const isThere = [...meanings].every(([field, meaning]) => hasMeaning(entries.get(field), meaning));
  return isThere && [...entries].every(([field, { isDefault }]) => isDefault || meanings.has(field));
}

function hasMeaning(value: ComparedValue | undefined, meaning: string): boolean {
  return value?.type === 'scalar' && value.meaning === meaning;
}

function containerAt(resource: Resource, at: YamlPath): Container | undefined {
  return containersOf(resource).find((container) => startsWithPath(at, container.at));
}

/** Of several containers, the one with ports takes the requests. */
function portsOf(resource: Resource, at: YamlPath): string | undefined {
  return containerAt(resource, at)?.hasSiblings === false ? 'port 8080' : undefined;
}

function startupProbeOf(resource: Resource, at: YamlPath): string | undefined {
  const port = resource.kind.kind === 'Service' ? portAt(resource, at) : undefined;
  return port && `a check that port ${port} opens within 240 seconds`;
}

/** Probes that name no port ask the one that requests come in at. */
function portAt(resource: Resource, at: YamlPath): string | undefined {
  const container = containerAt(resource, at);
  const port = container && portOf(resource, container);
  return port === undefined ? undefined : String(port);
}

function limitAt(key: 'cpu' | 'memory'): Default {
  return (resource, at) => {
    const container = containerAt(resource, at);
    return container && defaultLimitOf(resource, container, key);
  };
}

/** 80, and 1 where there is less than one CPU; unknown where the CPUs are. */
function concurrencyOf(resource: Resource): string | undefined {
  const cpus = limitsOf(resource).map(({ cpu }) => cpu?.value ?? Number.NaN);
  const total = cpus.reduce((sum, cpu) => sum + cpu, 0);
  if (Number.isNaN(total)) return undefined;
  return total < 1 ? '1' : '80';
}

/** As many tasks at once as possible: all of them, at most. */
function parallelismOf({ document }: Resource, at: YamlPath): string | undefined {
  const path = [...at.slice(0, -1), 'taskCount'];
  const tasks = document.nodeAt(path) ? wholeNumberAt(document, path) : 1;
  return tasks === undefined ? undefined : String(tasks);
}

/** The latest revision is meant where no other is named. */
function isForLatest({ document }: Resource, at: YamlPath): string {
  return String(!document.stringAt([...at.slice(0, -1), 'revisionName']));
}

/** Services choose between two environments where nothing is said; jobs and worker pools have only the second. */
function executionEnvironmentOf({ kind }: Resource): string | undefined {
  return kind.kind === 'Job' || kind.kind === 'WorkerPool' ? 'gen2' : undefined;
}

/** The default account of Compute Engine, where the manifest says that it is the one of its own project. */
function defaultAccountOf(resource: Resource): string | undefined {
  const account = accountOf(resource);
  if (account?.type !== 'compute-default') return undefined;
  const isOwn = findHomeProject(resource).some(({ project }) => project === account.projectNumber);
  return isOwn ? serviceAccountNameOf(resource) : undefined;
}
