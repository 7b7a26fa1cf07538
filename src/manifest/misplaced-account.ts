import { bareWord, isCloseTo } from '../text/closest-match.ts';
import { walkNodes } from '../yaml/yaml-node.ts';
import { isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { type Resource, serviceAccountNamePath } from './resource.ts';

/** Other names that people give the field, some of them right in another API; gcloud knows none of them. */
const MISTAKEN_KEYS: ReadonlySet<string> = new Set(['serviceAccount', 'serviceAccountEmail', 'service_account']);

/** Maps whose keys are everybody's own. */
const FREE_MAPS: ReadonlySet<unknown> = new Set([
  'annotations',
  'labels',
  'limits',
  'nodeSelector',
  'requests',
  'volumeAttributes',
]);

/** Where an account is written that gcloud does not read: on another level, or under another name. */
export function findMisplacedAccount(resource: Resource): YamlPath | undefined {
  const right = serviceAccountNamePath(resource);
  if (!resource.document.root) return undefined;
  for (const { node, path } of walkNodes(resource.document.root)) {
    const isElsewhere = path[0] !== 'status' && !isSamePath(path, right);
    if (isElsewhere && node.type === 'scalar' && node.text !== '' && isAccountKey(path)) return path;
  }
  return undefined;
}

function isAccountKey(path: YamlPath): boolean {
  const key = String(path.at(-1));
  if (FREE_MAPS.has(path.at(-2))) return path.at(-2) === 'annotations' && isAccountAnnotation(key);
  return MISTAKEN_KEYS.has(key) || isCloseTo(key, 'serviceAccountName');
}

const FIELD = 'serviceaccountname';

/** Beside the field's own name, what people call it behind a prefix; `run.googleapis.com/service-account` is seen most. */
const NAMES: readonly string[] = [FIELD, 'serviceaccount', 'serviceaccountemail'];

/** The prefixes whose keys only Google and Knative give a meaning. All other keys are everybody's own. */
const PREFIX = /^(?:run|cloud)\.googleapis\.com\/|^[a-z]+\.knative\.dev\//;

/** True for a key that people believe to set the account. */
export function isAccountAnnotation(key: string): boolean {
  const bare = bareWord(key);
  if (!NAMES.some((name) => bare.endsWith(name))) return false;
  const prefix = PREFIX.exec(key)?.[0];
  return prefix === undefined ? bare === FIELD : NAMES.includes(bareWord(key.slice(prefix.length)));
}
