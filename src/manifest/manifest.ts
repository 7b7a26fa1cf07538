import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { capitalise } from '../text/capitalise.ts';
import type { SourceFile } from '../text/source-file.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlDocument, YamlProblem } from '../yaml/yaml-document.ts';
import { CLOUD_RUN_API_VERSIONS, findKind, kindOfGroup, type ReplaceableKind } from './kinds.ts';
import { emptyDiagnostic, notAMapDiagnostic, notReplaceableDiagnostic } from './not-a-manifest.ts';
import type { ReplaceCall } from './replace-call.ts';
import type { Resource } from './resource.ts';
import { severalDocumentsDiagnostic } from './several-documents.ts';
import { templateDiagnostic } from './template.ts';
import { unknownKindDiagnostic } from './unknown-kind.ts';

/** A file as Cloud Run sees it. */
export interface Manifest {
  readonly file: SourceFile;
  /** How gcloud will be called with it. */
  readonly call: ReplaceCall;
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
const OURS: DocumentReading = { isCloudRun: true, diagnostics: [] };

export function readManifest(file: SourceFile, call: ReplaceCall = {}): Manifest {
  const documents = readYaml(file.text);
  const readings = documents.map((document, index) => readDocument(file.path, document, index, call));
  const resources = readings.flatMap(({ resource }) => resource ?? []);
  const isCloudRun = call.as !== undefined || readings.some((reading) => reading.isCloudRun);
  const several = call.as || resources.length > 0 ? severalDocumentsDiagnostic(documents, call) : undefined;
  const diagnostics = [...readings.flatMap((reading) => reading.diagnostics), ...(several ? [several] : [])];
  if (call.as && documents.every(({ isEmpty, isReadable }) => isEmpty && isReadable)) diagnostics.push(emptyDiagnostic());
  return {
    file,
    call,
    documents,
    resources: resources.length < 2 ? resources : resources.map((resource) => ({ ...resource, isAlone: false })),
    diagnostics,
    notReplaceable: readings.flatMap(({ notReplaceable }) => notReplaceable ?? []),
    isCloudRun,
  };
}

function readDocument(path: string, document: YamlDocument, documentIndex: number, call: ReplaceCall): DocumentReading {
  const template = document.problems.length > 0 ? templateDiagnostic(document) : undefined;
  const diagnostics = template ? [template] : problemDiagnostics(document, path);
  const found = call.as ? readAs(document, kindOfGroup(call.as)) : recognise(document);
  if (!found) return NOT_OURS;
  if ('reading' in found) return { ...found.reading, diagnostics: [...found.reading.diagnostics, ...diagnostics] };
  const name = document.stringAt(['metadata', 'name']);
  const isTemplate = template !== undefined;
  const resource = { path, ...found, name, call, document, documentIndex, isAlone: true, isTemplate };
  return { isCloudRun: true, resource, diagnostics };
}

/** The kind of the resource that a document is, or what there is to say of one that is none; undefined where it is not ours. */
type Recognition = { readonly kind: ReplaceableKind } | { readonly reading: DocumentReading } | undefined;

/** What a document says that it is. */
function recognise(document: YamlDocument): Recognition {
  if (!document.isReadable) return looksLikeCloudRun(document) ? { reading: OURS } : undefined;
  const apiVersion = document.stringAt(['apiVersion']);
  if (apiVersion === undefined || !isCloudRunApiVersion(apiVersion)) return undefined;
  const kind = findKind(apiVersion, document.stringAt(['kind']) ?? '');
  if (!kind) return { reading: { ...OURS, diagnostics: [unknownKindDiagnostic(document, apiVersion)] } };
  return 'instead' in kind ? { reading: { ...OURS, notReplaceable: notReplaceableDiagnostic(document, kind) } } : { kind };
}

/** What gcloud takes a document for, whatever it says. */
function readAs(document: YamlDocument, kind: ReplaceableKind): Recognition {
  if (document.isReadable && document.root?.type === 'map') return { kind };
  const isNothing = document.isReadable && document.isEmpty;
  return { reading: isNothing || !document.isReadable ? OURS : { ...OURS, diagnostics: [notAMapDiagnostic(document)] } };
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

function problemDiagnostics(document: YamlDocument, path: string): Diagnostic[] {
  return document.problems.map(({ code, message, range, related }) => ({
    ruleId: code,
    severity: 'error',
    message: message.startsWith('gcloud') ? message : capitalise(message),
    ...(READ_BY_GCLOUD.has(code)
      ? { refusedBy: [] }
      : { refusedBy: ['gcloud'], gcloudSays: `Failed to parse YAML from [${path}]` }),
    range,
    related: related ? [related] : [],
  }));
}

/** What gcloud reads, and reads as something else than people do or than other tools do; and what only runlint gives up on. */
const READ_BY_GCLOUD: ReadonlySet<YamlProblem['code']> = new Set(['yaml/duplicate-key', 'yaml/line-separator', 'yaml/limit']);
