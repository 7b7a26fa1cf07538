import type { Diagnostic } from './diagnostic.ts';

/** What a finding is about: its file, its rule, and the resource and the value in it. */
export interface FindingKey {
  /** The path of the file, with `/` between its parts. */
  readonly path: string;
  readonly rule: string;
  readonly resource: string;
  /** The value that it is about, as `spec.template.spec`; empty where the finding is about no value. */
  readonly yamlPath: string;
}

/** @param path the path of the diagnostic's file */
export function findingKey({ ruleId, resource = '', yamlPath = '' }: Diagnostic, path: string): FindingKey {
  return { path, rule: ruleId, resource, yamlPath };
}

/** The key as one text: the same before and after a change of the lines around it. Several findings of a file can share it. */
export function textOfKey({ path, rule, resource, yamlPath }: FindingKey): string {
  return JSON.stringify([path, rule, resource, yamlPath]);
}
