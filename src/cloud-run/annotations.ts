import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { keyText, stringIn, type YamlMap } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** Where the annotations of a resource stand. */
export const ANNOTATIONS_PATH: YamlPath = ['metadata', 'annotations'];

/** Where the annotations of what runs stand: those of the template; an Instance has none but its own. */
export function templateAnnotationsPath({ kind }: Resource): YamlPath {
  return [...kind.templateMetadataPath, 'annotations'];
}

/** The annotation in which Cloud Run lists the addresses of a resource. */
export const URLS = 'run.googleapis.com/urls';

/** An annotation of the resource, where it is text to gcloud. */
export function annotationOf(resource: Resource, key: string): string | undefined {
  const { own } = annotationMapsOf(resource);
  return own && stringIn(own, key);
}

/** An annotation of what runs, where it is text to gcloud. */
export function templateAnnotationOf(resource: Resource, key: string): string | undefined {
  const { template } = annotationMapsOf(resource);
  return template && stringIn(template, key);
}

/** Dozens of rules ask for them. */
const annotationMapsOf = rememberedOfLast((resource: Resource) => ({
  own: resource.document.mapAt(ANNOTATIONS_PATH),
  template: resource.document.mapAt(templateAnnotationsPath(resource)),
}));

/** True for `true` in any case: gcloud writes `True` for some annotations and `true` for others. */
export function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

export function isFalse(text: string | undefined): boolean {
  return text?.toLowerCase() === 'false';
}

/** The keys of a map as gcloud hands them on, in order. */
export function keysOf(map: YamlMap | undefined): string[] {
  return (map?.entries ?? []).flatMap(({ key }) => keyText(key) ?? []);
}
