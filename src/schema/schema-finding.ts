import type { Finding, FindingContext } from '../manifest/finding.ts';
import { isHidden, isHiddenPath } from '../manifest/hidden-values.ts';
import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { resolveAlias, stringIn, type YamlNode, type YamlScalar } from '../yaml/yaml-node.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';

/** What the schema layer finds, complete: each of its checks has several severities and refusers. */
export interface SchemaFinding extends Finding, FindingContext {}

/** How a sentence speaks of a place: by its path, or as the value of a variable, by the variable's name. */
export function subjectAt({ document }: Resource, path: YamlPath): string {
  const item = path.at(-1) === 'value' && path.at(-3) === 'env' ? document.nodeAt(path.slice(0, -1)) : undefined;
  // A name that holds a "=" has the value behind it.
  const variable = item && stringIn(item, 'name')?.split('=')[0];
  return variable ? `The value of the variable ${excerpt(variable)}` : formatYamlPath(path);
}

/** What a node is to gcloud, in words; of the value of a variable, only its type. */
export function describeNode(node: YamlNode | undefined, path: YamlPath): string {
  const content = node && resolveAlias(node);
  if (content === undefined) return 'nothing';
  if (content.type !== 'scalar') return content.type === 'map' ? 'a map' : 'a list';
  const { type, value } = content.resolved;
  if (type === 'string') return isHidden(content, path) ? 'text' : JSON.stringify(excerpt(content.text));
  const noun = NOUNS[type] ?? type;
  if (type === 'null' || type === 'binary' || isHiddenPath(path)) return noun.replace(/^(?:the )/, 'a ');
  if (type === 'date' || type === 'float' || String(value) === content.text) return `${noun} ${excerpt(content.text)}`;
  return `${excerpt(content.text)}, which gcloud reads as ${noun} ${excerpt(String(value))}`;
}

const NOUNS: Readonly<Record<string, string>> = {
  integer: 'the number',
  float: 'the decimal number',
  boolean: 'the boolean',
  null: 'empty',
  date: 'the date',
  binary: 'binary data',
};

/** The text of a scalar that something fills in before gcloud reads it. */
export function isToBeFilledIn(node: YamlNode | undefined): boolean {
  const text = node?.type === 'scalar' && node.resolved.type === 'string' ? node.text : '';
  return !VALUES_OF_V2.test(text) && findPlaceholder(text) !== undefined;
}

/** Words of the API v2, in capitals as placeholders are. */
const VALUES_OF_V2 = /^(?:INGRESS_TRAFFIC|EXECUTION_ENVIRONMENT)_/;

/** Puts a scalar in quotes, its characters as they are. */
export function quoteFix(node: YamlScalar, path: YamlPath): NonNullable<Finding['fix']> {
  const shown = isHiddenPath(path) ? 'the value' : excerpt(node.text);
  return { title: `Put ${shown} in quotes`, edits: [{ type: 'set', path, value: node.text }] };
}

/**
 * The scalar at a path that can be written anew there: not what is read elsewhere too, by an anchor and its aliases, and
 * not what a tag says the type of.
 */
export function ownScalarAt(document: YamlDocument, path: YamlPath): YamlScalar | undefined {
  const node = document.nodeAt(path);
  return node?.type === 'scalar' && !node.anchor && !node.tag && document.valueRangeAt(path)?.start === node.range.start
    ? node
    : undefined;
}

/** What is said where something has yet to be filled in: nothing is sure of it, but that gcloud cannot read it as it is. */
export const PLACEHOLDER = {
  severity: 'info',
  remedy: 'Something has to fill this in before gcloud reads it: check what comes out.',
} as const;
