import { isProjectId, isProjectNumber } from '../manifest/account-email.ts';
import { findPlaceholder } from '../manifest/placeholder.ts';
import type { ProjectRef } from '../manifest/replace-call.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { ANNOTATIONS_PATH, annotationOf, URLS } from './annotations.ts';
import { variablesNamed } from './containers.ts';
import { PROJECT_VARIABLE } from './project-variable.ts';

/** One place of a manifest that tells the project it is deployed to. */
export interface ProjectEvidence {
  /** The project's number or its id. */
  readonly project: string;
  /** How to speak of the place: `metadata.namespace`, `the environment variable GOOGLE_CLOUD_PROJECT`. */
  readonly source: string;
  /** Undefined where not the manifest says so but whoever deploys it. */
  readonly at?: YamlPath;
  /** True where `project` is the value of an environment variable, which must not be repeated. */
  readonly isFromEnvironment: boolean;
}

/**
 * What tells the project that a resource is deployed to: whoever deploys it, or else the manifest. Of that only places count
 * that mean no other project: images, networks, keys and databases are often another project's. Environment variables are
 * asked where no place of Cloud Run's own gives an id.
 */
export const findHomeProject = rememberedOfLast((resource: Resource): readonly ProjectEvidence[] => {
  if (resource.call.project) return fromCaller(resource.call.project, resource);
  const own = [...fromNamespace(resource), ...fromUrls(resource)].flatMap((found) => withOtherName(found, resource));
  const hasId = own.some(({ project }) => !isProjectNumber(project));
  const evidence = hasId ? own : [...own, ...fromEnvironment(resource)];
  return evidence.filter(({ project }) => findPlaceholder(project) === undefined);
});

/** The project that a resource is deployed to, by the names that are sure: no variable says it, and nothing says otherwise. */
export function homeProjectOf(resource: Resource): Partial<ProjectRef> {
  const sure = findHomeProject(resource).filter(({ isFromEnvironment }) => !isFromEnvironment);
  const [id, number] = [false, true].map((isNumber) => {
    const names = new Set(sure.flatMap(({ project }) => (isProjectNumber(project) === isNumber ? project : [])));
    return names.size === 1 ? [...names][0] : undefined;
  });
  return { ...(id !== undefined && { id }), ...(number !== undefined && { number }) };
}

/** The id of that project. */
export function homeProjectIdOf(resource: Resource): string | undefined {
  return homeProjectOf(resource).id;
}

/** What tells that a resource is deployed to another project than this one, a number or an id; undefined where nothing does. */
export function findForeignHome(resource: Resource, accountProject: string): ProjectEvidence | undefined {
  const isComparable = ({ project }: ProjectEvidence) => isProjectNumber(project) === isProjectNumber(accountProject);
  const evidence = findHomeProject(resource).filter(isComparable);
  return evidence.some(({ project }) => project === accountProject) ? undefined : evidence[0];
}

/** How a sentence speaks of the project that a resource is deployed to; the value of a variable is not repeated. */
export function describeHome({ project, source, isFromEnvironment }: ProjectEvidence): string {
  return `${isFromEnvironment ? 'another project' : `project ${project}`} (according to ${source})`;
}

/** What a finding says beside that: where it stands. */
export function homeLocations({ at }: ProjectEvidence): { at: YamlPath; message: string }[] {
  return at ? [{ at, message: 'this names the project it is deployed to' }] : [];
}

/** Its number as the command line has it, or else as the configuration has. */
function fromCaller({ id, number }: ProjectRef, resource: Resource): ProjectEvidence[] {
  const found = { project: id, source: '--project', isFromEnvironment: false };
  return number === undefined ? withOtherName(found, resource) : [found, { ...found, project: number }];
}

/** A project that is known by id and number is both. */
function withOtherName(evidence: ProjectEvidence, { call: { projects = [] } }: Resource): ProjectEvidence[] {
  const { project } = evidence;
  const known = projects.find(({ id, number }) => id === project || number === project);
  const other = known?.id === project ? known.number : known?.id;
  return other === undefined ? [evidence] : [evidence, { ...evidence, project: other }];
}

/** A project's number in an export, its id or its number by hand; `default` is the namespace of a cluster. */
function fromNamespace({ document }: Resource): ProjectEvidence[] {
  const at = ['metadata', 'namespace'];
  const node = document.nodeAt(at);
  if (node?.type !== 'scalar' || (node.resolved.type !== 'string' && node.resolved.type !== 'integer')) return [];
  const text = String(node.resolved.value);
  const isProject = text !== 'default' && (isProjectNumber(text) || isProjectId(text));
  return isProject ? [{ project: text, source: 'metadata.namespace', at, isFromEnvironment: false }] : [];
}

/** `https://NAME-NUMBER.REGION.run.app`, and of a function `https://REGION-PROJECT.cloudfunctions.net/NAME`. */
function* fromUrls(resource: Resource): Generator<ProjectEvidence> {
  const at = [...ANNOTATIONS_PATH, URLS];
  const text = annotationOf(resource, URLS);
  if (text === undefined) return;
  const found = { source: `the annotation ${URLS}`, at, isFromEnvironment: false };
  for (const [, host, number] of text.matchAll(/https:\/\/([a-z0-9-]+?)-(\d{6,})\.[a-z0-9-]+\.run\.app/g)) {
    if (host === resource.name && number) yield { ...found, project: number };
  }
  for (const [, id] of text.matchAll(/https:\/\/[a-z]+-[a-z]+\d+-([a-z0-9-]+)\.cloudfunctions\.net/g)) {
    if (id && isProjectId(id)) yield { ...found, project: id };
  }
}

/** The variables that Google's libraries and Firebase read as the program's own project. */
const ENVIRONMENT_VARIABLES: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  [PROJECT_VARIABLE, (value: string) => value],
  ['GCLOUD_PROJECT', (value: string) => value],
  ['FIREBASE_CONFIG', (value: string) => /"projectId"\s*:\s*"([^"]*)"/.exec(value)?.[1]],
  ['EVENTARC_CLOUD_EVENT_SOURCE', (value: string) => /^projects\/([^/]+)\//.exec(value)?.[1]],
]);

/**
 * What a manifest or a call has that tells a project: as rules say what they look at. The variable that most have is told by
 * `other project`, where it does not name the account's.
 */
export const HOME_WORDS: readonly string[] = [
  '--project',
  'other namespace',
  'other project',
  URLS,
  ...[...ENVIRONMENT_VARIABLES.keys()].filter((name) => name !== PROJECT_VARIABLE),
];

function fromEnvironment(resource: Resource): ProjectEvidence[] {
  return variablesNamed(resource, ENVIRONMENT_VARIABLES).flatMap(({ name, value = '', at }) => {
    const project = ENVIRONMENT_VARIABLES.get(name)?.(value);
    if (!project || !isProjectId(project)) return [];
    return { project, source: `the environment variable ${name}`, at: [...at, 'name'], isFromEnvironment: true };
  });
}
