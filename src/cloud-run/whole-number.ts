import type { YamlDocument } from '../yaml/yaml-document.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** The whole number that gcloud sends for a path: an integer, or digits in quotes; undefined for anything else. */
export function wholeNumberAt(document: YamlDocument, path: YamlPath): number | undefined {
  const node = document.nodeAt(path);
  if (node?.type !== 'scalar') return undefined;
  const { type, value } = node.resolved;
  if (type === 'integer') return Number(value);
  return type === 'string' && /^\d{1,15}$/.test(node.text) ? Number(node.text) : undefined;
}
