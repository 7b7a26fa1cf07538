import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { keyText, walkNodes, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/yaml-node.ts';
import { formatYamlPath, isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import { fieldTypeAt } from './fields.ts';
import { notSerializableWords } from './gcloud-words.ts';
import { checkMode, isMode } from './permissions.ts';
import { ownScalarAt, quoteFix, type SchemaFinding, subjectAt } from './schema-finding.ts';

/**
 * What no type of a field tells: dates and bytes, of which gcloud cannot make JSON wherever they stand; keys that it makes
 * text of; and permissions whose digits are read as decimal. `status` it throws away unread.
 */
export function* checkScalars(resource: Resource): Generator<SchemaFinding> {
  const { document } = resource;
  if (!document.root || !isWorthALook(document.root)) return;
  for (const { node, path } of walkNodes(document.root)) {
    if (path[0] === 'status') continue;
    if (node.type === 'map') yield* checkKeys(resource, node, path);
    if (node.type === 'scalar') yield* checkValue(resource, node, path);
  }
}

/** Nearly no manifest holds any of these, and to know the paths of all its values costs more than to look for them. */
function isWorthALook(node: YamlNode): boolean {
  if (node.type === 'scalar') return isUnsendable(node);
  if (node.type === 'sequence') return node.items.some(isWorthALook);
  return (
    node.type === 'map' &&
    node.entries.some(({ key, value }) => {
      const isOfNote = key.type === 'scalar' && (key.resolved.type !== 'string' || isMode(key.text));
      return isOfNote || isWorthALook(value);
    })
  );
}

function isUnsendable({ resolved }: YamlScalar): boolean {
  return resolved.type === 'date' || resolved.type === 'binary';
}

function* checkValue(resource: Resource, node: YamlScalar, path: YamlPath): Generator<SchemaFinding> {
  const isOfMode = isMode(String(path.at(-1)));
  if (!(isUnsendable(node) || isOfMode) || !isRead(resource.document, node, path)) return;
  if (isUnsendable(node) && !isSamePath(path, NAMESPACE)) yield unsendableValue(resource, node, path);
  const mode = isOfMode ? checkMode(resource, node, path) : undefined;
  if (mode) yield mode;
}

/** Of two equal keys gcloud reads the first; what is merged into a map stands in it. */
function isRead(document: YamlDocument, node: YamlScalar, path: YamlPath): boolean {
  const inPlace = path.filter((step, index) => step !== '<<' && !(typeof step === 'number' && path[index - 1] === '<<'));
  return document.nodeAt(inPlace) === node;
}

/** gcloud makes text of it before it looks at anything else. */
const NAMESPACE = ['metadata', 'namespace'];

function unsendableValue(resource: Resource, node: YamlScalar, path: YamlPath): SchemaFinding {
  const { document, kind } = resource;
  const isDate = node.resolved.type === 'date';
  const parentType = fieldTypeAt(kind.kind, path.slice(0, -1));
  const isText = fieldTypeAt(kind.kind, path) === 'string' || parentType === 'text map' || parentType === 'string[]';
  const own = isDate && isText && !node.tag ? ownScalarAt(document, path) : undefined;
  return {
    ruleId: 'schema/type',
    severity: 'error',
    at: path,
    message: `${subjectAt(resource, path)} is ${isDate ? 'a date' : 'binary data'} to gcloud, which crashes on it`,
    remedy: isDate ? 'Quote it.' : 'Write it as text.',
    refusedBy: ['gcloud'],
    gcloudSays: notSerializableWords(node, false),
    fixSafety: 'safe',
    ...(own && { fix: quoteFix(own, path) }),
  };
}

function* checkKeys({ document, kind }: Resource, map: YamlMap, path: YamlPath): Generator<SchemaFinding> {
  const isOfTexts = fieldTypeAt(kind.kind, path) === 'text map';
  const place = formatYamlPath(path);
  for (const { key } of map.entries) {
    if (key.type !== 'scalar' || key.resolved.type === 'string' || key.resolved.type === 'merge') continue;
    const read = keyText(key) ?? '';
    const isRenamed = isOfTexts && key.style === 'plain' && read !== key.text;
    const at = [...path, read];
    if (!(isUnsendable(key) || isRenamed) || document.keyRangeAt(at)?.start !== key.range.start) continue;
    const name = excerpt(key.text);
    const common = { severity: 'error', at, isAboutKey: true, remedy: `Quote it: '${name}'.` } as const;
    const fix = { title: `Put the key ${name} in quotes`, edits: [{ type: 'rename', path: at, key: key.text }] } as const;
    if (isUnsendable(key)) {
      const message = `The key ${name} of ${place} is a ${key.resolved.type} to gcloud, which crashes on it`;
      const gcloudSays = notSerializableWords(key, true);
      yield { ...common, ruleId: 'schema/type', message, refusedBy: ['gcloud'], gcloudSays, fixSafety: 'safe', fix };
    } else {
      const message = `gcloud reads the key ${name} of ${place} as "${read}"`;
      yield { ...common, ruleId: 'schema/key-type', message, refusedBy: [], fixSafety: 'unsafe', fix };
    }
  }
}
