import type { Resource } from '../manifest/resource.ts';
import { listWords } from '../text/list-words.ts';
import { readEntries, resolveAlias, stringOf, type YamlEntry, type YamlMap } from '../yaml/yaml-node.ts';
import { isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { isKnownLabel } from './known-annotations.ts';

export const LOCATION_LABEL = 'cloud.googleapis.com/location';

/** The labels of a resource, or those of what it runs. */
export interface LabelMap {
  readonly at: YamlPath;
  /** True for those of the template. */
  readonly isOfTemplate: boolean;
  readonly labels: readonly Label[];
}

export interface Label {
  readonly at: YamlPath;
  readonly key: string;
  /** Its value, where that is text to gcloud. */
  readonly value: string | undefined;
  /** True where an anchor lets other places share its key or its value, the environment for one. */
  readonly isShared: boolean;
  /** As it is written, once for all maps that share it. */
  readonly entry: YamlEntry;
}

/** The maps of labels that a resource has, each as gcloud reads it. A key that is no text to gcloud is left out. */
export function labelMapsOf({ document, kind }: Resource): LabelMap[] {
  const own = ['metadata', 'labels'];
  const ofTemplate = [...kind.templateMetadataPath, 'labels'];
  const paths = isSamePath(own, ofTemplate) ? [own] : [own, ofTemplate];
  return paths.flatMap((at) => {
    const map = document.mapAt(at);
    return map ? { at, isOfTemplate: at !== own, labels: labelsIn(map, at) } : [];
  });
}

function labelsIn(map: YamlMap, path: YamlPath): Label[] {
  const labels: Label[] = [];
  for (const [key, entry] of readEntries(map)) {
    const keyNode = resolveAlias(entry.key);
    if (keyNode?.type !== 'scalar' || keyNode.resolved.type !== 'string') continue;
    const isShared = (keyNode.anchor ?? resolveAlias(entry.value)?.anchor) !== undefined;
    labels.push({ at: [...path, key], key, value: stringOf(entry.value), isShared, entry });
  }
  return labels;
}

/** True for the labels of Google's products and of Knative, which have a domain before a `/` and rules of their own. */
export function isSystemLabel(key: string): boolean {
  return key.includes('/') && (isKnownLabel(key) || SYSTEM_LABEL.test(key));
}

const SYSTEM_LABEL = /^(?:[a-z0-9-]+\.){0,9}(?:googleapis\.com|knative\.dev)\//;

/** The characters that a label can have at most, in its key and in its value. */
export const MAX_LABEL_LENGTH = 63;

/**
 * What neither a key nor a value can hold. Letters of any script are letters, as far as they are not upper case. It takes
 * long to make, and few labels need it.
 */
const notOfALabel = (): RegExp => /[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}_-]+/gu;

/** Why Google Cloud takes no label with such a key or value, as a sentence goes on behind `which`. */
export function findLabelFault(text: string, role: 'key' | 'value'): string | undefined {
  return isOrdinary(text, role) ? undefined : findFaultOfAnyScript(text, role);
}

function findFaultOfAnyScript(text: string, role: 'key' | 'value'): string | undefined {
  const characters = [...text];
  if (role === 'key' && text === '') return 'is empty';
  if (characters.length > MAX_LABEL_LENGTH) return `has ${characters.length} characters, and can have ${MAX_LABEL_LENGTH}`;
  const wrong = new Set((text.match(notOfALabel()) ?? []).flatMap((run) => [...run]).map(describeCharacter));
  if (wrong.size > 0) return `holds ${listWords([...wrong].slice(0, 5), 'and')}`;
  return role === 'key' && !/^\p{L}/u.test(text) ? 'does not begin with a letter' : undefined;
}

/** True for what nearly all labels are written in: letters of all scripts take long to look at. */
function isOrdinary(text: string, role: 'key' | 'value'): boolean {
  const beginsRight = role === 'value' || text.charAt(0) >= 'a';
  return beginsRight && text.length <= MAX_LABEL_LENGTH && /^[a-z0-9_-]*$/.test(text);
}

/** A key or a value that Google Cloud takes, as near to the text as can be; undefined where nothing of it is left. */
export function suggestLabelText(text: string, role: 'key' | 'value'): string | undefined {
  const name = role === 'key' ? text.slice(text.lastIndexOf('/') + 1) : text;
  const changed = [...name.toLowerCase().replace(notOfALabel(), '-')].slice(0, MAX_LABEL_LENGTH).join('');
  const trimmed = changed.replace(role === 'key' ? /^[^\p{L}]+/u : /^-+/, '').replace(/-+$/, '');
  return trimmed === '' ? undefined : trimmed;
}

function describeCharacter(character: string): string {
  if (/\p{L}/u.test(character)) return 'upper-case letters';
  return /\s/.test(character) ? 'white space' : `"${character}"`;
}
