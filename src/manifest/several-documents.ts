import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import type { ReplaceCall } from './replace-call.ts';

/** What there is to say of a file with more than one document: gcloud drops empty ones, and takes one. */
export function severalDocumentsDiagnostic(documents: readonly YamlDocument[], call: ReplaceCall): Diagnostic | undefined {
  const { severalDocuments: severity = 'error' } = call;
  const [, second] = documents.filter(({ isEmpty }) => !isEmpty);
  const isReadable = documents.every((document) => document.isReadable);
  if (severity === 'off' || !second || !isReadable) return undefined;
  const { lines } = second;
  const start = second.root?.range.start ?? second.range.start;
  return {
    ruleId: 'manifest/several-documents',
    severity,
    message: 'A second document begins here, and gcloud takes one at a time',
    remedy:
      'Put each document into a file of its own. If not gcloud but Skaffold or Cloud Deploy reads this file, pass --several-documents off.',
    refusedBy: ['gcloud'],
    gcloudSays: 'expected a single document in the stream',
    range: { start, end: Math.max(start, lines.contentRange(lines.lineAt(start)).end) },
    related: [],
  };
}
