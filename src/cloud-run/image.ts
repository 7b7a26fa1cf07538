import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { stringIn } from '../yaml/yaml-node.ts';
import { type Container, containersOf } from './containers.ts';

/** The parts of the name of an image, as `registry/path:tag@digest`. */
export interface ImageName {
  /** A host, with its port where it has one; undefined for an image of Docker Hub, or one that is to get its registry. */
  readonly registry: string | undefined;
  readonly path: string;
  readonly tag: string | undefined;
  /** `sha256:` and its digits. */
  readonly digest: string | undefined;
}

/** The image of a container. */
export interface ContainerImage {
  readonly container: Container;
  readonly text: string;
  /** What the text says. */
  readonly name: ImageName;
}

/**
 * The images of a resource, in order. Not those whose name is a tool's to write: `ko://` names what ko builds, and a name
 * without registry, tag and digest is what Skaffold and Cloud Deploy replace by an image.
 */
export const imagesOf = rememberedOfLast((resource: Resource): readonly ContainerImage[] => {
  return containersOf(resource).flatMap((container) => {
    const text = stringIn(container.map, 'image');
    const name = text && parseImageName(text);
    return name && !isNameForTool(text, name) ? { container, text, name } : [];
  });
});

function isNameForTool(text: string, { registry, tag, digest }: ImageName): boolean {
  const isBare = !registry && !tag && !digest;
  return text.startsWith('ko://') || (isBare && findImagePlaceholder(text) === undefined);
}

/** What the name of an image says. A colon before the last slash belongs to a port. */
function parseImageName(text: string): ImageName {
  const at = text.indexOf('@');
  const name = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const repository = hasTag ? name.slice(0, colon) : name;
  const slash = repository.indexOf('/');
  const host = repository.slice(0, Math.max(0, slash));
  const isRegistry = host.includes('.') || host.includes(':') || host === 'localhost';
  return {
    registry: isRegistry ? host : undefined,
    path: isRegistry ? repository.slice(slash + 1) : repository,
    tag: (hasTag && name.slice(colon + 1)) || undefined,
    digest: digest || undefined,
  };
}

/** True where nothing says which image it is: by the tag `latest`, or by none, which stands for it. */
export function isMoving({ tag, digest }: ImageName): boolean {
  return !digest && (!tag || tag === 'latest');
}

/** A placeholder in the name of an image. A word in capitals is one outside the tag: the path of an image has none. */
export function findImagePlaceholder(text: string): string | undefined {
  const isolated = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]{2,}(?![A-Za-z0-9])/;
  return findPlaceholder(text) ?? isolated.exec(parseImageName(text).path)?.[0];
}
