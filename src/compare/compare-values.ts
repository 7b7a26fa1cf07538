import { firstOf } from '../text/first-of.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { ComparedItems, ComparedList, ComparedMap, ComparedValue } from './compared-value.ts';
import { isTransparent } from './defaults.ts';
import { pairItems } from './pair-items.ts';

/** One place at which two manifests do not mean the same. */
export interface ValueDifference {
  /** What the live resource says there; undefined where it says nothing. */
  readonly live: ComparedValue | undefined;
  /** What the file says there; undefined where it says nothing. */
  readonly file: ComparedValue | undefined;
  readonly liveAt: YamlPath;
  readonly fileAt: YamlPath;
  /** Where two fields exclude each other, the ones that are there: `httpGet` and `tcpSocket`. */
  readonly choice?: { readonly live: string; readonly file: string } | undefined;
}

type Pair = Pick<ValueDifference, 'live' | 'file' | 'liveAt' | 'fileAt'>;

/** Where two manifests do not mean the same, each place once: what is missing is one difference with all that stands in it. */
export function* compareValues(live: ComparedValue, file: ComparedValue): Generator<ValueDifference> {
  yield* comparePair({ live, file, liveAt: live.at, fileAt: file.at });
}

function* comparePair(pair: Pair): Generator<ValueDifference> {
  const { live, file } = pair;
  if (live === undefined || file === undefined) yield* compareWithNothing(pair);
  else if (live.type === 'map' && file.type === 'map') yield* compareMaps(live, file);
  else if (live.type === 'items' && file.type === 'items') yield* compareItems(live, file);
  else if (live.type === 'list' && file.type === 'list') yield* compareLists(live, file);
  else if (live.type !== 'scalar' || file.type !== 'scalar' || live.meaning !== file.meaning) yield pair;
}

/** Of maps that say nothing by being there, what stands in them. */
function* compareWithNothing(pair: Pair): Generator<ValueDifference> {
  const there = pair.live ?? pair.file;
  if (there === undefined || there.isDefault) return;
  if (there.type !== 'map' || !isTransparent(there.typeName)) return yield pair;
  for (const [key, value] of there.entries) {
    const [liveAt, fileAt] = [
      [...pair.liveAt, key],
      [...pair.fileAt, key],
    ] as const;
    if (pair.live) yield* compareWithNothing({ live: value, file: undefined, liveAt: value.at, fileAt });
    else yield* compareWithNothing({ live: undefined, file: value, liveAt, fileAt: value.at });
  }
}

const PROBE_ACTIONS = ['httpGet', 'grpc', 'tcpSocket', 'exec'];

/** Fields of which an object has one, by its type: what a probe does, what a volume is, where a variable has its value from. */
const CHOICES: ReadonlyMap<string | undefined, readonly string[]> = new Map(
  Object.entries({
    EnvVar: ['value', 'valueFrom'],
    LivenessProbe: PROBE_ACTIONS,
    ReadinessProbe: PROBE_ACTIONS,
    StartupProbe: PROBE_ACTIONS,
    Volume: ['secret', 'emptyDir', 'csi', 'nfs', 'configMap'],
  }),
);

function* compareMaps(live: ComparedMap, file: ComparedMap): Generator<ValueDifference> {
  const choice = choiceBetween(live, file);
  if (choice) yield { live, file, liveAt: live.at, fileAt: file.at, choice };
  for (const key of new Set([...file.entries.keys(), ...live.entries.keys()])) {
    if (choice && (key === choice.live || key === choice.file)) continue;
    const [ofLive, ofFile] = [live.entries.get(key), file.entries.get(key)];
    yield* comparePair({
      live: ofLive,
      file: ofFile,
      liveAt: ofLive?.at ?? [...live.at, key],
      fileAt: ofFile?.at ?? [...file.at, key],
    });
  }
}

/** What each side has of fields that exclude each other, where that is not the same; undefined where one has none, or two. */
function choiceBetween(live: ComparedMap, file: ComparedMap): ValueDifference['choice'] {
  const fields = CHOICES.get(live.typeName) ?? [];
  const [ofLive, ...othersOfLive] = fields.filter((field) => live.entries.has(field));
  const [ofFile, ...othersOfFile] = fields.filter((field) => file.entries.has(field));
  const isClear = othersOfLive.length + othersOfFile.length === 0 && ofLive !== ofFile;
  return isClear && ofLive !== undefined && ofFile !== undefined ? { live: ofLive, file: ofFile } : undefined;
}

/** In order, as words of a command line: where more than one differs, the list is what differs. */
function* compareLists(live: ComparedList, file: ComparedList): Generator<ValueDifference> {
  const whole = { live, file, liveAt: live.at, fileAt: file.at };
  if (live.items.length !== file.items.length) return yield whole;
  const differences = live.items.flatMap((item, index) => firstOf(compareValues(item, file.items[index] as ComparedValue), 2));
  const [only, ...others] = differences;
  if (only) yield others.length === 0 ? only : whole;
}

function* compareItems(live: ComparedItems, file: ComparedItems): Generator<ValueDifference> {
  const paired = pairItems(live, file, isAlike);
  for (const [one, other] of paired.pairs) yield* compareValues(one, other);
  for (const item of paired.live.values()) yield { live: item, file: undefined, liveAt: item.at, fileAt: file.at };
  for (const item of paired.file.values()) yield { live: undefined, file: item, liveAt: live.at, fileAt: item.at };
}

function isAlike(live: ComparedValue, file: ComparedValue, most: number): boolean {
  return firstOf(compareValues(live, file), most + 1).length <= most;
}
