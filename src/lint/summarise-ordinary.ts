import { kindNamed } from '../manifest/kinds.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { type ResourceSummary, summaryOf } from '../manifest/resource-summary.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import type { SourceFile } from '../text/source-file.ts';
import { knowManifest } from './known-manifest.ts';
import { type Ruleset, wordsLookedAt } from './ruleset.ts';
import { wordsOfRun } from './words-of-resource.ts';

/** The one resource of a file that is known at once: rules say nothing of it, but for those of whole runs. */
export function summariseOrdinary({ path, text }: SourceFile, ruleset: Ruleset, call: ReplaceCall): ResourceSummary | undefined {
  const lookedAt = allWordsLookedAt(ruleset);
  const wordsOfAll = ['user-managed account', ...wordsOfRun(call, ruleset.allowedAccounts)];
  if (!lookedAt || call.as || wordsOfAll.some((word) => lookedAt.has(word))) return undefined;
  const manifest = knowManifest(path, text, lookedAt);
  if (!manifest) return undefined;
  const { kind, name, account, accountRange } = manifest;
  return summaryOf({ path, kind: kindNamed(kind), name }, account, accountRange);
}

/** Undefined where a rule has to be asked of every manifest. */
const allWordsLookedAt = rememberedOfLast(({ rules }: Ruleset): ReadonlySet<string> | undefined => {
  const words = rules.map(wordsLookedAt);
  return words.every((some) => some !== undefined) ? new Set(words.flat()) : undefined;
});
