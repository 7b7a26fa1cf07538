import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Who will refuse the manifest, in the words in which gcloud does where they are known.
 *
 * @param quote what becomes of gcloud's words
 */
export function tellRefusal({ refusedBy, gcloudSays }: Diagnostic, quote = (words: string) => words): string | undefined {
  const byCloudRun = refusedBy.includes('cloud-run');
  if (gcloudSays !== undefined)
    return `gcloud will say: ${quote(gcloudSays)}${byCloudRun ? ' (and Cloud Run would refuse it, too)' : ''}`;
  if (refusedBy.includes('gcloud'))
    return byCloudRun ? 'gcloud will refuse it, and so would Cloud Run.' : 'gcloud will refuse it.';
  return byCloudRun ? 'Cloud Run will refuse it.' : undefined;
}
