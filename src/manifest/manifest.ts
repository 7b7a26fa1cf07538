import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../text/source-file.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { CLOUD_RUN_API_VERSIONS, findKind, type OtherKind } from './kinds.ts';
import type { Resource } from './resource.ts';
import { templateDiagnostic } from './template.ts';
import { unknownKindDiagnostic } from './unknown-kind.ts';

/** A file as Cloud Run sees it. */
export interface Manifest {
  readonly file: SourceFile;
  readonly documents: readonly YamlDocument[];
  /** The resources that can be replaced and read, in the order of the file. */
  readonly resources: readonly Resource[];
  /** What is wrong before any rule looks at it. */
  readonly diagnostics: readonly Diagnostic[];
  /** What is to be said of kinds that cannot be replaced, if the file was asked for by its name. */
  readonly notReplaceable: readonly Diagnostic[];
  /** False for a file that holds nothing of Cloud Run's. */
  readonly isCloudRun: boolean;
}

/** What one document turned out to be. */
interface DocumentReading {
  readonly isCloudRun: boolean;
  readonly resource?: Resource;
  readonly diagnostics: readonly Diagnostic[];
  readonly notReplaceable?: Diagnostic;
}

const NOT_OURS: DocumentReading = { isCloudRun: false, diagnostics: [] };

export function readManifest(file: SourceFile): Manifest {
  const documents = readYaml(file.text);
  const readings = documents.map((document, index) => readDocument(file.path, document, index));
  const resources = readings.flatMap(({ resource }) => resource ?? []);
  return {
    file,
    documents,
    resources: resources.length < 2 ? resources : resources.map((resource) => ({ ...resource, isAlone: false })),
    diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
    notReplaceable: readings.flatMap(({ notReplaceable }) => notReplaceable ?? []),
    isCloudRun: readings.some(({ isCloudRun }) => isCloudRun),
  };
}

function readDocument(path: string, document: YamlDocument, documentIndex: number): DocumentReading {
  const template = document.problems.length > 0 ? templateDiagnostic(document) : undefined;
  const diagnostics = template ? [template] : problemDiagnostics(document);
  if (!document.isReadable) return looksLikeCloudRun(document) ? { isCloudRun: true, diagnostics } : NOT_OURS;
  const apiVersion = document.stringAt(['apiVersion']);
  if (apiVersion === undefined || !isCloudRunApiVersion(apiVersion)) return NOT_OURS;
  const kind = findKind(apiVersion, document.stringAt(['kind']) ?? '');
  if (!kind) return { isCloudRun: true, diagnostics: [unknownKindDiagnostic(document, apiVersion), ...diagnostics] };
  if ('instead' in kind) return { isCloudRun: true, diagnostics, notReplaceable: notReplaceableDiagnostic(document, kind) };
  const name = document.stringAt(['metadata', 'name']);
  const resource = { path, kind, name, document, documentIndex, isAlone: true, isTemplate: template !== undefined };
  return { isCloudRun: true, resource, diagnostics };
}

/** Any version of Google's own group, but of Knative's only the one that Cloud Run takes: the older ones are not ours. */
function isCloudRunApiVersion(apiVersion: string): boolean {
  return CLOUD_RUN_API_VERSIONS.includes(apiVersion) || apiVersion.startsWith('run.googleapis.com/');
}

/** `apiVersion` at the outermost level, in YAML or in JSON, as far as that can be told of a text that cannot be read. */
function looksLikeCloudRun(document: YamlDocument): boolean {
  const text = document.text.slice(document.range.start, document.range.end);
  const isJson = /^\s*\{(?!\{)/.test(text);
  const pattern = isJson
    ? /^[ \t]*\{?[ \t]*"apiVersion"[ \t]*:[ \t]*"([^"\n]*)"/gm
    : /^["']?apiVersion["']?[ \t]*:[ \t]+["']?([^\s"'#]+)["']?[ \t]*(?:#.*)?\r?$/gm;
  return [...text.matchAll(pattern)].some(([, apiVersion]) => isCloudRunApiVersion(apiVersion ?? ''));
}

function problemDiagnostics(document: YamlDocument): Diagnostic[] {
  return document.problems.map(({ code, message, range, related }) => ({
    ruleId: code,
    severity: 'error',
    message: capitalise(message),
    range,
    related: related ? [related] : [],
  }));
}

function notReplaceableDiagnostic(document: YamlDocument, { kind, instead }: OtherKind): Diagnostic {
  return {
    ruleId: 'manifest/not-replaceable',
    severity: 'error',
    message: `${/^[AEIO]/.test(kind) ? 'An' : 'A'} ${kind} cannot be replaced from a manifest`,
    remedy: instead,
    range: document.visibleRangeAt(['kind']),
    related: [],
  };
}

function capitalise(sentence: string): string {
  return sentence.startsWith('gcloud') ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
