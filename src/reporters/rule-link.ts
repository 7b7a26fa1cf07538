import type { RuleDescription } from '../diagnostics/rule-description.ts';

/** What a manifest can hold: the source of what has no other. */
const YAML_REFERENCE = 'https://cloud.google.com/run/docs/reference/yaml/v1';

/** Where to read more of a rule or a check. */
export function linkOf(description: RuleDescription | undefined): string {
  return description?.sources[0] ?? YAML_REFERENCE;
}
