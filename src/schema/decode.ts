import type { PlainObject, PlainValue } from '../yaml/plain-value.ts';
import { pathKey, type YamlPath } from '../yaml/yaml-path.ts';
import { fieldTypeAt } from './fields.ts';
import { findSchemaErrors, type SchemaError } from './schema-errors.ts';

/**
 * A value as gcloud's client makes it fit the messages of the API (its decoder is that of apitools, seen in gcloud 578):
 * it leaves out what is null and empty lists that are no lists, makes a list of a single item, and a number of its digits
 * in quotes. The schema says where the value does not fit; what gcloud would make fit is made so and looked at again.
 */
export interface Decoding {
  /** What gcloud changed without a word. */
  readonly conversions: readonly Conversion[];
  /** What is still wrong then. */
  readonly errors: readonly DecodingError[];
}

/** An error with two paths: in the document, and in what gcloud makes of it, where lists can be that the document lacks. */
export type DecodingError = SchemaError & { readonly sentPath: YamlPath };

export interface Conversion {
  readonly type: 'null-dropped' | 'list-dropped' | 'wrapped' | 'number-read';
  /** Of the value as it stands in the document. */
  readonly path: YamlPath;
}

/** Nothing is lost where Cloud Run takes no value at all. */
const UNUSED_KEYWORDS: ReadonlySet<string> = new Set(['readOnly', 'deprecationMessage']);

/** What Python's `int` reads, as far as people write it. */
const DIGITS = /^\s*[-+]?\d+(?:_\d+)*\s*$/;

/** @param value is changed on the way */
export function decodeAsGcloud(kind: string, value: PlainValue): Decoding {
  const conversions: Conversion[] = [];
  const wrapped = new Set<string>();
  for (;;) {
    const errors = withoutUnknown(findSchemaErrors(kind, value));
    const found = errors.flatMap((error) => {
      const type = conversionOf(kind, value, error);
      return type ? [{ type, path: error.path }] : [];
    });
    const unused = new Set(errors.flatMap(({ keyword, path }) => (UNUSED_KEYWORDS.has(keyword) ? pathKey(path) : [])));
    for (const { type, path } of found) {
      convert(value, path, type);
      if (!unused.has(pathKey(path))) conversions.push({ type, path: pathInDocument(path, wrapped) });
    }
    for (const { type, path } of found) if (type === 'wrapped') wrapped.add(pathKey(path));
    if (found.length === 0) {
      return {
        conversions,
        errors: errors.map((error) => ({ ...error, path: pathInDocument(error.path, wrapped), sentPath: error.path })),
      };
    }
  }
}

/** Into what is unknown to gcloud it does not look. */
function withoutUnknown(errors: readonly SchemaError[]): readonly SchemaError[] {
  const isUnknown = (error: SchemaError) => error.keyword === 'deprecationMessage' && error.params.isUnknownToGcloud;
  const unknown = new Set(errors.filter(isUnknown).map(({ path }) => pathKey(path)));
  if (unknown.size === 0) return errors;
  const isBelow = ({ path }: SchemaError) => path.some((_, index) => unknown.has(pathKey(path.slice(0, index + 1))));
  return errors.filter((error) => isUnknown(error) || !isBelow(error));
}

function conversionOf(kind: string, value: PlainValue, error: SchemaError): Conversion['type'] | undefined {
  if (error.keyword !== 'type') return undefined;
  const wanted = error.params.type;
  const given = valueAt(value, error.path);
  const isField = typeof error.path.at(-1) === 'string' && fieldTypeAt(kind, error.path.slice(0, -1)) !== 'text map';
  if (given === null) return isField ? 'null-dropped' : undefined;
  if (wanted === 'array') return 'wrapped';
  if (Array.isArray(given) && given.length === 0) return isField ? 'list-dropped' : undefined;
  return wanted === 'integer' && typeof given === 'string' && DIGITS.test(given) ? 'number-read' : undefined;
}

function convert(value: PlainValue, path: YamlPath, type: Conversion['type']): void {
  const parent = valueAt(value, path.slice(0, -1)) as PlainObject;
  const key = path.at(-1) as string;
  const given = parent[key];
  // What an alias stands for is shared, and may have been changed at another of its places.
  if (given === undefined) return;
  if (type === 'null-dropped' || type === 'list-dropped') delete parent[key];
  else if (type === 'number-read') parent[key] = Number(String(given).replaceAll('_', ''));
  else if (!Array.isArray(given)) parent[key] = [given];
}

function valueAt(value: PlainValue, path: YamlPath): PlainValue | undefined {
  let here: PlainValue | undefined = value;
  for (const step of path) here = (here as PlainObject | undefined)?.[step];
  return here;
}

/** Without the indexes of lists that gcloud makes and the document does not have. */
function pathInDocument(path: YamlPath, wrapped: ReadonlySet<string>): YamlPath {
  if (wrapped.size === 0) return path;
  return path.filter((_, index) => !wrapped.has(pathKey(path.slice(0, index))));
}
