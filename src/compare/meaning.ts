import { readAnnotationJson } from '../cloud-run/annotation-json.ts';
import { parseQuantity } from '../cloud-run/quantity.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';

/**
 * What a scalar means where a field of a type stands. Text is compared as it is written, with quotes or without: gcloud's
 * export writes `value: on` for the text "on". A number is one in quotes, too, as gcloud's client has it.
 */
export function meaningOf({ resolved, text }: YamlScalar, type: string | undefined): string {
  switch (type) {
    case 'integer':
    case 'int64':
      return integerMeaning(resolved.type === 'integer' ? String(resolved.value) : text);
    case 'boolean':
      return resolved.type === 'boolean' ? String(resolved.value) : JSON.stringify(text);
    default:
      return text;
  }
}

function integerMeaning(text: string): string {
  const digits = text.trim().replaceAll('_', '');
  return /^[-+]?\d{1,30}$/.test(digits) ? String(BigInt(digits.replace(/^\+/, ''))) : text;
}

/** `1000m` and `1` are the same, and so are `1Gi` and `1024Mi`; a text that is no quantity is itself. */
export function quantityMeaning(text: string): string {
  const value = parseQuantity(text);
  // What `100m` and `0.1` are in binary may differ in the last digit.
  return value === undefined ? text : String(Number(value.toPrecision(12)));
}

/** Annotations in which lists stand, with commas between their items. */
const COMMA_LISTS: ReadonlySet<string> = new Set([
  'run.googleapis.com/cloudsql-instances',
  'run.googleapis.com/regions',
  'run.googleapis.com/secrets',
]);

/** Google's annotations say booleans in any case; in their JSON and in their lists, spaces and order mean nothing. */
export function annotationMeaning(key: string, text: string): string {
  if (!/(?:googleapis\.com|knative\.dev)\//.test(key)) return text;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  if (COMMA_LISTS.has(key)) return sortedTexts(text.split(',').map((item) => item.trim())).join(',');
  const json = /^\s*[[{]/.test(text) && !isDeep(text) ? readAnnotationJson(text) : undefined;
  return json === undefined ? text : JSON.stringify(inOrder(json));
}

/** No annotation of Cloud Run's has so many brackets; each can be a level, and as many levels as there can be exhaust the stack. */
function isDeep(text: string): boolean {
  return text.split(/[[{]/, 1000).length === 1000;
}

/** JSON with its keys in order, and lists of texts as well: audiences, network tags and containers that others wait for. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    const entries = Object.entries(value).map(([key, below]) => [key, inOrder(below)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value.every((item) => typeof item === 'string') ? sortedTexts(value) : value.map(inOrder);
}

function sortedTexts(texts: readonly string[]): string[] {
  return [...texts].sort();
}
