import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { ANNOTATIONS_PATH, templateAnnotationsPath } from './annotations.ts';

/** The annotations in which Cloud Run notes who made a resource and who changed it; jobs have names of their own for them. */
export const AUTHOR_KEYS = [
  'serving.knative.dev/creator',
  'serving.knative.dev/lastModifier',
  'run.googleapis.com/creator',
  'run.googleapis.com/lastModifier',
  'run.googleapis.com/creatorEmail',
  'run.googleapis.com/lastModifierEmail',
];

/** True for the e-mail of a person, as far as it can be told: service accounts are named by Google's own domain. */
export function isPersonalEmail(text: string | undefined): boolean {
  if (text === undefined || text.length > 320 || !/^[^\s@:]+@[^\s@:]+\.[^\s@:.]+$/.test(text)) return false;
  return !/\.gserviceaccount\.com$/.test(text) && findPlaceholder(text) === undefined;
}

const CLIENT_KEYS = ['run.googleapis.com/client-name', 'run.googleapis.com/client-version'];

/** Not `run.googleapis.com/urls`: the addresses tell the project a resource belongs to, and other rules look at them. */
const RESOURCE_ANNOTATIONS = [
  ...AUTHOR_KEYS,
  ...CLIENT_KEYS,
  'run.googleapis.com/ingress-status',
  'run.googleapis.com/operation-id',
];

const RESOURCE_LABELS = [
  'run.googleapis.com/lastUpdatedTime',
  'run.googleapis.com/satisfiesPzs',
  'run.googleapis.com/supportsPzs',
];

const TEMPLATE_LABELS = ['client.knative.dev/nonce', 'run.googleapis.com/startupProbeType'];

/** The keys of all that Cloud Run and its clients note, on whatever it stands. */
export const NOTED_KEYS = [...RESOURCE_ANNOTATIONS, ...RESOURCE_LABELS, ...TEMPLATE_LABELS];

/** What Cloud Run or the last client wrote of the resource itself, but for the e-mails of people. */
export function findResourceNotes({ document }: Resource): YamlPath[] {
  const annotations = RESOURCE_ANNOTATIONS.map((key) => [...ANNOTATIONS_PATH, key]);
  const labels = RESOURCE_LABELS.map((key) => ['metadata', 'labels', key]);
  return [...annotations, ...labels].filter((path) => document.nodeAt(path) && !isPersonalEmail(document.stringAt(path)));
}

/** What the last client wrote in the template; an Instance has none. */
export function findTemplateNotes(resource: Resource): YamlPath[] {
  const { document, kind } = resource;
  if (kind.templateMetadataPath.length === ANNOTATIONS_PATH.length - 1) return [];
  const annotations = CLIENT_KEYS.map((key) => [...templateAnnotationsPath(resource), key]);
  const labels = TEMPLATE_LABELS.map((key) => [...kind.templateMetadataPath, 'labels', key]);
  return [...annotations, ...labels].filter((path) => document.nodeAt(path));
}
