import { bareWord } from '../text/closest-match.ts';
import { readEntries, resolveAlias } from '../yaml/yaml-node.ts';
import { isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { ANNOTATIONS_PATH, templateAnnotationsPath } from './annotations.ts';
import type { Resource } from './resource.ts';

/** An annotation that is meant to set the account, and that nobody reads. */
export interface AccountAnnotation {
  readonly at: YamlPath;
  readonly key: string;
  /** What it names as the account. */
  readonly account: string;
}

const FIELD = 'serviceaccountname';

/** Beside the field's own name, what people call it behind a prefix; `run.googleapis.com/service-account` is seen most. */
const NAMES: ReadonlySet<string> = new Set([FIELD, 'serviceaccount', 'serviceaccountemail']);

/** The prefixes whose keys only Google and Knative give a meaning. All other keys are everybody's own. */
const PREFIX = /^(?:run|cloud)\.googleapis\.com\/|^[a-z]+\.knative\.dev\//;

/** True for a key that people believe to set the account. */
export function isAccountAnnotation(key: string): boolean {
  const prefix = PREFIX.exec(key)?.[0];
  const name = bareWord(key.slice(prefix?.length));
  return prefix === undefined ? name === FIELD : NAMES.has(name);
}

/** Those of the resource and of what runs, in this order. */
export function accountAnnotationsOf(resource: Resource): AccountAnnotation[] {
  const ofTemplate = templateAnnotationsPath(resource);
  const paths = isSamePath(ofTemplate, ANNOTATIONS_PATH) ? [ANNOTATIONS_PATH] : [ANNOTATIONS_PATH, ofTemplate];
  return paths.flatMap((path) => accountAnnotationsAt(resource, path));
}

function accountAnnotationsAt({ document }: Resource, path: YamlPath): AccountAnnotation[] {
  const map = document.mapAt(path);
  if (!map) return [];
  return [...readEntries(map)].flatMap(([key, entry]) => {
    const value = isAccountAnnotation(key) ? resolveAlias(entry.value) : undefined;
    const isText = value?.type === 'scalar' && value.resolved.type === 'string' && value.text !== '';
    return isText ? [{ at: [...path, key], key, account: value.text }] : [];
  });
}
