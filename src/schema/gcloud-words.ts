import { excerpt } from '../text/excerpt.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../yaml/yaml-node.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';

/** What gcloud 578 prints where it refuses a manifest, as recorded from it: people search for these words. */

/** A single value of another type than its field's. gcloud names the field alone, of a map of texts the field `value`. */
export function typeMismatchWords(kind: string, field: string, wanted: string, node: YamlNode, isHidden: boolean): string {
  const found = isHidden ? '…' : pythonText(node);
  if (field === 'port' && wanted === 'integer') {
    return `Error decoding the "port" field. Only integer ports are supported by gcloud. Please change your port from "${found}" to an integer value to be compatible with gcloud.`;
  }
  const type = PYTHON_TYPES[wanted] ?? wanted;
  return `Failed to parse value in protobuf [${kind}]: ${kind}.??: "Expected type ${type} for field ${field}, found ${found} (type <class '${pythonType(node)}'>)"`;
}

/** Something else where an object is due. */
export function notAnObjectWords(node: YamlNode): string {
  return `gcloud crashed (AttributeError): '${pythonType(node)}' object has no attribute 'items'`;
}

/** Nothing, as an item of a list. */
export function emptyItemWords(field: string): string {
  return `Repeated values for field ${field} may not be None`;
}

/**
 * A field that even gcloud needs, or an empty value in its place. Of other kinds than Services the words for a missing
 * name were not recorded.
 */
export function missingFieldWords(kind: string, at: YamlPath, document: YamlDocument): string | undefined {
  const [outer, inner] = at;
  const node = document.nodeAt(at);
  if (outer === 'metadata') {
    const metadata = document.nodeAt(['metadata']);
    if (metadata === undefined) return 'gcloud crashed (ValueError): This instance is spec-only.';
    if (metadata.type !== 'map')
      return `gcloud crashed (AttributeError): '${pythonType(metadata)}' object has no attribute 'get'`;
    const isRecorded = inner === 'name' && kind === 'Service' && metadata.entries.length > 0;
    return isRecorded
      ? 'value for field [servicesId] in collection [run.namespaces.services] is required but was not provided'
      : undefined;
  }
  if (node?.type === 'scalar') return `gcloud crashed (TypeError): argument of type 'NoneType' is not iterable`;
  return node ? undefined : 'spec.template is required but missing. Please check the content in your yaml file.';
}

/** Keys that are no fields: those of one object together. */
export function unknownFieldWords(kind: string, parent: YamlPath, names: readonly string[]): string {
  const sorted = [...names].sort();
  const list = sorted.length > MAX_NAMES ? [...sorted.slice(0, MAX_NAMES), '…'] : sorted;
  const last = list.length === 1 ? list[0] : `{${list.join(',')}}`;
  const path = formatYamlPath(parent);
  return `Failed to parse value(s) in protobuf [${kind}]: ${kind}.${path === '' ? '' : `${path}.`}${last}`;
}

/** gcloud names all of them. */
const MAX_NAMES = 20;

/** A date or bytes, of which gcloud cannot make JSON. */
export function notSerializableWords(node: YamlScalar, isKey: boolean): string {
  const type = pythonType(node);
  if (!isKey) return `gcloud crashed (TypeError): Object of type ${type} is not JSON serializable`;
  const name = node.resolved.type === 'date' ? `datetime.${type}` : type;
  return `gcloud crashed (TypeError): keys must be str, int, float, bool or None, not ${name}`;
}

const PYTHON_TYPES: Readonly<Record<string, string>> = {
  string: "<class 'str'>",
  integer: "(<class 'int'>,)",
  boolean: "<class 'bool'>",
};

function pythonType(node: YamlNode): string {
  const content = resolveAlias(node);
  if (content?.type === 'map') return 'dict';
  if (content?.type === 'sequence') return 'list';
  const type = content?.resolved.type;
  if (content && type === 'date') return /^\d{4}-\d\d-\d\d$/.test(content.text) ? 'date' : 'datetime';
  return { integer: 'int', float: 'float', boolean: 'bool', null: 'NoneType', binary: 'bytes' }[String(type)] ?? 'str';
}

/** A value as Python prints it; of a map or a list no more than that it is one. */
function pythonText(node: YamlNode): string {
  const content = resolveAlias(node);
  if (content?.type !== 'scalar') return content?.type === 'map' ? '{…}' : '[…]';
  const { type, value } = content.resolved;
  if (type === 'boolean') return value ? 'True' : 'False';
  return type === 'float' ? pythonFloat(value as number) : type === 'null' ? 'None' : excerpt(String(value));
}

function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  const isShort = value === 0 || (size >= 1e-4 && size < 1e16);
  if (!isShort) return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
