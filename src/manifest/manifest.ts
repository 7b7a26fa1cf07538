import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { excerpt } from '../text/excerpt.ts';
import type { Range } from '../text/range.ts';
import type { SourceFile } from '../text/source-file.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlDocument, YamlProblemCode } from '../yaml/yaml-document.ts';
import { CLOUD_RUN_API_VERSIONS, findKind, REPLACEABLE_KINDS, RESOURCE_KINDS, suggestKind } from './kinds.ts';
import { type Resource, resourceId } from './resource.ts';

/** A file as Cloud Run sees it. */
export interface Manifest {
  readonly file: SourceFile;
  readonly documents: readonly YamlDocument[];
  /** The resources that can be read, in the order of the file. */
  readonly resources: readonly Resource[];
  /** What is wrong before any rule looks at it. */
  readonly diagnostics: readonly Diagnostic[];
  /** False for a file that holds nothing of Cloud Run's. */
  readonly isCloudRun: boolean;
}

/** What one document turned out to be. */
interface DocumentReading {
  readonly isCloudRun: boolean;
  readonly resource?: Resource;
  readonly diagnostics: readonly Diagnostic[];
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
    isCloudRun: readings.some(({ isCloudRun }) => isCloudRun),
  };
}

function readDocument(path: string, document: YamlDocument, documentIndex: number): DocumentReading {
  if (!document.isReadable) {
    if (!looksLikeCloudRun(document)) return NOT_OURS;
    return { isCloudRun: true, diagnostics: templateDiagnostic(document) ?? problemDiagnostics(document) };
  }
  const apiVersion = document.stringAt(['apiVersion']);
  if (apiVersion === undefined || !isCloudRunApiVersion(apiVersion)) return NOT_OURS;
  const kindName = document.stringAt(['kind']);
  const kind = findKind(apiVersion, kindName ?? '');
  if (!kind) {
    return { isCloudRun: true, diagnostics: [unknownKind(document, apiVersion, kindName), ...problemDiagnostics(document)] };
  }
  const name = document.stringAt(['metadata', 'name']);
  const template = document.problems.length > 0 ? templateDiagnostic(document) : undefined;
  const resource: Resource = { path, kind, name, document, documentIndex, isAlone: true, isTemplate: template !== undefined };
  return { isCloudRun: true, resource, diagnostics: template ?? problemDiagnostics(document) };
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

const PROBLEM_SEVERITY: Readonly<Record<YamlProblemCode, Severity>> = {
  'yaml/syntax': 'error',
  'yaml/limit': 'error',
  'yaml/control-character': 'error',
  'yaml/line-separator': 'error',
  'yaml/tab': 'error',
  'yaml/duplicate-key': 'error',
  'yaml/unreadable-value': 'error',
};

function problemDiagnostics(document: YamlDocument): Diagnostic[] {
  return document.problems.map(({ code, message, range, related }) => ({
    ruleId: code,
    severity: PROBLEM_SEVERITY[code],
    message: capitalise(message),
    range,
    related: related ? [related] : [],
  }));
}

/** What only a template engine understands: it makes a text that is no YAML, or a map with a map for a key. */
const TEMPLATE_MARK =
  /\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|<%[^<>\n]{0,200}%>|^[ \t]*\$\{\w{1,100}\}[ \t]*$|:[ \t]{1,20}(?=%)%\w{1,100}%/gm;

function templateDiagnostic(document: YamlDocument): Diagnostic[] | undefined {
  const mark = isBrokenByTemplate(document) ? findTemplateMark(document) : undefined;
  if (!mark) return undefined;
  return [
    {
      ruleId: 'manifest/template',
      severity: 'warning',
      message: `This is a template: with ${document.text.slice(mark.start, mark.end)} in it, it is no manifest that gcloud can read`,
      remedy: 'Render it first, and check what comes out of that.',
      range: mark,
      related: [],
    },
  ];
}

/** The first mark that is no part of a text in quotes or of a comment, as far as the 200 characters before it tell. */
function findTemplateMark({ text, range }: YamlDocument): Range | undefined {
  for (const match of text.slice(range.start, range.end).matchAll(TEMPLATE_MARK)) {
    const mark = match[0].replace(/^:/, '').trim();
    const start = range.start + match.index + match[0].indexOf(mark);
    const lineBefore = text
      .slice(Math.max(range.start, start - 200), start)
      .split('\n')
      .at(-1) as string;
    if (!/["'#]/.test(lineBefore)) return { start, end: start + mark.length };
  }
  return undefined;
}

function isBrokenByTemplate(document: YamlDocument): boolean {
  return document.problems.some(({ code }) => code === 'yaml/syntax' || code === 'yaml/unreadable-value');
}

function unknownKind(document: YamlDocument, apiVersion: string, kindName: string | undefined): Diagnostic {
  const range = document.valueRangeAt(['kind']) ?? (document.valueRangeAt(['apiVersion']) as Range);
  const base = { ruleId: 'manifest/unknown-kind', severity: 'error', related: [] } as const;
  const kinds = RESOURCE_KINDS.filter((kind) => kind.apiVersion === apiVersion && kind.replaceCommand).map(({ kind }) => kind);
  if (!kindName) {
    const remedy = kinds.length > 0 ? `With apiVersion ${apiVersion} the kind is ${listOf(kinds)}.` : 'Name the kind.';
    return { ...base, message: 'There is no kind, so that nothing tells what this manifest describes', remedy, range };
  }
  const meant = kindName.length > 100 ? undefined : suggestKind(kindName);
  if (meant?.kind === kindName) {
    const message = `Kind ${excerpt(kindName)} has the apiVersion ${meant.apiVersion}, not ${apiVersion}`;
    return {
      ...base,
      message,
      remedy: `Write apiVersion: ${meant.apiVersion}.`,
      range: document.valueRangeAt(['apiVersion']) ?? range,
    };
  }
  const remedy = meant ? `Did you mean ${meant.kind}?` : `Cloud Run has ${listOf(REPLACEABLE_KINDS)}.`;
  return { ...base, message: `Cloud Run has no kind ${excerpt(kindName)}`, remedy, range };
}

/** What is to be said of a kind that cannot be replaced, when its file is asked for. */
export function notReplaceableDiagnostics({ resources }: Manifest): Diagnostic[] {
  return resources
    .filter(({ kind }) => !kind.replaceCommand)
    .map((resource) => ({
      ruleId: 'manifest/not-replaceable',
      severity: 'error',
      message: `A ${resource.kind.kind} cannot be replaced from a manifest`,
      remedy: `${capitalise(resource.kind.replaceInstead ?? '')}.`,
      range: resource.document.visibleRangeAt(['kind']),
      resource: resourceId(resource),
      related: [],
    }));
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function capitalise(sentence: string): string {
  return sentence.startsWith('gcloud') ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
