import { keyText, resolveAlias, type YamlMap, type YamlNode, type YamlSequence } from '../yaml/yaml-node.ts';
import {
  isOpenVariable,
  ORDINARY_CPU,
  ORDINARY_IMAGE,
  ORDINARY_LABEL,
  ORDINARY_LABEL_VALUE,
  ORDINARY_MEMORY,
  ORDINARY_MIN_SCALE,
  ORDINARY_NAME_LENGTH,
} from './ordinary-texts.ts';

/** True for a value as nearly all manifests have it at a key, or for what an alias stands for there. */
type IsOrdinary = (value: Value) => boolean;

type Value = ReturnType<typeof resolveAlias>;

/** A map with more keys is for the rules, some of which count them. */
const MANY = 40;

/**
 * What nearly all manifests have at some keys, and no rule has anything to say of: where a value is another,
 * `unusual <key>` is a word to look at. It need not have all values that are right, only those that most have.
 */
export const ORDINARY_VALUES: ReadonlyMap<string, IsOrdinary> = new Map<string, IsOrdinary>([
  ['autoscaling.knative.dev/minScale', written(ORDINARY_MIN_SCALE)],
  ['run.googleapis.com/minScale', written(ORDINARY_MIN_SCALE)],
  ['cpu', written(ORDINARY_CPU)],
  ['memory', written(ORDINARY_MEMORY)],
  ['limits', mapOf(/^(?:cpu|memory)$/)],
  ['requests', mapOf(/^(?:cpu|memory)$/)],
  ['image', written(ORDINARY_IMAGE)],
  ['name', isShort],
  ['secretName', isShort],
  ['labels', mapOf(ORDINARY_LABEL, written(ORDINARY_LABEL_VALUE))],
  ['env', listOf(isOrdinaryVariable)],
  ['latestRevision', isTrue],
  ['traffic', (value) => isListOfOne(value) && isWholeShare(resolveAlias(value.items[0] as YamlNode))],
]);

const ORDINARY_SETTINGS = [
  'run.googleapis.com/cloudsql-instances',
  'run.googleapis.com/execution-environment',
  'run.googleapis.com/network-interfaces',
  'run.googleapis.com/vpc-access-connector',
  'run.googleapis.com/vpc-access-egress',
];

/** By what they stand on: what Cloud Run documents there, and most manifests have. */
export const ORDINARY_ANNOTATIONS: Readonly<Record<string, readonly string[]>> = {
  Service: [
    'run.googleapis.com/description',
    'run.googleapis.com/ingress',
    'run.googleapis.com/launch-stage',
    'run.googleapis.com/maxScale',
    'run.googleapis.com/minScale',
  ],
  Job: ['run.googleapis.com/launch-stage'],
  Revision: [
    ...ORDINARY_SETTINGS,
    'autoscaling.knative.dev/maxScale',
    'autoscaling.knative.dev/minScale',
    'run.googleapis.com/cpu-throttling',
    'run.googleapis.com/sessionAffinity',
    'run.googleapis.com/startup-cpu-boost',
  ],
  Execution: ORDINARY_SETTINGS,
};

function written(pattern: RegExp): IsOrdinary {
  return (value) => value?.type === 'scalar' && pattern.test(value.text);
}

function isShort(value: Value): boolean {
  return value?.type === 'scalar' && value.text.length <= ORDINARY_NAME_LENGTH;
}

function mapOf(keys: RegExp, isValue: IsOrdinary = () => true): IsOrdinary {
  return (map) => {
    if (map?.type !== 'map' || map.entries.length > MANY) return false;
    return map.entries.every(({ key, value }) => keys.test(keyText(key) ?? '') && isValue(resolveAlias(value)));
  };
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

function isWholeShare(target: Value): boolean {
  if (target?.type !== 'map') return false;
  const share = valueAt(target, 'percent');
  return share?.type === 'scalar' && share.resolved.type === 'integer' && share.text === '100';
}

/** A variable with a value that is no credential, or without one. */
function isOrdinaryVariable(variable: Value): boolean {
  if (variable?.type !== 'map') return false;
  const [first, second, ...others] = variable.entries;
  if (first === undefined || second === undefined || others.length > 0) return false;
  const name = valueAt(variable, 'name');
  const value = valueAt(variable, 'value');
  if (name?.type !== 'scalar') return false;
  if (value === undefined) return valueAt(variable, 'valueFrom') !== undefined;
  return value.type === 'scalar' && isOpenVariable(name.text, value.text);
}

/** What is merged is not looked for. */
function valueAt(map: YamlMap, name: string): Value {
  const entry = map.entries.find(({ key }) => keyText(key) === name);
  return entry && resolveAlias(entry.value);
}
