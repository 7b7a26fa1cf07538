import type { YamlDocument } from '../yaml/yaml-document.ts';
import type { YamlEdit } from '../yaml/yaml-edit.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { removeEntry } from './remove-entry.ts';

/** Moves a single value to a place that has none yet, exactly; undefined for any other value. */
export function moveValue(document: YamlDocument, from: YamlPath, to: YamlPath): YamlEdit[] | undefined {
  const node = document.nodeAt(from);
  const isSingle = node?.type === 'scalar' && node.resolved.type !== 'null' && node.style !== 'block';
  if (!isSingle || node.anchor || document.nodeAt(to)) return undefined;
  const isPlain = node.resolved.type !== 'string';
  return [{ type: 'set', path: to, value: node.text, ...(isPlain && { isPlain }) }, removeEntry(document, from)];
}
