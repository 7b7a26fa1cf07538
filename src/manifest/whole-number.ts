import type { YamlDocument } from '../yaml/yaml-document.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** The whole number that gcloud reads in a field of numbers: digits in quotes are one, too. */
export function wholeNumberAt(document: YamlDocument, path: YamlPath): number | undefined {
  const node = document.nodeAt(path);
  if (node?.type !== 'scalar') return undefined;
  const { type, value } = node.resolved;
  const isNumber = type === 'integer' || (type === 'string' && /^\d+$/.test(node.text));
  return isNumber ? Number(value) : undefined;
}
