import { isDeepStrictEqual } from 'node:util';
import type { Ruleset } from '../../src/lint/ruleset.ts';
import { runRules } from '../../src/lint/run-rules.ts';
import { summariseOrdinary } from '../../src/lint/summarise-ordinary.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import type { ReplaceCall } from '../../src/manifest/replace-call.ts';
import { summarise } from '../../src/manifest/resource-summary.ts';
import { checkSchema } from '../../src/schema/check-schema.ts';
import { sourceFileOfText } from '../../src/text/source-file.ts';

/** The rules of a ruleset, each asked of every manifest, whatever it says that it looks at. */
export function alwaysAsked(ruleset: Ruleset): Ruleset {
  const rules = ruleset.rules.map((enabled) => {
    const { looksAt: _, ...rule } = enabled.rule;
    return { ...enabled, rule };
  });
  return { ...ruleset, rules };
}

/**
 * A text that is known at once is one in which the whole check finds nothing, and knows the same resource.
 *
 * @param whole the rules as the whole check asks them
 */
export function compareWithWholeCheck(
  text: string,
  path: string,
  ruleset: Ruleset,
  call: ReplaceCall = {},
  whole: Ruleset = ruleset,
): 'unknown' | 'equal' | 'different' {
  const file = sourceFileOfText(path, text);
  const summary = summariseOrdinary(file, ruleset, call);
  if (!summary) return 'unknown';
  const manifest = readManifest(file, call);
  const found = [...manifest.diagnostics, ...manifest.notReplaceable, ...checkSchema(manifest), ...runRules(manifest, whole)];
  const isSame = manifest.isCloudRun && isDeepStrictEqual(summarise(manifest), [summary]);
  return isSame && found.length === 0 ? 'equal' : 'different';
}
