import { closestMatch } from '../text/closest-match.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** A group of `gcloud run` that has a `replace` command. */
export type CommandGroup = 'services' | 'jobs' | 'worker-pools' | 'instances';

/** A kind of the Cloud Run Admin API v1 that a manifest can replace, as the API's discovery document (20260917) has it. */
export interface ReplaceableKind {
  readonly kind: string;
  readonly apiVersion: string;
  /** Where the containers stand, and `serviceAccountName` beside them. */
  readonly podSpecPath: YamlPath;
  /** Where the annotations of what runs stand, beside those of the resource; for an Instance, both are one. */
  readonly templateMetadataPath: YamlPath;
  /** Where a revision name can be pinned; undefined for kinds without revisions. */
  readonly revisionMetadataPath?: YamlPath;
  /** Where the shares of the revisions stand. */
  readonly trafficPath?: YamlPath;
  /** The group of `gcloud run` that has the command to replace it. */
  readonly commandGroup: CommandGroup;
  /** The command that takes the manifest. */
  readonly replaceCommand: string;
}

/** A kind that is known, and that no manifest can replace. */
export interface OtherKind {
  readonly kind: string;
  readonly apiVersion: string;
  /** What to do instead. */
  readonly instead: string;
}

const SERVING = 'serving.knative.dev/v1';
const RUN = 'run.googleapis.com/v1';
const TEMPLATE_METADATA = ['spec', 'template', 'metadata'];
const TEMPLATE = {
  podSpecPath: ['spec', 'template', 'spec'],
  templateMetadataPath: TEMPLATE_METADATA,
  revisionMetadataPath: TEMPLATE_METADATA,
};
const EDIT_SERVICE = 'Cloud Run makes it from a Service: export and replace the Service.';
const EDIT_JOB = 'Cloud Run makes it when a Job runs: export and replace the Job.';

/** A new kind is one row here. */
export const REPLACEABLE_KINDS: readonly ReplaceableKind[] = [
  {
    kind: 'Service',
    apiVersion: SERVING,
    ...TEMPLATE,
    trafficPath: ['spec', 'traffic'],
    commandGroup: 'services',
    replaceCommand: 'gcloud run services replace',
  },
  {
    kind: 'Job',
    apiVersion: RUN,
    podSpecPath: ['spec', 'template', 'spec', 'template', 'spec'],
    templateMetadataPath: TEMPLATE_METADATA,
    commandGroup: 'jobs',
    replaceCommand: 'gcloud run jobs replace',
  },
  {
    kind: 'WorkerPool',
    apiVersion: RUN,
    ...TEMPLATE,
    trafficPath: ['spec', 'instanceSplits'],
    commandGroup: 'worker-pools',
    replaceCommand: 'gcloud run worker-pools replace',
  },
  {
    kind: 'Instance',
    apiVersion: RUN,
    podSpecPath: ['spec'],
    templateMetadataPath: ['metadata'],
    commandGroup: 'instances',
    replaceCommand: 'gcloud alpha run instances replace',
  },
];

const OTHER_KINDS: readonly OtherKind[] = [
  { kind: 'Configuration', apiVersion: SERVING, instead: EDIT_SERVICE },
  { kind: 'Revision', apiVersion: SERVING, instead: EDIT_SERVICE },
  { kind: 'Route', apiVersion: SERVING, instead: EDIT_SERVICE },
  { kind: 'Execution', apiVersion: RUN, instead: EDIT_JOB },
  { kind: 'Task', apiVersion: RUN, instead: EDIT_JOB },
  {
    kind: 'DomainMapping',
    apiVersion: 'domains.cloudrun.com/v1',
    instead: 'Make it with gcloud beta run domain-mappings create.',
  },
];

const ALL_KINDS: readonly (ReplaceableKind | OtherKind)[] = [...REPLACEABLE_KINDS, ...OTHER_KINDS];

/** The names of the kinds that a manifest can replace. */
export const REPLACEABLE_KIND_NAMES: readonly string[] = REPLACEABLE_KINDS.map(({ kind }) => kind);

/** The names of the groups of `gcloud run` that have a command to replace from a manifest. */
export const COMMAND_GROUPS: readonly CommandGroup[] = REPLACEABLE_KINDS.map(({ commandGroup }) => commandGroup);

/** The API versions that make a document a Cloud Run resource. Older ones of Knative are not ours. */
export const CLOUD_RUN_API_VERSIONS: readonly string[] = [...new Set(ALL_KINDS.map(({ apiVersion }) => apiVersion))];

/** What every text with a Cloud Run resource holds, but for texts that spell it with escapes. */
export const API_GROUP_MARKERS: readonly string[] = CLOUD_RUN_API_VERSIONS.map((version) => version.replace(/v1$/, ''));

/** The kind that the `replace` command of a group takes. */
export function kindOfGroup(group: CommandGroup): ReplaceableKind {
  return REPLACEABLE_KINDS.find(({ commandGroup }) => commandGroup === group) as ReplaceableKind;
}

/** @param name one of `REPLACEABLE_KIND_NAMES` */
export function kindNamed(name: string): ReplaceableKind {
  return REPLACEABLE_KINDS.find(({ kind }) => kind === name) as ReplaceableKind;
}

/** `a Service`, `an Instance`. */
export function describeKind(kind: string): string {
  return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

export function findKind(apiVersion: string, kind: string): ReplaceableKind | OtherKind | undefined {
  return ALL_KINDS.find((candidate) => candidate.apiVersion === apiVersion && candidate.kind === kind);
}

/** The kind that was most likely meant, by its name alone. */
export function suggestKind(kind: string): ReplaceableKind | OtherKind | undefined {
  const names = ALL_KINDS.map((candidate) => candidate.kind);
  const name = kind.length > 100 ? undefined : closestMatch(kind, names);
  return ALL_KINDS.find((candidate) => candidate.kind === name);
}
