import type { Resource } from '../manifest/resource.ts';
import { ANNOTATIONS_PATH, annotationOf } from './annotations.ts';

const KEY = 'run.googleapis.com/build-environment-variables';

/** Where the environment of the build stands, as a JSON object of names and values. */
export const BUILD_VARIABLES_PATH = [...ANNOTATIONS_PATH, KEY];

/** The variables that a build from source has, in order. Their values must never be repeated. */
export function buildVariablesOf(resource: Resource): { readonly name: string; readonly value: string }[] {
  const text = annotationOf(resource, KEY);
  const variables = text === undefined ? {} : parseObject(text);
  return Object.entries(variables).flatMap(([name, value]) => (typeof value === 'string' ? [{ name, value }] : []));
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
