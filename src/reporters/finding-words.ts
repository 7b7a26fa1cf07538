import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable, printableLines } from './terminal-text.ts';

/** What is wrong, who refuses the manifest, why it matters and what to do, in sentences, of which the first can stand alone. */
export function tellFinding(diagnostic: Diagnostic): string {
  const { message, remedy = '' } = diagnostic;
  return [sentence(message), sentence(tellRefusal(diagnostic) ?? ''), printableLines(remedy)]
    .filter((text) => text !== '')
    .join(' ');
}

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

function sentence(text: string): string {
  return printable(text === '' || /[.?!:]$/.test(text) ? text : `${text}.`);
}
