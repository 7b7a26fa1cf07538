import type { YamlDocument } from '../yaml/yaml-document.ts';
import { keyText, stringOf, type YamlNode } from '../yaml/yaml-node.ts';

/**
 * The words of a document that rules say to look at: every key as gcloud reads it, wherever it stands, and every text behind
 * `name`, as that of a variable or a volume.
 */
export function writtenWords({ root }: YamlDocument): ReadonlySet<string> {
  const words = new Set<string>();
  if (root) collectWords(root, words);
  return words;
}

/** What aliases stand for is in the tree, too, be it in a key. */
function collectWords(node: YamlNode, words: Set<string>): void {
  if (node.type === 'sequence') for (const item of node.items) collectWords(item, words);
  if (node.type !== 'map') return;
  for (const { key, value } of node.entries) {
    const text = keyText(key);
    if (text === undefined) collectWords(key, words);
    else words.add(text);
    if (text === 'name') words.add(stringOf(value) ?? '');
    collectWords(value, words);
  }
}
