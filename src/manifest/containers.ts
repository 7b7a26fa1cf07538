import { excerpt } from '../text/excerpt.ts';
import { resolveAlias, stringIn, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Resource } from './resource.ts';

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
}

export function containersOf({ document, kind }: Resource): Container[] {
  const path = [...kind.podSpecPath, 'containers'];
  const items = document.itemsAt(path);
  return items.flatMap((item, index) => {
    const map = resolveAlias(item);
    if (map?.type !== 'map') return [];
    return { at: [...path, index], name: stringIn(map, 'name') || undefined, hasSiblings: items.length > 1, map };
  });
}

/** How a sentence speaks of one: `container web`; `the container` where it is the only one and has no name. */
export function describeContainer({ name, hasSiblings, at }: Container): string {
  if (name) return `container ${excerpt(name)}`;
  return hasSiblings ? `container ${Number(at.at(-1)) + 1}` : 'the container';
}

/** The variables of all containers that have a name, in order. */
export function variablesOf(resource: Resource): Variable[] {
  return containersOf(resource).flatMap((container) => {
    const path = [...container.at, 'env'];
    return resource.document.itemsAt(path).flatMap((item: YamlNode, index) => {
      const name = stringIn(item, 'name');
      return name ? { container, at: [...path, index], name, value: stringIn(item, 'value') } : [];
    });
  });
}
