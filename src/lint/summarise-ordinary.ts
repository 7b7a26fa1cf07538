import { kindNamed } from '../manifest/kinds.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { type ResourceSummary, summaryOf } from '../manifest/resource-summary.ts';
import { parseServiceAccount } from '../manifest/service-account.ts';
import { isOfOneEnvironment } from '../ordinary/ordinary-texts.ts';
import { readOrdinary } from '../ordinary/read-ordinary.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import type { SourceFile } from '../text/source-file.ts';
import { type Ruleset, wordsLookedAt } from './ruleset.ts';
import { mentionsSuppression } from './suppression-marks.ts';
import { wordsOfRun } from './words-of-resource.ts';

/**
 * The one resource of a file, where the file is known at once as one of which nothing is to be said but what all files of a
 * run together tell. Undefined says nothing.
 */
export function summariseOrdinary(file: SourceFile, ruleset: Ruleset, call: ReplaceCall): ResourceSummary | undefined {
  const lookedAt = allWordsLookedAt(ruleset);
  if (!lookedAt || call.as || mentionsSuppression(file.text)) return undefined;
  const wordsOfAll = ['user-managed account', ...wordsOfRun(call, ruleset.allowedAccounts)];
  if (wordsOfAll.some((word) => lookedAt.has(word))) return undefined;
  const manifest = readOrdinary(file.text, lookedAt);
  if (!manifest || parseServiceAccount(manifest.account).type !== 'user-managed') return undefined;
  if (lookedAt.has('several environments') && !isOfOneEnvironment(file.path, manifest.account)) return undefined;
  const { kind, name, account, accountRange } = manifest;
  return summaryOf({ path: file.path, kind: kindNamed(kind), name }, account, accountRange);
}

/** Undefined where a rule has to be asked of every manifest. */
const allWordsLookedAt = rememberedOfLast(({ rules }: Ruleset): ReadonlySet<string> | undefined => {
  const words = rules.map(wordsLookedAt);
  return words.every((some) => some !== undefined) ? new Set(words.flat()) : undefined;
});
