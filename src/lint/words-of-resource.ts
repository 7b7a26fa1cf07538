import { accountOf } from '../manifest/account.ts';
import type { Resource } from '../manifest/resource.ts';
import { keyText, resolveAlias, stringIn, stringOf, type YamlNode } from '../yaml/yaml-node.ts';

/**
 * The words by which rules say what they look at:
 *
 * - each key of a resource's document as gcloud reads it, wherever it stands
 * - each text behind `name`, as that of a variable or a volume
 * - `containers[1]` where a list of containers has a second item, and so of any list
 * - `same name` where two items of a list have one name
 * - `malformed account`, and so of each other type of an account
 * - `--project` and `--region` where they are known of the call, and `accounts.allowed` where the configuration has it
 */
export function wordsOf(resource: Resource, allowedAccounts: readonly string[]): ReadonlySet<string> {
  const { document, call } = resource;
  const words = new Set<string>();
  if (document.root) collectWords(document.root, words);
  const account = accountOf(resource);
  if (account) words.add(`${account.type} account`);
  if (allowedAccounts.length > 0) words.add('accounts.allowed');
  if (call.project !== undefined) words.add('--project');
  if (call.region !== undefined) words.add('--region');
  return words;
}

/** What aliases stand for is in the tree, too, be it in a key. */
function collectWords(node: YamlNode, words: Set<string>): void {
  if (node.type === 'map') {
    for (const { key, value } of node.entries) {
      const text = keyText(key);
      if (text === undefined) collectWords(key, words);
      else addWords(text, value, words);
      if (value.type !== 'scalar') collectWords(value, words);
    }
  } else if (node.type === 'sequence') {
    if (node.items.length > 1 && hasSameName(node.items)) words.add('same name');
    for (const item of node.items) collectWords(item, words);
  }
}

function addWords(key: string, value: YamlNode, words: Set<string>): void {
  words.add(key);
  if (key === 'name') words.add(stringOf(value) ?? '');
  const list = resolveAlias(value);
  if (list?.type === 'sequence' && list.items.length > 1) words.add(`${key}[1]`);
}

function hasSameName(items: readonly YamlNode[]): boolean {
  const names = new Set<string>();
  for (const item of items) {
    const name = stringIn(item, 'name');
    if (name === undefined) continue;
    if (names.has(name)) return true;
    names.add(name);
  }
  return false;
}
