import { fitsAccountPattern } from '../manifest/account-pattern.ts';
import { knowsProjects, type ReplaceCall } from '../manifest/replace-call.ts';
import { parseUsualAccount } from '../manifest/usual-account.ts';
import { isNamespaceOf, isOfOneEnvironment } from '../ordinary/ordinary-texts.ts';
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
  call: ReplaceCall = {},
): OrdinaryManifest | undefined {
  const manifest = mentionsSuppression(text) ? undefined : readOrdinary(text, lookedAtIn);
  if (!manifest || !parseUsualAccount(manifest.account) || !isOfProject(manifest, call)) return undefined;
  const isEnvironmentLookedAt = lookedAtIn(manifest.kind)?.has('several environments');
  return isEnvironmentLookedAt && !isOfOneEnvironment(path, manifest.account) ? undefined : manifest;
}

/** Without a namespace it is of the project that gcloud is called with. */
function isOfProject({ namespace, account }: OrdinaryManifest, call: ReplaceCall): boolean {
  if (namespace === undefined) return true;
  return call.namespace === undefined && call.project === undefined && isNamespaceOf(account, namespace, knowsProjects(call));
}

/** True where one of these patterns allows the account of a manifest that is known; without any, all are allowed. */
export function isAllowed({ kind, name, account }: OrdinaryManifest, patterns: readonly string[]): boolean {
  // No other project is known of the manifest. Where none is, `{project}` is any text, which this one is, too.
  const words = { name, kind: kind.toLowerCase(), project: parseUsualAccount(account)?.projectId };
  return patterns.length === 0 || patterns.some((pattern) => fitsAccountPattern(account, pattern, words));
}
