import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { itemsIn, resolveAlias, stringIn, valueIn, type YamlMap } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { wholeNumberAt } from './whole-number.ts';

/** A container of a resource, as far as it is a map. */
export interface Container {
  /** Where it stands in the document. */
  readonly at: YamlPath;
  /** Its name, where that is text and not empty. */
  readonly name: string | undefined;
  /** True where there are others beside it. */
  readonly hasSiblings: boolean;
  readonly map: YamlMap;
}

/** A variable of a container's environment. */
export interface Variable {
  readonly container: Container;
  /** Where its item stands; its name and its value stand below. */
  readonly at: YamlPath;
  readonly name: string;
  /** Its value, where it is written out and is text to gcloud. It must never be repeated. */
  readonly value: string | undefined;
  /** True where its value comes from a secret. */
  readonly isSecret: boolean;
}

/** Twice as many as Cloud Run takes: with aliases a few lines can stand for many more, which take long to look at. */
const MAX_CONTAINERS = 20;

/** The containers, in order. Of too many the first are enough: the schema's checks say that they are too many. */
export const containersOf = rememberedOfLast(({ document, kind }: Resource): readonly Container[] => {
  const path = [...kind.podSpecPath, 'containers'];
  const nodes = document.itemsAt(path).slice(0, MAX_CONTAINERS).map(resolveAlias);
  const hasSiblings = nodes.filter((node) => node?.type === 'map').length > 1;
  return nodes.flatMap((map, index) => {
    return map?.type === 'map' ? { at: [...path, index], name: stringIn(map, 'name') || undefined, hasSiblings, map } : [];
  });
});

/** The port that requests come in at where a container names none. */
const DEFAULT_PORT = 8080;

/** True where a container has a port: of several containers, the one with a port takes the requests. */
export function hasPort({ map }: Container): boolean {
  const ports = valueIn(map, 'ports');
  return ports?.type === 'sequence' ? ports.items.length > 0 : ports?.type === 'map';
}

/** The port that requests come in at; undefined where what is written is no number, or is not known. */
export function portOf({ document }: Resource, container: Container): number | undefined {
  if (!hasPort(container)) return container.hasSiblings ? undefined : DEFAULT_PORT;
  const path = [...container.at, 'ports', 0, 'containerPort'];
  return document.nodeAt(path) ? wholeNumberAt(document, path) : DEFAULT_PORT;
}

/** How a sentence speaks of one: `container web`; `the container` where it is the only one and has no name. */
export function describeContainer({ name, hasSiblings, at }: Container): string {
  if (name) return `container ${excerpt(name)}`;
  return hasSiblings ? `container ${Number(at.at(-1)) + 1}` : 'the container';
}

/** The variables of all containers that have a name, in order. */
export const variablesOf = rememberedOfLast((resource: Resource): readonly Variable[] => {
  return containersOf(resource).flatMap((container) => variablesIn(container));
});

/** Those of them that have one of some names: to look for a few costs less than to look at all. */
export function variablesNamed(resource: Resource, names: Pick<ReadonlySet<string>, 'has'>): readonly Variable[] {
  return containersOf(resource).flatMap((container) => variablesIn(container, (name) => names.has(name)));
}

function variablesIn(container: Container, isWanted = (_: string) => true): Variable[] {
  return itemsIn(container.map, 'env').flatMap((item, index) => {
    const name = stringIn(item, 'name');
    if (!name || !isWanted(name)) return [];
    const isSecret = valueIn(valueIn(item, 'valueFrom'), 'secretKeyRef')?.type === 'map';
    return { container, at: [...container.at, 'env', index], name, value: stringIn(item, 'value'), isSecret };
  });
}
