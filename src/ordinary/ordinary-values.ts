import { keyText, resolveAlias, type YamlNode, type YamlSequence } from '../yaml/yaml-node.ts';
import { ANNOTATION_SHAPES } from './ordinary-shapes.ts';
import {
  areOrdinaryLimits,
  areOrdinaryRequests,
  isOrdinaryProbe,
  isOrdinaryVariable,
  MOST_ORDINARY_KEYS,
  ORDINARY_FILE,
  ORDINARY_IMAGE,
  ORDINARY_LABEL,
  ORDINARY_LABEL_VALUE,
  ORDINARY_MIN_SCALE,
  ORDINARY_NAME,
  ORDINARY_VOLUME_SIZE,
  type Texts,
} from './ordinary-texts.ts';

/** True for a value as nearly all manifests have it at a key, or for what an alias stands for there. */
type IsOrdinary = (value: Value) => boolean;

type Value = ReturnType<typeof resolveAlias>;

const SIZE = /^(?:cpu|memory)$/;

/**
 * What nearly all manifests have at some keys, and no rule has anything to say of: where a value is another,
 * `unusual <key>` is a word to look at. It need not have all values that are right, only those that most have.
 */
export const ORDINARY_VALUES: ReadonlyMap<string, IsOrdinary> = new Map<string, IsOrdinary>([
  ['autoscaling.knative.dev/minScale', written(ORDINARY_MIN_SCALE)],
  ['run.googleapis.com/minScale', written(ORDINARY_MIN_SCALE)],
  ['limits', mapOf(SIZE, /^/, areOrdinaryLimits)],
  ['requests', mapOf(SIZE, /^/, areOrdinaryRequests)],
  ['startupProbe', textsThat(isOrdinaryProbe)],
  ['livenessProbe', textsThat(isOrdinaryProbe)],
  ['readinessProbe', textsThat((probe) => isOrdinaryProbe(probe) && !probe.has('initialDelaySeconds'))],
  ['ports', (value) => value?.type === 'sequence' && value.items.length > 0],
  ['image', written(ORDINARY_IMAGE)],
  ['name', written(ORDINARY_NAME)],
  ['secretName', written(ORDINARY_NAME)],
  ['sizeLimit', written(ORDINARY_VOLUME_SIZE)],
  ['items', (value) => isListOfOne(value) && isOrdinaryFile(resolveAlias(value.items[0] as YamlNode))],
  ['labels', mapOf(ORDINARY_LABEL, ORDINARY_LABEL_VALUE)],
  ['env', listOf(textsThat(isOrdinaryVariable))],
  ['latestRevision', isTrue],
  ['traffic', (value) => isListOfOne(value) && isWholeShare(resolveAlias(value.items[0] as YamlNode))],
]);

/** By what they stand on: the annotations that ordinary manifests have there. */
export const ORDINARY_ANNOTATIONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(ANNOTATION_SHAPES).map(([level, { fields }]) => [level, Object.keys(fields)]),
);

function written(pattern: RegExp): IsOrdinary {
  return (value) => value?.type === 'scalar' && pattern.test(value.text);
}

/** Of texts alone. */
function mapOf(key: RegExp, value: RegExp, areOrdinary: (texts: Texts) => boolean = () => true): IsOrdinary {
  return textsThat((texts) => {
    return [...texts].every(([name, text]) => key.test(name) && text !== undefined && value.test(text)) && areOrdinary(texts);
  });
}

function textsThat(areOrdinary: (texts: Texts) => boolean): IsOrdinary {
  return (map) => {
    const texts = textsOf(map);
    return texts !== undefined && areOrdinary(texts);
  };
}

/** What is merged is not looked for, and of equal keys none is ordinary: of such a map nothing is known. */
export function textsOf(map: Value): Texts | undefined {
  if (map?.type !== 'map' || map.entries.length > MOST_ORDINARY_KEYS) return undefined;
  const texts = new Map(map.entries.map(({ key, value }) => [keyText(key) ?? '<<', textOf(resolveAlias(value))]));
  return texts.size === map.entries.length && !texts.has('<<') ? texts : undefined;
}

function textOf(value: Value): string | undefined {
  return value?.type === 'scalar' ? value.text : undefined;
}

function listOf(isItem: IsOrdinary): IsOrdinary {
  return (list) => list?.type === 'sequence' && list.items.every((item) => isItem(resolveAlias(item)));
}

function isTrue(value: Value): boolean {
  return value?.type === 'scalar' && value.resolved.value === true;
}

function isListOfOne(value: Value): value is YamlSequence {
  return value?.type === 'sequence' && value.items.length === 1;
}

const isOrdinaryFile = textsThat((file) => ORDINARY_FILE.test(file.get('path') ?? ''));

function isWholeShare(target: Value): boolean {
  if (target?.type !== 'map') return false;
  const share = target.entries.find(({ key }) => keyText(key) === 'percent');
  const value = share && resolveAlias(share.value);
  return value?.type === 'scalar' && value.resolved.type === 'integer' && value.text === '100';
}
