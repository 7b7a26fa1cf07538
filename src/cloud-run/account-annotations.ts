import { isAccountAnnotation } from '../manifest/misplaced-account.ts';
import type { Resource } from '../manifest/resource.ts';
import { remembered } from '../text/remembered.ts';
import { readEntries, resolveAlias } from '../yaml/yaml-node.ts';
import { isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { ANNOTATIONS_PATH, templateAnnotationsPath } from './annotations.ts';

/** An annotation that is meant to set the account, and that nobody reads. */
export interface AccountAnnotation {
  readonly at: YamlPath;
  readonly key: string;
  /** What it names as the account. */
  readonly account: string;
}

/** Those of the resource and of what runs, in this order. */
export const accountAnnotationsOf = remembered((resource: Resource): readonly AccountAnnotation[] => {
  const ofTemplate = templateAnnotationsPath(resource);
  const paths = isSamePath(ofTemplate, ANNOTATIONS_PATH) ? [ANNOTATIONS_PATH] : [ANNOTATIONS_PATH, ofTemplate];
  return paths.flatMap((path) => accountAnnotationsAt(resource, path));
});

function accountAnnotationsAt({ document }: Resource, path: YamlPath): AccountAnnotation[] {
  const map = document.mapAt(path);
  if (!map) return [];
  return [...readEntries(map)].flatMap(([key, entry]) => {
    const value = isAccountAnnotation(key) ? resolveAlias(entry.value) : undefined;
    const isText = value?.type === 'scalar' && value.resolved.type === 'string' && value.text !== '';
    return isText ? [{ at: [...path, key], key, account: value.text }] : [];
  });
}
