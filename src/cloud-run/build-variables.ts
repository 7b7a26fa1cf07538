import { BUILD_ENVIRONMENT } from '../manifest/hidden-values.ts';
import type { Resource } from '../manifest/resource.ts';
import { readAnnotationJson } from './annotation-json.ts';
import { ANNOTATIONS_PATH, annotationOf } from './annotations.ts';

/** Where the environment of the build stands, as a JSON object of names and values. */
export const BUILD_VARIABLES_PATH = [...ANNOTATIONS_PATH, BUILD_ENVIRONMENT];

/** The variables that a build from source has, in order. Their values must never be repeated. */
export function buildVariablesOf(resource: Resource): { readonly name: string; readonly value: string }[] {
  const text = annotationOf(resource, BUILD_ENVIRONMENT);
  const variables = (text && readAnnotationJson(text)) || {};
  return Object.entries(variables).flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : []));
}
