import { Instance, Job, Service, WorkerPool } from '../../schemas/validators.ts';
import { type PlainValue, pathOfPointer } from '../yaml/plain-value.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/**
 * Where a value breaks the schema of its kind, by the keyword of JSON Schema that it breaks. What is missing is at the path
 * where it should be; of a key that is no field, the path is that of its object.
 */
export type SchemaError = { readonly path: YamlPath } & (
  | { readonly keyword: 'type'; readonly params: { readonly type: string | readonly string[] } }
  | { readonly keyword: 'additionalProperties'; readonly params: { readonly additionalProperty: string } }
  | { readonly keyword: 'required'; readonly params: object }
  | { readonly keyword: 'enum'; readonly params: { readonly allowedValues: readonly string[] } }
  | { readonly keyword: 'const'; readonly params: { readonly allowedValue: string } }
  | { readonly keyword: 'minimum' | 'maximum' | 'minItems' | 'maxItems'; readonly params: { readonly limit: number } }
  /** What the pattern asks for, as a sentence. */
  | { readonly keyword: 'pattern'; readonly params: { readonly words: string } }
  /** What Cloud Run sets itself. */
  | { readonly keyword: 'readOnly'; readonly params: object }
  /** What Cloud Run does not support. */
  | { readonly keyword: 'deprecationMessage'; readonly params: { readonly reason: string; readonly isUnknownToGcloud: boolean } }
);

/** The part that this module uses of a function that ajv has made from a schema. */
interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string; readonly params: object }[] | null;
}

const VALIDATORS = { Service, Job, WorkerPool, Instance } as unknown as Readonly<Record<string, Validator>>;

/** Everything in which a value breaks the schema of a kind. */
export function findSchemaErrors(kind: string, value: PlainValue): SchemaError[] {
  const validate = VALIDATORS[kind] as Validator;
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, params }) => {
    const path = pathOfPointer(instancePath, value);
    const missing = 'missingProperty' in params ? [params.missingProperty as string] : [];
    return { path: [...path, ...missing], keyword, params } as SchemaError;
  });
}
