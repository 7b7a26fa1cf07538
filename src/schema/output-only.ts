import { listWords } from '../text/list-words.ts';
import { formatYamlPath, isSamePath, pathKey } from '../yaml/yaml-path.ts';
import type { DecodingError } from './decode.ts';
import type { SchemaFinding } from './schema-finding.ts';

/** What Cloud Run sets itself is told once for each map: it comes with an export that was not made for replacing. */
export function outputOnlyFindings(errors: readonly DecodingError[]): SchemaFinding[] {
  const paths = errors.filter(({ keyword }) => keyword === 'readOnly').map(({ path }) => path);
  const parents = new Map(paths.map((path) => [pathKey(path.slice(0, -1)), path.slice(0, -1)]));
  return [...parents.values()].map((parent) => {
    const fields = paths.filter((path) => isSamePath(path.slice(0, -1), parent)).map((path) => String(path.at(-1)));
    const names = listWords(fields, 'and');
    const isAddress = fields.includes('url');
    const place = parent.length === 0 ? '' : ` in ${formatYamlPath(parent)}`;
    return {
      ruleId: 'schema/output-only',
      severity: isAddress ? 'error' : 'info',
      at: [...parent, fields[0] as string],
      isAboutKey: true,
      message: `${names}${place}: Cloud Run sets ${fields.length === 1 ? 'this' : 'these'} itself`,
      remedy: isAddress
        ? 'It belongs to the status, and is refused here: remove it.'
        : 'None of it is taken from a manifest; gcloud run … describe --format export leaves most of it out.',
      refusedBy: isAddress ? ['cloud-run'] : [],
      fixSafety: 'safe',
      fix: {
        title: `Remove ${names}${place}`,
        edits: fields.map((field) => ({ type: 'remove', path: [...parent, field] }) as const),
      },
    };
  });
}
