import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { type AccountRow, findContradictions } from '../fix/account-assignment.ts';
import { type FileBytes, type FileSystem, readBytes, reasonOf } from '../io/files.ts';
import { describeKind, REPLACEABLE_KIND_NAMES, suggestKind } from '../manifest/kinds.ts';
import { emailMeantBy, findSettingObstacle } from '../manifest/service-account.ts';
import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import { decodeSourceFile, isDecodeFailure, STDIN_PATH } from '../text/source-file.ts';
import { MAX_TEXT_LENGTH } from '../yaml/read-yaml.ts';
import { type MapRemark, type RawMap, type RawRow, REQUIRED_COLUMNS } from './account-columns.ts';

/** A map of accounts: which one each resource is to get. */
export interface AccountMap {
  readonly rows: readonly AccountRow[];
  /** What is wrong with the map, a line each: it cannot be followed. */
  readonly defects: readonly string[];
  /** What is to be said of rows that can be followed. */
  readonly warnings: readonly string[];
}

/**
 * Reads a map of accounts, as its name ends: CSV whose first line names the columns, or a list in YAML or JSON. Paths in it
 * are seen from its folder, with `/` or `\` between their parts. Never throws.
 *
 * @param path as it was given, seen from `cwd`
 */
export async function readAccountMap(path: string, cwd: string, disk: FileSystem): Promise<AccountMap> {
  const parse = await parserFor(path);
  if (!parse) return unusable(`${path} is no map of accounts: its name ends in none of .csv, .yaml, .yml and .json`);
  const content = readText(resolve(cwd, path), disk);
  if ('defect' in content) return unusable(`The map ${path} cannot be read: ${content.defect}`);
  const raw = parse(content.text);
  if (raw.rows.length + raw.defects.length === 0) return unusable(`The map ${path} holds no row`);
  const folder = dirname(resolve(cwd, path));
  const rows = raw.rows.filter((row) => defectsOf(row).length === 0).map((row) => accountRow(row, folder, disk));
  const defects = [...raw.defects, ...raw.rows.flatMap(defectsOf), ...contradictionsIn(rows)];
  const tell = ({ line, message }: MapRemark) => `${path}:${line}: ${message}`;
  return {
    rows,
    defects: defects.sort((a, b) => a.line - b.line).map(tell),
    warnings: raw.rows.flatMap((row) => findEmailRemarks(row, false)).map(tell),
  };
}

/** Where a resource is looked for by the path of its file: links are followed as far as there is something. */
export function placeOf(path: string, cwd: string, disk: FileSystem): string | undefined {
  return path === STDIN_PATH ? undefined : realPlace(resolve(cwd, path), disk).split(sep).join('/');
}

function unusable(defect: string): AccountMap {
  return { rows: [], defects: [defect], warnings: [] };
}

/** A format is loaded when a map has it. */
async function parserFor(path: string): Promise<((text: string) => RawMap) | undefined> {
  const extension = extname(path).toLowerCase();
  if (extension === '.csv') return (await import('./account-map-csv.ts')).parseCsvMap;
  if (!['.yaml', '.yml', '.json'].includes(extension)) return undefined;
  const { parseYamlMap } = await import('./account-map-yaml.ts');
  return (text) => parseYamlMap(text, extension === '.json');
}

function readText(path: string, disk: FileSystem): { readonly text: string } | { readonly defect: string } {
  let content: FileBytes;
  try {
    content = readBytes(path, MAX_TEXT_LENGTH, disk);
  } catch (error) {
    return { defect: reasonOf(error) };
  }
  if (content.isTruncated) return { defect: `it is larger than ${MAX_TEXT_LENGTH / 1024 / 1024} MiB` };
  const file = decodeSourceFile(path, content.bytes);
  return isDecodeFailure(file) ? { defect: 'it is not text in UTF-8; save it as UTF-8' } : { text: file.text };
}

function accountRow(raw: RawRow, folder: string, disk: FileSystem): AccountRow {
  const { line, kind = '', name = '', email = '', path } = raw;
  const place = path === undefined ? undefined : placeOf(path.replaceAll('\\', '/'), folder, disk);
  return { line, kind, name, email, ...(path !== undefined && place !== undefined && { path, place }) };
}

function defectsOf(row: RawRow): MapRemark[] {
  const { line, kind } = row;
  const missing = REQUIRED_COLUMNS.filter((column) => row[column] === undefined);
  return [
    ...(missing.length > 0 ? [{ line, message: `the row has no ${listWords(missing, 'and')}` }] : []),
    ...(kind === undefined || REPLACEABLE_KIND_NAMES.includes(kind) ? [] : [{ line, message: describeUnknownKind(kind) }]),
    ...findEmailRemarks(row, true),
  ];
}

function describeUnknownKind(kind: string): string {
  if (suggestKind(kind)?.kind === kind) return `${describeKind(kind)} cannot be replaced from a manifest`;
  const meant = closestMatch(kind, REPLACEABLE_KIND_NAMES);
  const hint = meant ? `. Did you mean ${meant}?` : '';
  return `the kind is ${listWords(REPLACEABLE_KIND_NAMES, 'or')}, not ${excerpt(kind)}${hint}`;
}

/** @param isFinal true for what no resource can run as, false for what is only odd */
function findEmailRemarks({ line, email }: RawRow, isFinal: boolean): MapRemark[] {
  const obstacle = email === undefined ? undefined : findSettingObstacle(email);
  if (email === undefined || obstacle?.isFinal !== isFinal) return [];
  const meant = emailMeantBy(email);
  const hint = isFinal && meant ? `. Did you mean ${meant}?` : '';
  return [{ line, message: `${excerpt(JSON.stringify(email))} ${obstacle.problem}${hint}` }];
}

function contradictionsIn(rows: readonly AccountRow[]): MapRemark[] {
  return findContradictions(rows).map(({ row: { line, kind, name, email }, earlier }) => ({
    line,
    message: `${excerpt(`${kind}/${name}`)} gets ${email} here, and ${earlier.email} in line ${earlier.line}`,
  }));
}

/** The real path, as far as there is something at it. */
function realPlace(path: string, disk: FileSystem): string {
  try {
    return disk.realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPlace(parent, disk), basename(path));
  }
}
