import { accountOf } from '../manifest/account.ts';
import { knowsProjects, type ReplaceCall } from '../manifest/replace-call.ts';
import { type Resource, serviceAccountNameOf } from '../manifest/resource.ts';
import { isNamespaceOf, isOfOneEnvironment, isOrdinaryNetwork } from '../ordinary/ordinary-texts.ts';
import { ORDINARY_ANNOTATIONS, ORDINARY_VALUES, textsOf } from '../ordinary/ordinary-values.ts';
import { keyText, resolveAlias, stringIn, stringOf, type YamlMap, type YamlNode } from '../yaml/yaml-node.ts';
import { wordsOfPod } from './words-of-pod.ts';

/**
 * The words by which rules say what they look at:
 *
 * - each key of a resource's document as gcloud reads it, wherever it stands
 * - each text behind `name`, as that of a variable or a volume
 * - `containers[1]` where a list of containers has a second item, and so of any list
 * - `same name` where two items of a list have one name
 * - `unusual limits` where that key has another value than nearly all manifests have, and so of each key of the table of them;
 *   `unusual annotation` where one stands that few have, or several do not go together
 * - `unusual containers` where it is not certain at once that they can stand beside each other, `unusual volumes` where those and their mounts are not
 *   all plain
 * - `malformed account`, and so of each other type of an account; `no account`
 * - `several environments` where the path of the file and the account could name two
 * - `too little memory` where no container has 512Mi, in what could need more
 * - `other namespace` where the manifest has one that could name another project than the account's, `other project` where the
 *   variable of that name does
 * - `revision name` where the template has one
 * - `--project` and `--region` where they are known of the call, and `accounts.allowed` where the configuration has it
 */
export function wordsOf(resource: Resource, allowedAccounts: readonly string[]): ReadonlySet<string> {
  const { document, call } = resource;
  const words = new Set<string>();
  if (document.root) collectWords(document.root, words);
  const account = serviceAccountNameOf(resource);
  words.add(`${accountOf(resource)?.type ?? 'no'} account`);
  if (account !== undefined && !isOfOneEnvironment(resource.path, account)) words.add('several environments');
  if (account !== undefined && hasOtherNamespace(resource, account)) words.add('other namespace');
  for (const word of wordsOfPod(resource, words)) words.add(word);
  if (hasRevisionName(resource)) words.add('revision name');
  if (hasUnusualAnnotation(resource)) words.add('unusual annotation');
  for (const word of wordsOfRun(call, allowedAccounts)) words.add(word);
  return words;
}

/** The words that come from what is known besides a manifest. */
export function wordsOfRun({ project, region }: ReplaceCall, allowedAccounts: readonly string[]): string[] {
  const words = [];
  if (allowedAccounts.length > 0) words.push('accounts.allowed');
  if (project !== undefined) words.push('--project');
  if (region !== undefined) words.push('--region');
  return words;
}

function hasOtherNamespace({ document, call }: Resource, account: string): boolean {
  const path = ['metadata', 'namespace'];
  return document.nodeAt(path) !== undefined && !isNamespaceOf(account, document.stringAt(path) ?? '', knowsProjects(call));
}

function hasRevisionName({ kind, document }: Resource): boolean {
  const { revisionMetadataPath: path } = kind;
  return path !== undefined && document.nodeAt([...path, 'name']) !== undefined;
}

function hasUnusualAnnotation({ kind, document }: Resource): boolean {
  const level = kind.revisionMetadataPath ? 'Revision' : 'Execution';
  return (
    !isOrdinary(document.mapAt(['metadata', 'annotations']), kind.kind) ||
    !isOrdinary(document.mapAt([...kind.templateMetadataPath, 'annotations']), level)
  );
}

function isOrdinary(annotations: YamlMap | undefined, level: string): boolean {
  if (annotations === undefined) return true;
  const ordinary = ORDINARY_ANNOTATIONS[level] ?? [];
  const texts = textsOf(annotations);
  return texts !== undefined && [...texts.keys()].every((key) => ordinary.includes(key)) && isOrdinaryNetwork(texts);
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
  const target = resolveAlias(value);
  if (ORDINARY_VALUES.get(key)?.(target) === false) words.add(`unusual ${key}`);
  if (target?.type === 'sequence' && target.items.length > 1) words.add(`${key}[1]`);
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
