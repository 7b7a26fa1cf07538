import { parseUsualAccount } from '../manifest/usual-account.ts';
import { isOfOneEnvironment } from '../ordinary/ordinary-texts.ts';
import { type OrdinaryManifest, readOrdinary } from '../ordinary/read-ordinary.ts';
import { mentionsSuppression } from './suppression-marks.ts';

/**
 * What is known at once of a file of which nothing is to be said, but for what all files of a run together tell. Undefined
 * says nothing.
 *
 * @param lookedAt the words that rules look at, of which `user-managed account` is none
 */
export function knowManifest(path: string, text: string, lookedAt: ReadonlySet<string>): OrdinaryManifest | undefined {
  const manifest = mentionsSuppression(text) ? undefined : readOrdinary(text, lookedAt);
  if (!manifest || !parseUsualAccount(manifest.account)) return undefined;
  return lookedAt.has('several environments') && !isOfOneEnvironment(path, manifest.account) ? undefined : manifest;
}
