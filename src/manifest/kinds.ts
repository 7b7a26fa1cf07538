import { closestMatch } from '../text/closest-match.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** A kind of the Cloud Run Admin API v1, as its discovery document (revision 20260917) describes it. */
export interface ResourceKind {
  readonly kind: string;
  readonly apiVersion: string;
  /** Where the fields of the containers' instances stand, `serviceAccountName` among them; undefined for kinds without. */
  readonly podSpecPath: YamlPath | undefined;
  /** Where a revision name can be pinned; undefined for kinds without revisions. */
  readonly revisionMetadataPath?: YamlPath;
  /** Where the shares of the revisions stand. */
  readonly trafficPath?: YamlPath;
  /** The command that takes the manifest; undefined for a kind that cannot be replaced. */
  readonly replaceCommand?: string;
  /** For a kind that cannot be replaced: what to do instead. */
  readonly replaceInstead?: string;
}

const TEMPLATE = { podSpecPath: ['spec', 'template', 'spec'], revisionMetadataPath: ['spec', 'template', 'metadata'] };
const SERVING = 'serving.knative.dev/v1';
const RUN = 'run.googleapis.com/v1';
const EDIT_SERVICE = 'Cloud Run makes it from a Service: export and replace the Service';
const EDIT_JOB = 'Cloud Run makes it when a Job runs: export and replace the Job';

/** Every kind that is known. A new kind is one row here. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  {
    kind: 'Service',
    apiVersion: SERVING,
    ...TEMPLATE,
    trafficPath: ['spec', 'traffic'],
    replaceCommand: 'gcloud run services replace',
  },
  {
    kind: 'Job',
    apiVersion: RUN,
    podSpecPath: ['spec', 'template', 'spec', 'template', 'spec'],
    replaceCommand: 'gcloud run jobs replace',
  },
  {
    kind: 'WorkerPool',
    apiVersion: RUN,
    ...TEMPLATE,
    trafficPath: ['spec', 'instanceSplits'],
    replaceCommand: 'gcloud run worker-pools replace',
  },
  { kind: 'Instance', apiVersion: RUN, podSpecPath: ['spec'], replaceCommand: 'gcloud alpha run instances replace' },
  { kind: 'Configuration', apiVersion: SERVING, ...TEMPLATE, replaceInstead: EDIT_SERVICE },
  { kind: 'Revision', apiVersion: SERVING, podSpecPath: ['spec'], replaceInstead: EDIT_SERVICE },
  { kind: 'Route', apiVersion: SERVING, podSpecPath: undefined, replaceInstead: EDIT_SERVICE },
  { kind: 'Execution', apiVersion: RUN, podSpecPath: ['spec', 'template', 'spec'], replaceInstead: EDIT_JOB },
  { kind: 'Task', apiVersion: RUN, podSpecPath: ['spec'], replaceInstead: EDIT_JOB },
  {
    kind: 'DomainMapping',
    apiVersion: 'domains.cloudrun.com/v1',
    podSpecPath: undefined,
    replaceInstead: 'make it with gcloud beta run domain-mappings create',
  },
];

/** The names of the kinds that a `gcloud run … replace` takes. */
export const REPLACEABLE_KINDS: readonly string[] = RESOURCE_KINDS.filter(({ replaceCommand }) => replaceCommand).map(
  ({ kind }) => kind,
);

/** The API versions that make a document a Cloud Run resource. Older ones of Knative are not ours. */
export const CLOUD_RUN_API_VERSIONS: readonly string[] = [...new Set(RESOURCE_KINDS.map(({ apiVersion }) => apiVersion))];

/** What every text with a Cloud Run resource holds, but for JSON that escapes the slash. */
export const API_GROUP_MARKERS: readonly string[] = CLOUD_RUN_API_VERSIONS.map((version) => version.replace(/v1$/, ''));

export function findKind(apiVersion: string, kind: string): ResourceKind | undefined {
  return RESOURCE_KINDS.find((candidate) => candidate.apiVersion === apiVersion && candidate.kind === kind);
}

/** The kind that was most likely meant, by its name alone. */
export function suggestKind(kind: string): ResourceKind | undefined {
  const name = closestMatch(
    kind,
    RESOURCE_KINDS.map((candidate) => candidate.kind),
  );
  return RESOURCE_KINDS.find((candidate) => candidate.kind === name);
}
