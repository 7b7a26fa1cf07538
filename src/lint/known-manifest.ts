import { parseUsualAccount } from '../manifest/usual-account.ts';
import { isOfOneEnvironment } from '../ordinary/ordinary-texts.ts';
import { type OrdinaryManifest, readOrdinary } from '../ordinary/read-ordinary.ts';
import { mentionsSuppression } from './suppression-marks.ts';

/**
 * What is known at once of a file of which nothing is to be said, but for what all files of a run together tell. Undefined
 * says nothing.
 *
 * @param lookedAtIn the words that rules look at in manifests of a kind; undefined where that is not enough to know
 */
export function knowManifest(
  path: string,
  text: string,
  lookedAtIn: (kind: string) => ReadonlySet<string> | undefined,
): OrdinaryManifest | undefined {
  const manifest = mentionsSuppression(text) ? undefined : readOrdinary(text, lookedAtIn);
  if (!manifest || !parseUsualAccount(manifest.account)) return undefined;
  const isEnvironmentLookedAt = lookedAtIn(manifest.kind)?.has('several environments');
  return isEnvironmentLookedAt && !isOfOneEnvironment(path, manifest.account) ? undefined : manifest;
}
