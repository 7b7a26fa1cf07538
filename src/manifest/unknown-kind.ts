import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { REPLACEABLE_KIND_NAMES, REPLACEABLE_KINDS, suggestKind } from './kinds.ts';

/** What is wrong with the kind of a document whose `apiVersion` is Cloud Run's. */
export function unknownKindDiagnostic(document: YamlDocument, apiVersion: string): Diagnostic {
  const kind = document.stringAt(['kind']) ?? '';
  const { at, message, remedy } = describe(kind, apiVersion);
  const range = document.visibleRangeAt([at]);
  return { ruleId: 'manifest/unknown-kind', severity: 'error', message, remedy, refusedBy: ['cloud-run'], range, related: [] };
}

function describe(kind: string, apiVersion: string): { at: string; message: string; remedy: string } {
  const meant = suggestKind(kind);
  if (kind === '') {
    const kinds = REPLACEABLE_KINDS.filter((candidate) => candidate.apiVersion === apiVersion).map((candidate) => candidate.kind);
    const remedy = `With apiVersion ${excerpt(apiVersion)} the kind is ${listWords(kinds.length > 0 ? kinds : REPLACEABLE_KIND_NAMES, 'or')}.`;
    return { at: 'apiVersion', message: 'This manifest has no kind, so nothing says what it describes', remedy };
  }
  if (meant?.kind === kind) {
    const message = `Kind ${kind} belongs to apiVersion ${meant.apiVersion}, not ${excerpt(apiVersion)}`;
    return { at: 'apiVersion', message, remedy: `Write apiVersion: ${meant.apiVersion}.` };
  }
  const remedy = meant ? `Did you mean ${meant.kind}?` : `Cloud Run has ${listWords(REPLACEABLE_KIND_NAMES, 'or')}.`;
  return { at: 'kind', message: `Cloud Run has no kind ${excerpt(kind)}`, remedy };
}
