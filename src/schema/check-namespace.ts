import type { Manifest } from '../manifest/manifest.ts';
import type { Resource } from '../manifest/resource.ts';
import { isProjectNumber } from '../manifest/service-account.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';
import { quoteFix, type SchemaFinding } from './schema-finding.ts';

const AT = ['metadata', 'namespace'];

/** `metadata.namespace` is the project, by its id or its number, or is left out; gcloud makes text of anything single. */
export function checkNamespace(resource: Resource, { call }: Manifest): SchemaFinding[] {
  const node = resource.document.nodeAt(AT);
  if (node?.type !== 'scalar' || node.resolved.type === 'null') return [];
  const text = textToGcloud(node);
  return [...checkQuotes(node, text), ...checkProject(resource, text, call)];
}

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
      remedy: 'Quote it: gcloud makes text of it, since version 363, and other tools do not.',
      refusedBy: [],
      fixSafety: isSame ? 'safe' : 'unsafe',
      fix: quoteFix(node, AT),
    },
  ];
}

/** What gcloud's client asks of the namespace before it calls anything. */
function checkProject({ kind }: Resource, text: string, { project, namespace }: Manifest['call']): SchemaFinding[] {
  const common = { severity: 'error', ruleId: 'manifest/namespace', at: AT, refusedBy: ['gcloud'], fixSafety: 'none' } as const;
  if (namespace !== undefined && namespace !== text) {
    return [
      {
        ...common,
        message: `metadata.namespace is ${JSON.stringify(text)}, and --namespace is ${namespace}`,
        gcloudSays: 'Namespace specified in file does not match passed flag.',
      },
    ];
  }
  if (text === '') return [{ ...common, ...namespaceWords(text, project) }];
  if (!project || text === project.id || text === project.number) return [];
  // Of a Service the number is compared; of the others gcloud looks up the project of the number that is given.
  if (isProjectNumber(text) && (kind.kind !== 'Service' || project.number === undefined)) return [];
  return [{ ...common, ...namespaceWords(text, project) }];
}

function namespaceWords(
  text: string,
  project: Manifest['call']['project'],
): { message: string; remedy: string; gcloudSays: string } {
  const [id, number] = [project?.id ?? '…', project?.number ?? '…'];
  const message = text === '' ? 'metadata.namespace is empty' : `metadata.namespace is ${text}, which is not the project ${id}`;
  return {
    message,
    remedy: project ? `Write ${id}, or leave it out: gcloud fills it in.` : 'Leave it out: gcloud fills it in.',
    gcloudSays: `Namespace must be project ID [${id}] or quoted number [${number}] for Cloud Run (fully managed).`,
  };
}

/** As Python prints it. */
function textToGcloud({ resolved, text }: YamlScalar): string {
  if (resolved.type === 'integer') return String(resolved.value);
  return resolved.type === 'boolean' ? (resolved.value ? 'True' : 'False') : text;
}
