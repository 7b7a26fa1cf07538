import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Who will refuse the manifest, in the words in which gcloud does where they are known; undefined where nobody will. */
export function refusalOf({ refusedBy, gcloudSays }: Pick<Diagnostic, 'refusedBy' | 'gcloudSays'>): string | undefined {
  const byCloudRun = refusedBy.includes('cloud-run');
  if (gcloudSays !== undefined)
    return `gcloud will say: ${gcloudSays}${byCloudRun ? ' (and Cloud Run would refuse it, too)' : ''}`;
  if (refusedBy.includes('gcloud'))
    return byCloudRun ? 'gcloud will refuse it, and so would Cloud Run.' : 'gcloud will refuse it.';
  return byCloudRun ? 'Cloud Run will refuse it.' : undefined;
}
