import { isProjectNumber } from '../manifest/account-email.ts';
import type { ProjectRef, ReplaceCall } from '../manifest/replace-call.ts';
import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';
import { describeNode, isToBeFilledIn, PLACEHOLDER, quoteFix, type SchemaFinding } from './schema-finding.ts';

const AT = ['metadata', 'namespace'];

/** `metadata.namespace` is the project, by its id or its number, or is left out; gcloud makes text of anything else. */
export function checkNamespace(resource: Resource, call: ReplaceCall): SchemaFinding[] {
  const node = resource.document.nodeAt(AT);
  if (node === undefined || (node.type === 'scalar' && node.resolved.type === 'null')) return [];
  if (node.type !== 'scalar' || NEVER_A_PROJECT.has(node.resolved.type)) {
    const message = `metadata.namespace is ${describeNode(node, AT)}, and must be the id or the number of the project`;
    return [{ ...REFUSED, ...namespaceWords(call.project), message }];
  }
  const text = textToGcloud(node);
  const found = checkProject(resource, text, call);
  return [
    ...checkQuotes(node, text),
    ...(isToBeFilledIn(node) ? found.map((finding) => ({ ...finding, ...PLACEHOLDER })) : found),
  ];
}

/** What makes no id and no number when gcloud makes text of it. */
const NEVER_A_PROJECT: ReadonlySet<string> = new Set(['boolean', 'float', 'date', 'binary']);

const REFUSED = { severity: 'error', ruleId: 'manifest/namespace', at: AT, refusedBy: ['gcloud'], fixSafety: 'none' } as const;

function checkQuotes(node: YamlScalar, text: string): SchemaFinding[] {
  if (node.resolved.type === 'string') return [];
  const isSame = text === node.text;
  return [
    {
      ruleId: 'manifest/namespace-quoted',
      severity: isSame ? 'info' : 'error',
      at: AT,
      message: isSame
        ? `metadata.namespace is the number ${text}, and is text in Cloud Run's API`
        : `metadata.namespace is written ${node.text}, and gcloud reads it as ${text}`,
      remedy: 'Quote it: gcloud makes text of it, since version 363; other tools refuse it.',
      refusedBy: [],
      fixSafety: isSame ? 'safe' : 'unsafe',
      fix: quoteFix(node, AT),
    },
  ];
}

/** What gcloud's client asks of the namespace before it calls anything. */
function checkProject({ kind }: Resource, text: string, { project, namespace }: ReplaceCall): SchemaFinding[] {
  if (namespace !== undefined && namespace !== text) {
    const message = `metadata.namespace is ${excerpt(text)}, and --namespace is ${excerpt(namespace)}`;
    return [{ ...REFUSED, message, gcloudSays: 'Namespace specified in file does not match passed flag.' }];
  }
  if (text === '') return [{ ...REFUSED, ...namespaceWords(project), message: 'metadata.namespace is empty' }];
  if (!project || text === project.id || text === project.number) return [];
  // Of a Service the number is compared; of the others gcloud looks up the project of the number that is given.
  if (isProjectNumber(text) && (kind.kind !== 'Service' || project.number === undefined)) return [];
  const message = `metadata.namespace is ${excerpt(text)}, which is not the project ${project.id}`;
  return [{ ...REFUSED, ...namespaceWords(project), message }];
}

function namespaceWords(project: ProjectRef | undefined): { remedy: string; gcloudSays: string } {
  const [id, number] = [project?.id ?? '…', project?.number ?? '…'];
  return {
    remedy: project ? `Write ${id}, or leave it out: gcloud fills it in.` : 'Leave it out: gcloud fills it in.',
    gcloudSays: `Namespace must be project ID [${id}] or quoted number [${number}] for Cloud Run (fully managed).`,
  };
}

/** A number as Python prints it. */
function textToGcloud({ resolved, text }: YamlScalar): string {
  return resolved.type === 'integer' ? String(resolved.value) : text;
}
