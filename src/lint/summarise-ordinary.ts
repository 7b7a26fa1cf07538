import { kindNamed } from '../manifest/kinds.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { type ResourceSummary, summaryOf } from '../manifest/resource-summary.ts';
import { rememberedOfLast, rememberedText } from '../text/remembered.ts';
import type { SourceFile } from '../text/source-file.ts';
import { knowManifest } from './known-manifest.ts';
import { type Ruleset, wordsLookedAt } from './ruleset.ts';
import { wordsOfRun } from './words-of-resource.ts';

/** The one resource of a file that is known at once: rules say nothing of it, but for those of whole runs. */
export function summariseOrdinary({ path, text }: SourceFile, ruleset: Ruleset, call: ReplaceCall): ResourceSummary | undefined {
  if (call.as) return undefined;
  const wordsOfAll = ['user-managed account', ...wordsOfRun(call, ruleset.allowedAccounts)];
  const lookedAtIn = (kind: string) => {
    const lookedAt = wordsByKind(ruleset)(kind);
    return lookedAt && !wordsOfAll.some((word) => lookedAt.has(word)) ? lookedAt : undefined;
  };
  const manifest = knowManifest(path, text, lookedAtIn, call);
  if (!manifest) return undefined;
  const { kind, name, account, accountRange } = manifest;
  return summaryOf({ path, kind: kindNamed(kind), name }, account, accountRange);
}

/** What the rules look at in manifests of a kind; undefined where one of them has to be asked of every manifest. */
const wordsByKind = rememberedOfLast(({ rules }: Ruleset) => {
  return rememberedText((kind): ReadonlySet<string> | undefined => {
    const words = rules.filter(({ rule }) => rule.kinds.includes(kind)).map(wordsLookedAt);
    return words.every((some) => some !== undefined) ? new Set(words.flat()) : undefined;
  });
});
