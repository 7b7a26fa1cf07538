import { describeKind } from '../manifest/kinds.ts';
import { moveValue } from '../manifest/move-value.ts';
import type { Resource } from '../manifest/resource.ts';
import { bareWord, closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import type { YamlEdit } from '../yaml/yaml-edit.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import { fieldNamesAt, fieldTypeAt, placesOfField } from './fields.ts';
import { type AnnotationInstead, annotationNamedElsewhere, fieldNamedElsewhere } from './other-apis.ts';

/** What there is to say of a key that is no field, besides that. */
export interface UnknownField {
  readonly message: string;
  readonly remedy: string;
  /** Where the value belongs, if that is known for sure or is a good guess. */
  readonly belongsAt?: YamlPath;
  readonly fix?: { readonly title: string; readonly edits: readonly YamlEdit[] };
}

/** The kinds that are likely meant where another is written. */
const COMMON_KINDS = ['Service', 'Job', 'WorkerPool'];

/** Fields are listed where nothing better can be said, if a person can take them in. */
const MAX_LISTED = 8;

/** Explains the key `name` of the object at `parent`, both as they stand in the document. */
export function explainUnknownField(resource: Resource, parent: YamlPath, name: string): UnknownField {
  const { kind } = resource.kind;
  const here = fieldNamesAt(kind, parent);
  const place = parent.length === 0 ? `a ${kind}` : formatYamlPath(parent);
  const unknown = `unknown field "${excerpt(name)}" in ${place}`;
  const bare = bareWord(name);
  const type = fieldTypeAt(kind, parent)?.replace('[]', '');
  const otherName = fieldNamedElsewhere(type, name);
  const meant = here.find((field) => bareWord(field) === bare) ?? here.find((field) => field === otherName);
  if (meant) return misspelt(resource, unknown, parent, name, meant);
  const right = rightPlace(resource, parent, name);
  if (right) return misplaced(resource, unknown, [...parent, name], right);
  const annotation = annotationNamedElsewhere(kind, name);
  if (annotation) return annotationInstead(resource, unknown, annotation);
  const limits = bare === 'cpu' || bare === 'memory' ? limitsBelow(kind, parent) : undefined;
  if (limits) return misplaced(resource, unknown, [...parent, name], [...limits, bare]);
  const near = closestMatch(name, here);
  // The beginning of a long name is not enough of it.
  if (near && name.length * 2 >= near.length) return misspelt(resource, unknown, parent, name, near);
  return ofOtherKinds(kind, unknown, name) ?? { message: unknown, remedy: remedyWithoutSuggestion(kind, parent) };
}

/** A field that only other kinds have. */
function ofOtherKinds(kind: string, unknown: string, name: string): UnknownField | undefined {
  const others = COMMON_KINDS.filter((other) => placesOfField(other, name).length > 0);
  const [first] = others;
  if (first === undefined || others.includes(kind)) return undefined;
  return {
    message: `${unknown}: it is a field of ${listWords(others.map(describeKind), 'and')}`,
    remedy: `If ${describeKind(first)} is meant, change kind and apiVersion. Otherwise remove it.`,
  };
}

function remedyWithoutSuggestion(kind: string, parent: YamlPath): string {
  const here = fieldNamesAt(kind, parent);
  if (fieldTypeAt(kind, parent)?.endsWith('[]')) {
    return `${formatYamlPath(parent)} is a list: each item begins with "-", and has ${here.slice(0, 2).join(' and ')}.`;
  }
  const list = here.length <= MAX_LISTED && here.length > 0 ? ` The fields here are ${here.join(', ')}.` : '';
  return `Cloud Run's API has no such field here: remove it.${list}`;
}

/** Where the limits of a container stand, seen from the container or from its resources. */
function limitsBelow(kind: string, parent: YamlPath): YamlPath | undefined {
  const paths = [
    [...parent, 'limits'],
    [...parent, 'resources', 'limits'],
  ];
  return paths.find((path) => fieldTypeAt(kind, path) === 'text map');
}

function misspelt(resource: Resource, unknown: string, parent: YamlPath, name: string, field: string): UnknownField {
  const belongsAt = [...parent, field];
  const message = `${unknown}; did you mean "${field}"?`;
  if (resource.document.nodeAt(belongsAt)) {
    return { message, belongsAt, remedy: `${field} is there as well: remove this one.` };
  }
  return {
    message,
    belongsAt,
    remedy: `Rename it to ${field}.`,
    fix: {
      title: `Rename ${excerpt(name)} to ${field}`,
      edits: [{ type: 'rename', path: [...parent, name], key: field }],
    },
  };
}

function misplaced(resource: Resource, unknown: string, from: YamlPath, to: YamlPath): UnknownField {
  const target = formatYamlPath(to.slice(0, -1));
  const field = to.at(-1) as string;
  const called = field === from.at(-1) ? '' : ` as ${field}`;
  const message = `${unknown}: it belongs in ${target}${called}`;
  if (resource.document.nodeAt(to)) return { message, belongsAt: to, remedy: `${field} is there as well: remove this one.` };
  const edits = moveEdits(resource, from, to);
  return {
    message,
    belongsAt: to,
    remedy: `Move it to ${target}${called}.`,
    ...(edits && { fix: { title: `Move ${excerpt(String(from.at(-1)))} to ${target}${called}`, edits } }),
  };
}

/** A single value is moved, if there is a map for it that does not have it yet. */
function moveEdits({ document }: Resource, from: YamlPath, to: YamlPath): YamlEdit[] | undefined {
  return document.mapAt(to.slice(0, -1)) && moveValue(document, from, to);
}

function annotationInstead({ kind }: Resource, unknown: string, { on, keys }: AnnotationInstead): UnknownField {
  const hasTemplate = fieldTypeAt(kind.kind, ['spec', 'template', 'metadata']) !== undefined;
  const at = on === 'template' && hasTemplate ? 'spec.template.metadata.annotations' : 'metadata.annotations';
  const isOne = !/ or | and /.test(keys);
  const message = `${unknown}: in this API it is ${isOne ? 'the annotation' : 'the annotations'} ${keys}`;
  return { message, remedy: `Set ${isOne ? 'it' : 'them'} in ${at}, and remove this.` };
}

/**
 * Where the field belongs, if that is sure: the nearest place where an object has it, or the nearest of those above this
 * one where several are as near. A list on the way has to have a single item.
 */
function rightPlace({ kind: { kind }, document }: Resource, parent: YamlPath, name: string): YamlPath | undefined {
  const field = fieldNamedElsewhere(undefined, name) ?? name;
  const places = placesOfField(kind, field);
  const above = places.filter((place) => distanceBetween(parent, place) === parent.length - place.length);
  const place = nearestTo(parent, places) ?? nearestTo(parent, above);
  if (!place) return undefined;
  const path: (string | number)[] = [];
  for (const [index, step] of place.entries()) {
    const isShared = path.every((own, before) => own === parent[before]);
    if (step === 0 && isShared && typeof parent[index] === 'number') path.push(parent[index]);
    else if (step === 0 && document.itemsAt(path).length !== 1) return undefined;
    else path.push(step);
  }
  return [...path, field];
}

/** The only one of several places that is as near as that. */
function nearestTo(parent: YamlPath, places: readonly YamlPath[]): YamlPath | undefined {
  const distances = places.map((place) => distanceBetween(parent, place));
  const least = Math.min(...distances);
  const nearest = places.filter((_, index) => distances[index] === least);
  return nearest.length === 1 ? nearest[0] : undefined;
}

/** The steps up and down again from one place to another. */
function distanceBetween(from: YamlPath, to: YamlPath): number {
  const isSame = (step: string | number, index: number) =>
    step === from[index] || (step === 0 && typeof from[index] === 'number');
  const firstOther = to.findIndex((step, index) => !isSame(step, index));
  const shared = firstOther < 0 ? to.length : firstOther;
  return from.length - shared + (to.length - shared);
}
