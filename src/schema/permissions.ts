import type { Resource } from '../manifest/resource.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import { fieldTypeAt } from './fields.ts';
import type { SchemaFinding } from './schema-finding.ts';

/**
 * Permissions are a number to the API, and octal to people. gcloud reads 0444 as octal, 444 as decimal, and '0444' as
 * decimal too: it makes a number of digits in quotes, zeros before them or not.
 */

const MOST = 0o777;

/** Permissions that people give in decimal digits, and that are not themselves the decimal form of such. */
const MODES = new Set([400, 440, 444, 500]);

export function isMode(field: string): boolean {
  return field === 'mode' || field === 'defaultMode';
}

/** Digits that were meant as octal and are sent as decimal, without a word. */
export function checkMode({ document, kind }: Resource, node: YamlScalar, path: YamlPath): SchemaFinding | undefined {
  const value = node.resolved.type === 'string' && !/^\d+$/.test(node.text) ? Number.NaN : Number(node.resolved.value);
  if (!MODES.has(value) || fieldTypeAt(kind.kind, path) !== 'integer') return undefined;
  return {
    ruleId: 'schema/mode',
    severity: 'error',
    at: path,
    message: `${formatYamlPath(path)} is sent as the decimal number ${value}, which is 0${value.toString(8)} as permissions`,
    refusedBy: [],
    fixSafety: 'unsafe',
    ...octalFix(value, path, document.version),
  };
}

/** The words for permissions above the most there are; undefined for any other number that is too large. */
export function explainPermissionsRange(
  { document }: Resource,
  node: YamlScalar,
  path: YamlPath,
  limit: number,
): Pick<SchemaFinding, 'message' | 'remedy' | 'fix'> | undefined {
  if (!isMode(String(path.at(-1))) || limit !== MOST) return undefined;
  const value = Number(node.resolved.value);
  return {
    message: `${formatYamlPath(path)} is the decimal number ${value}, and permissions end at 0777, which is ${MOST}`,
    ...octalFix(value, path, document.version),
  };
}

/** The same digits, read as octal. */
function octalFix(value: number, path: YamlPath, version: string): Pick<SchemaFinding, 'remedy' | 'fix'> {
  const mode = `${version === '1.1' ? '0' : '0o'}${value}`;
  if (!/^[0-7]{3}$/.test(String(value))) return {};
  return {
    remedy: `If the permissions ${value} are meant, write ${mode}: a number is octal only with a zero before it, and without quotes.`,
    fix: { title: `Write ${mode}`, edits: [{ type: 'set', path, value: mode, isPlain: true }] },
  };
}
