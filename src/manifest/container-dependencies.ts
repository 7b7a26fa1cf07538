import type { YamlPath } from '../yaml/yaml-path.ts';
import { templateAnnotationOf, templateAnnotationsPath } from './annotations.ts';
import { findPlaceholder } from './placeholder.ts';
import type { Resource } from './resource.ts';

const ANNOTATION = 'run.googleapis.com/container-dependencies';

/** More than any resource has. */
const MAX_CONTAINERS = 100;

/** Which containers start after which others: the names of each container's dependencies. */
export type ContainerDependencies = ReadonlyMap<string, readonly string[]>;

export function containerDependenciesPath(resource: Resource): YamlPath {
  return [...templateAnnotationsPath(resource), ANNOTATION];
}

/**
 * What the annotation says, or `malformed` where its JSON is no object of lists of names. Undefined where there is none,
 * where it is to be filled in, and where it is no JSON.
 */
export function containerDependenciesOf(resource: Resource): ContainerDependencies | 'malformed' | undefined {
  const text = templateAnnotationOf(resource, ANNOTATION);
  const value = text === undefined ? undefined : parseJson(text);
  if (text === undefined || value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'malformed';
  const entries: [string, unknown][] = Object.entries(value);
  const names = entries.flatMap(([name, others]) => (isListOfNames(others) ? [name, ...others] : []));
  if (names.some((name) => findPlaceholder(name) !== undefined)) return undefined;
  const lists = entries.flatMap(([name, others]) => (isListOfNames(others) ? [[name, others] as const] : []));
  return lists.length < entries.length ? 'malformed' : new Map(lists);
}

function isListOfNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
