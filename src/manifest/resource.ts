import { excerpt } from '../text/excerpt.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { isNothing } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { ReplaceableKind } from './kinds.ts';
import type { ReplaceCall } from './replace-call.ts';

/** A Cloud Run resource that a manifest can replace: one document of it. */
export interface Resource {
  /** The path of its file. */
  readonly path: string;
  readonly kind: ReplaceableKind;
  /** `metadata.name`, where it is a string. */
  readonly name: string | undefined;
  /** How gcloud will be called with it, as far as that is known. */
  readonly call: ReplaceCall;
  readonly document: YamlDocument;
  /** The place of its document among all documents of the file, from zero. */
  readonly documentIndex: number;
  /** True where its file holds no other resource. */
  readonly isAlone: boolean;
  /** True where a template engine has yet to make YAML of its document: it can be edited, but says nothing sure. */
  readonly isTemplate: boolean;
}

/** How people speak of it: `Service hello`. */
export function describeResource({ kind, name }: Pick<Resource, 'kind' | 'name'>): string {
  return name ? `${kind.kind} ${excerpt(name)}` : `This ${kind.kind}`;
}

/** How options and reports name it: `Service/hello`; its kind alone where it has no name. */
export function resourceId({ kind, name }: Pick<Resource, 'kind' | 'name'>): string {
  return name ? `${kind.kind}/${name}` : kind.kind;
}

/** Where the account is set, or would be. */
export function serviceAccountNamePath({ kind }: Pick<Resource, 'kind'>): YamlPath {
  return [...kind.podSpecPath, 'serviceAccountName'];
}

/** The account as gcloud reads it; undefined where none is set, or what is set is not text. An empty text is none. */
export function serviceAccountNameOf(resource: Resource): string | undefined {
  return resource.document.stringAt(serviceAccountNamePath(resource)) || undefined;
}

/** True where gcloud sends no account: no key, no value, an empty text, or an empty list, which gcloud drops. */
export function isServiceAccountMissing(resource: Resource): boolean {
  const node = resource.document.nodeAt(serviceAccountNamePath(resource));
  if (node?.type === 'sequence') return node.items.length === 0;
  return isNothing(node) || (node?.type === 'scalar' && node.text === '');
}
