import type { Resource } from '../manifest/resource.ts';
import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { formatYamlPath, isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { explainPermissionsRange } from './permissions.ts';
import { describeNode, type SchemaFinding, subjectAt } from './schema-finding.ts';

/** The words for a number or a list that Cloud Run does not take; gcloud sends it. */
export function explainRange(resource: Resource, path: YamlPath, keyword: string, limit: number): SchemaFinding {
  const { document } = resource;
  const node = document.nodeAt(path);
  const common = { ruleId: 'schema/range', severity: 'error', at: path, refusedBy: ['cloud-run'], fixSafety: 'unsafe' } as const;
  const bound = keyword.startsWith('min') ? 'least' : 'most';
  if (node?.type !== 'scalar') {
    const count = node?.type === 'sequence' ? node.items.length : 1;
    const given = count === 0 ? 'is empty' : `has ${count} items`;
    const items = limit === 1 ? '1 item' : `${limit} items`;
    return { ...common, message: `${formatYamlPath(path)} ${given}, and must have at ${bound} ${items}` };
  }
  const given = node.resolved.type === 'string' ? describeNode(node, path) : excerpt(String(node.resolved.value));
  const message = `${subjectAt(resource, path)} is ${given}, and must be at ${bound} ${limit}`;
  return { ...common, message, ...explainPermissionsRange(resource, node, path, limit) };
}

/** The words for a text that is none of those that Cloud Run takes; gcloud sends it. */
export function explainEnum(resource: Resource, path: YamlPath, allowed: readonly string[]): SchemaFinding {
  const { document } = resource;
  const node = document.nodeAt(path) as YamlNode;
  const values = allowed.filter((value) => value !== '');
  const meant = node.type === 'scalar' ? valueMeant(node.text, values) : undefined;
  return {
    ruleId: 'schema/enum',
    severity: 'error',
    at: path,
    message: `${subjectAt(resource, path)} is ${describeNode(node, path)}, and must be ${listWords(values, 'or')}`,
    refusedBy: ['cloud-run'],
    fixSafety: 'unsafe',
    ...(meant && {
      remedy: `Did you mean ${meant}?`,
      fix: { title: `Write ${meant}`, edits: [{ type: 'set', path, value: meant }] },
    }),
  };
}

/** What the same thing is called elsewhere: in the API v2, in Kubernetes, among people. */
const OTHER_VALUES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    http: 'http1',
    http2: 'h2c',
    grpc: 'h2c',
    INGRESS_TRAFFIC_ALL: 'all',
    INGRESS_TRAFFIC_INTERNAL_ONLY: 'internal',
    INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER: 'internal-and-cloud-load-balancing',
    'internal-and-gclb': 'internal-and-cloud-load-balancing',
    EXECUTION_ENVIRONMENT_GEN1: 'gen1',
    EXECUTION_ENVIRONMENT_GEN2: 'gen2',
  }),
);

function valueMeant(text: string, values: readonly string[]): string | undefined {
  const other = OTHER_VALUES.get(text);
  return other !== undefined && values.includes(other) ? other : closestMatch(text, values);
}

/** The words for a text of another form than Cloud Run takes; gcloud sends it, but for an empty name. */
export function explainPattern(resource: Resource, path: YamlPath, words: string): SchemaFinding {
  const { document } = resource;
  const isNameEmpty = isSamePath(path, ['metadata', 'name']) && document.stringAt(path) === '';
  return {
    ruleId: 'schema/format',
    severity: 'error',
    at: path,
    message: `${subjectAt(resource, path)} is ${describeNode(document.nodeAt(path), path)}: ${words}`,
    refusedBy: isNameEmpty ? ['gcloud', 'cloud-run'] : ['cloud-run'],
    gcloudSays: isNameEmpty ? 'could not parse resource []' : undefined,
    fixSafety: 'none',
  };
}
