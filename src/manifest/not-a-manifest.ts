import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { capitalise } from '../text/capitalise.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { describeKind, type OtherKind } from './kinds.ts';

/** Said of a file that was asked for and has nothing in it. */
export function emptyDiagnostic(): Diagnostic {
  return {
    ruleId: 'manifest/empty',
    severity: 'error',
    message: 'The file holds no manifest',
    refusedBy: ['gcloud'],
    gcloudSays: 'Invalid YAML/JSON Data [None]',
    range: { start: 0, end: 0 },
    related: [],
  };
}

/** Said of a document that was asked for and is something else than a resource. */
export function notAMapDiagnostic(document: YamlDocument): Diagnostic {
  const isList = document.root?.type === 'sequence';
  return {
    ruleId: 'manifest/not-a-map',
    severity: 'error',
    message: `The manifest is ${isList ? 'a list' : 'a single value'}, and must be a map with apiVersion, kind, metadata and spec`,
    refusedBy: ['gcloud'],
    ...(!isList && { gcloudSays: 'Invalid YAML/JSON Data […]' }),
    range: document.visibleRangeAt([]),
    related: [],
  };
}

/** Said of a document whose kind is known, and managed in another way. */
export function notReplaceableDiagnostic(document: YamlDocument, { kind, instead }: OtherKind): Diagnostic {
  return {
    ruleId: 'manifest/not-replaceable',
    severity: 'error',
    message: `${capitalise(describeKind(kind))} cannot be replaced from a manifest`,
    remedy: instead,
    refusedBy: ['cloud-run'],
    range: document.visibleRangeAt(['kind']),
    related: [],
  };
}
