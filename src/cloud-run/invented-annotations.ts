import { isAccountAnnotation } from '../manifest/misplaced-account.ts';
import { bareWord, closestMatch, isCloseTo } from '../text/closest-match.ts';
import { isKnownLabel, KNOWN_ANNOTATION_KEYS, levelsOfAnnotation, type MetadataEntry } from './known-annotations.ts';

/** What was meant by an annotation that does not exist. */
export type Meant =
  /** Another one; a sure slip can be renamed. */
  | { readonly key: string; readonly isSure: boolean }
  /** Something that is no annotation, or has other values: the end of a sentence. */
  | { readonly words: string };

/** Namespaces in which an annotation is a setting of Cloud Run's, or none. */
const NAMESPACE = /^(?:(?:run|cloud)\.googleapis\.com|(?:serving|autoscaling|networking)\.knative\.dev)\//;

/** True for an annotation in a namespace of Cloud Run's or Knative's that no documentation has. Other rules speak of those that name an account. */
export function isInvented(key: string): boolean {
  return levelsOfAnnotation(key) === undefined && NAMESPACE.test(key) && !isAccountAnnotation(key);
}

/** What was most likely meant by one. */
export function meantBy({ key, level }: MetadataEntry): Meant | undefined {
  const name = key.slice(key.indexOf('/') + 1);
  const bare = bareWord(name);
  if (isKnownLabel(key)) return { words: 'it is a label, which stands in metadata.labels' };
  const other = otherName(bare, level);
  if (other !== undefined && isAnnotationOf(level, other)) return { key: other, isSure: true };
  const words = INSTEAD.get(bare);
  if (words !== undefined) return { words };
  return misspelt(level, name) ?? (key.includes('.knative.dev/') ? { words: OF_KNATIVE } : undefined);
}

/** Revisions have their bounds in Knative's namespace, the other resources theirs in Cloud Run's. */
function otherName(bare: string, level: string): string | undefined {
  if (bare === 'cpuboost' || bare === 'startupboost') return 'run.googleapis.com/startup-cpu-boost';
  const bound = /^(min|max)(?:scale|instances?|instancecount)$/.exec(bare)?.[1];
  return bound && `${level === 'Revision' ? 'autoscaling.knative.dev' : 'run.googleapis.com'}/${bound}Scale`;
}

/** The nearest of those that belong here, or else of all. */
function misspelt(level: string, name: string): Meant | undefined {
  const here = KNOWN_ANNOTATION_KEYS.filter((key) => isAnnotationOf(level, key));
  return nearest(name, here) ?? nearest(name, KNOWN_ANNOTATION_KEYS);
}

function nearest(name: string, keys: readonly string[]): Meant | undefined {
  const names = new Map(keys.map((key) => [key.slice(key.indexOf('/') + 1), key]));
  const near = closestMatch(name, [...names.keys()]) ?? '';
  const key = names.get(near);
  return key === undefined ? undefined : { key, isSure: isCloseTo(name, near) };
}

function isAnnotationOf(level: string, key: string): boolean {
  return levelsOfAnnotation(key)?.includes(level) ?? false;
}

const OF_KNATIVE = 'it is a setting of Knative in a cluster';
const PROBES = 'probes are fields of a container: startupProbe and livenessProbe';
const INVOKER = 'who may call it is said by its IAM policy: the role Cloud Run Invoker, for allUsers if anybody may';
const CPU_THROTTLING = 'whether the CPU is always allocated is said by run.googleapis.com/cpu-throttling';
const HTTP2 = 'HTTP/2 is the name of a port, ports[].name: h2c';

/** Settings that are no annotations, or have another name, by what people call them, without hyphens and in lower case. */
const INSTEAD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cpu: 'the CPU is set in resources.limits.cpu of a container',
    cpulimit: 'the CPU is set in resources.limits.cpu of a container',
    memory: 'the memory is set in resources.limits.memory of a container',
    memorylimit: 'the memory is set in resources.limits.memory of a container',
    timeout: 'the timeout is the field timeoutSeconds of the template',
    timeoutseconds: 'the timeout is the field timeoutSeconds of the template',
    requesttimeout: 'the timeout is the field timeoutSeconds of the template',
    concurrency: 'the concurrency is the field containerConcurrency of the template',
    containerconcurrency: 'the concurrency is the field containerConcurrency of the template',
    maxconcurrency: 'the concurrency is the field containerConcurrency of the template',
    port: 'the port is containerPort of a container',
    containerport: 'the port is containerPort of a container',
    usehttp2: HTTP2,
    http2: HTTP2,
    startupprobe: PROBES,
    startupprobeperiod: PROBES,
    livenessprobe: PROBES,
    readinessprobe: PROBES,
    healthcheck: PROBES,
    healthcheckpath: PROBES,
    allowunauthenticated: INVOKER,
    unauthenticated: INVOKER,
    public: INVOKER,
    cpuallocation: CPU_THROTTLING,
    cpualwaysallocated: CPU_THROTTLING,
    cpuidle: CPU_THROTTLING,
    region: 'the region is the label cloud.googleapis.com/location',
    sandbox: 'the sandbox is chosen by run.googleapis.com/execution-environment, gen1 or gen2',
    vpcaccess: 'the network is set by run.googleapis.com/network-interfaces or run.googleapis.com/vpc-access-connector',
    vpc: 'the network is set by run.googleapis.com/network-interfaces or run.googleapis.com/vpc-access-connector',
    network: 'the network is set by run.googleapis.com/network-interfaces',
    subnet: 'the network is set by run.googleapis.com/network-interfaces',
    target: 'Cloud Run adds instances by containerConcurrency and the use of the CPU',
    metric: 'Cloud Run adds instances by containerConcurrency and the use of the CPU',
    targetutilizationpercentage: 'Cloud Run adds instances by containerConcurrency and the use of the CPU',
    class: 'Cloud Run has one autoscaler, its own',
    visibility: 'where requests may come from is said by run.googleapis.com/ingress',
  }),
);
