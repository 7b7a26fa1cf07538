import { readFileSync } from 'node:fs';

/** The schemas as they are written, for what is made of them. */

export type Json = Readonly<Record<string, unknown>>;

/** Kinds and the files of their schemas. */
export const SCHEMA_FILES = { Service: 'service', Job: 'job', WorkerPool: 'worker-pool', Instance: 'instance' } as const;

export function readSchema(name: string): Json {
  return JSON.parse(readFileSync(new URL(`${name}.schema.json`, import.meta.url), 'utf8'));
}

/** What the schemas of the kinds refer to. */
export function readDefinitions(): Readonly<Record<string, Json>> {
  return readSchema('definitions')['definitions'] as Readonly<Record<string, Json>>;
}

/** The name of the definition that a `$ref` stands for. */
export function definitionName(reference: string): string {
  return reference.replace(/^.*\//, '');
}
