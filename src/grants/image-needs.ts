import { describeContainer } from '../cloud-run/containers.ts';
import { type ContainerImage, findImagePlaceholder, type ImageName, imagesOf } from '../cloud-run/image.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Project, Target } from './grant.ts';
import { type Finding, unclearHome, unclearName } from './need.ts';
import { isProject, projectNamed, relationOf } from './project.ts';

/** Images of another project: the service agent pulls them. Those of its own project it can pull already. */
export function* imageNeeds(resource: Resource, home: Project): Generator<Finding> {
  for (const image of imagesOf(resource)) yield* needsOf(image, resource, home);
}

function* needsOf({ container, name, text }: ContainerImage, resource: Resource, home: Project): Generator<Finding> {
  const at = [...container.at, 'image'];
  const why = `the image of ${describeContainer(container)}`;
  const placeholder = findImagePlaceholder(repositoryNameOf(name));
  const location = locationOf(name);
  const parts = partsOf(name);
  if (placeholder !== undefined || (location !== undefined && !parts)) yield unclearName(at, why, text, EXPECTED, placeholder);
  else if (location !== undefined && parts && !PUBLIC_PROJECTS.has(parts.project)) {
    const project = projectNamed(parts.project, resource.call);
    const on: Target = { type: 'repository', name: parts.repository, location, project };
    const relation = relationOf(home, project);
    if (relation === 'other') yield { at, why, to: 'service-agent', role: 'pullImages', on };
    if (relation === 'unknown') yield unclearHome(at, why, home, project);
  }
}

const EXPECTED = 'LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE';

/** Projects of Google's own whose images everybody can pull. */
const PUBLIC_PROJECTS: ReadonlySet<string> = new Set([
  'cloudrun',
  'cloud-sql-connectors',
  'cloudsql-docker',
  'distroless',
  'google-containers',
  'google-samples',
]);

/** The hosts of Container Registry, as Artifact Registry has them: the repository is called as the host. */
const HOSTS_OF_CONTAINER_REGISTRY: ReadonlyMap<string, string> = new Map([
  ['gcr.io', 'us'],
  ['us.gcr.io', 'us'],
  ['eu.gcr.io', 'europe'],
  ['asia.gcr.io', 'asia'],
]);

/** Where the repository is; undefined for a registry that is not Google's. */
function locationOf({ registry = '' }: ImageName): string | undefined {
  return HOSTS_OF_CONTAINER_REGISTRY.get(registry) ?? /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(registry)?.[1];
}

/** As much of the name as says where the image is: what is written behind that can be filled in later. */
function repositoryNameOf(name: ImageName): string {
  const { registry, path } = name;
  const steps = locationOf(name) === undefined ? 0 : 2;
  return registry === undefined ? (path.split('/')[0] as string) : [registry, ...path.split('/').slice(0, steps)].join('/');
}

/** A project of a domain is two steps of the path: `example.com/acme-prod`. */
function partsOf({ registry = '', path }: ImageName): { project: string; repository: string } | undefined {
  const [first = '', ...others] = path.split('/');
  const [project, rest] = first.includes('.') ? [`${first}:${others[0]}`, others.slice(1)] : [first, others];
  const [repository, image] = HOSTS_OF_CONTAINER_REGISTRY.has(registry) ? [registry, rest[0]] : rest;
  const isWhole = isProject(project) && repository !== undefined && /^[a-z][a-z0-9.-]*$/.test(repository) && image;
  return isWhole ? { project, repository } : undefined;
}
