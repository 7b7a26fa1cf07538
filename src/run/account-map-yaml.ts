import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { isNothing, readEntries, resolveAlias, stringOf, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts';
import { describeUnknownColumn, isAccountColumn, type MapRemark, type RawMap, type RawRow } from './account-columns.ts';

/**
 * The rows of a map in YAML 1.2 or JSON: a list of maps. Never throws.
 *
 * @param isJson true where tabs may stand before a line
 */
export function parseYamlMap(text: string, isJson: boolean): RawMap {
  const documents = readYaml(text, '1.2').filter(({ isEmpty, isReadable }) => !isEmpty || !isReadable);
  const [document, second] = documents;
  if (!document) return { rows: [], defects: [] };
  const problems = document.problems.filter(({ code }) => !(isJson && code === 'yaml/tab'));
  const defects = problems.map(({ code, message, range }) => ({
    line: lineOf(document, range.start),
    message: code === 'yaml/duplicate-key' ? 'this key appears twice' : message,
  }));
  if (second) defects.push({ line: lineOf(second, second.range.start), message: 'a map of accounts is one document' });
  if (defects.length > 0) return { rows: [], defects };
  const list = document.nodeAt([]);
  if (list?.type === 'sequence') return merged(list.items.map((item) => readRow(item, document)));
  return { rows: [], defects: [{ line: lineOf(document, document.visibleRangeAt([]).start), message: NO_LIST }] };
}

const NO_LIST = 'a map of accounts is a list of rows, each with kind, name, email and, if need be, path';

function merged(maps: readonly RawMap[]): RawMap {
  return { rows: maps.flatMap(({ rows }) => rows), defects: maps.flatMap(({ defects }) => defects) };
}

function readRow(item: YamlNode, document: YamlDocument): RawMap {
  const line = lineOf(document, item.range.start);
  const map = resolveAlias(item);
  if (map?.type !== 'map') return { rows: [], defects: [{ line, message: NO_MAP }] };
  const entries = [...readEntries(map)];
  const defects = entries.flatMap(([key, entry]) => findEntryDefect(key, entry, document) ?? []);
  const values = entries.map(([key, { value }]) => [key, stringOf(value)] as const);
  const row: RawRow = { line, ...Object.fromEntries(values.filter(([, value]) => value)) };
  return { rows: defects.length > 0 ? [] : [row], defects };
}

const NO_MAP = 'a row is a map with kind, name, email and, if need be, path';

function findEntryDefect(key: string, { key: { range }, value }: YamlEntry, document: YamlDocument): MapRemark | undefined {
  const line = lineOf(document, range.start);
  if (!isAccountColumn(key)) return { line, message: describeUnknownColumn(key) };
  if (isNothing(resolveAlias(value)) || stringOf(value) !== undefined) return undefined;
  const isScalar = resolveAlias(value)?.type === 'scalar';
  return { line, message: `${key} is no text${isScalar ? '; write it in quotes' : ''}` };
}

function lineOf({ lines }: YamlDocument, offset: number): number {
  return lines.position(offset).line;
}
