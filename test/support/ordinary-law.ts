import { isDeepStrictEqual } from 'node:util';
import type { Ruleset } from '../../src/lint/ruleset.ts';
import { runRules } from '../../src/lint/run-rules.ts';
import { summariseOrdinary } from '../../src/lint/summarise-ordinary.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import type { ReplaceCall } from '../../src/manifest/replace-call.ts';
import { summarise } from '../../src/manifest/resource-summary.ts';
import { checkSchema } from '../../src/schema/check-schema.ts';
import { sourceFileOfText } from '../../src/text/source-file.ts';

/** A text that is known at once is one in which the whole check finds nothing, and knows the same resource. */
export function compareWithWholeCheck(
  text: string,
  path: string,
  ruleset: Ruleset,
  call: ReplaceCall = {},
): 'unknown' | 'equal' | 'different' {
  const file = sourceFileOfText(path, text);
  const summary = summariseOrdinary(file, ruleset, call);
  if (!summary) return 'unknown';
  const manifest = readManifest(file, call);
  const found = [...manifest.diagnostics, ...manifest.notReplaceable, ...checkSchema(manifest), ...runRules(manifest, ruleset)];
  const isSame = manifest.isCloudRun && isDeepStrictEqual(plain(summarise(manifest)), plain([summary]));
  return isSame && found.length === 0 ? 'equal' : 'different';
}

/** With what its getters give. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
