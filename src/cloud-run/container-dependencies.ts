import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { readAnnotationJson } from './annotation-json.ts';
import { templateAnnotationOf, templateAnnotationsPath } from './annotations.ts';

/** The annotation that says which containers start after which others. */
const CONTAINER_DEPENDENCIES = 'run.googleapis.com/container-dependencies';

/** More than any resource has. */
const MAX_CONTAINERS = 100;

/** Which containers start after which others: the names of each container's dependencies. */
export type ContainerDependencies = ReadonlyMap<string, readonly string[]>;

export function containerDependenciesPath(resource: Resource): YamlPath {
  return [...templateAnnotationsPath(resource), CONTAINER_DEPENDENCIES];
}

/** What the annotation says; undefined where there is none, where it is to be filled in, and where it has another form. */
export const containerDependenciesOf = rememberedOfLast((resource: Resource): ContainerDependencies | undefined => {
  const text = templateAnnotationOf(resource, CONTAINER_DEPENDENCIES);
  const value = text === undefined || findPlaceholder(text) !== undefined ? undefined : readAnnotationJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  const lists = entries.flatMap(([name, others]) => (isListOfNames(others) ? [[name, others] as const] : []));
  return lists.length < entries.length ? undefined : new Map(lists);
});

function isListOfNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** Containers that wait for one another in a circle, in order, the first once more at the end; undefined where none do. */
export function findCycle(dependencies: ContainerDependencies): readonly string[] | undefined {
  if (dependencies.size > MAX_CONTAINERS) return undefined;
  const finished = new Set<string>();
  for (const name of dependencies.keys()) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return undefined;

  function visit(name: string, way: readonly string[]): readonly string[] | undefined {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (finished.has(name)) return undefined;
    for (const other of dependencies.get(name) ?? []) {
      const cycle = visit(other, [...way, name]);
      if (cycle) return cycle;
    }
    finished.add(name);
    return undefined;
  }
}
