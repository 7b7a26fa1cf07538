import type { Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import type { ResolvedScalar } from '../yaml/resolve-scalar.ts';
import { findEntry, resolveAlias, stringIn, valueIn, type YamlMap } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** One share of the requests of a Service, or of the instances of a WorkerPool, and the revision that gets it. */
export interface TrafficTarget {
  /** Where its item stands. */
  readonly at: YamlPath;
  /** Its share: 0 where none is written, undefined where what is written is none. */
  readonly percent: number | undefined;
  /** What is said of the latest revision; undefined where nothing is, so that it is meant if no revision is named. */
  readonly latestRevision: boolean | undefined;
  /** The revision that it names, if any. */
  readonly revisionName: string | undefined;
  readonly tag: string | undefined;
}

/** The shares in order; undefined where one of the items is none, so that nothing sure can be said of all of them. */
export const trafficTargetsOf = rememberedOfLast(({ document, kind }: Resource): readonly TrafficTarget[] | undefined => {
  const path = kind.trafficPath;
  if (!path) return undefined;
  const targets: TrafficTarget[] = [];
  for (const item of document.itemsAt(path)) {
    const map = resolveAlias(item);
    if (map?.type !== 'map') return undefined;
    targets.push(targetOf(map, [...path, targets.length]));
  }
  return targets;
});

function targetOf(map: YamlMap, at: YamlPath): TrafficTarget {
  const latest = resolvedIn(map, 'latestRevision');
  return {
    at,
    percent: percentIn(map),
    latestRevision: latest?.type === 'boolean' ? latest.value === true : undefined,
    revisionName: stringIn(map, 'revisionName') || undefined,
    tag: stringIn(map, 'tag') || undefined,
  };
}

/** All shares together; undefined where one of them cannot be read. */
export function sumOfShares(targets: readonly TrafficTarget[]): number | undefined {
  return targets.reduce<number | undefined>((sum, { percent }) => {
    return sum === undefined || percent === undefined ? undefined : sum + percent;
  }, 0);
}

/** True where the latest revision is meant; undefined where a target says two things at once, or none. */
export function isForLatest({ latestRevision, revisionName }: TrafficTarget): boolean | undefined {
  const isNamed = revisionName !== undefined;
  return (latestRevision ?? !isNamed) === isNamed ? undefined : !isNamed;
}

/** The revisions that are named, with their shares where there are several: `revision web-1`, `the revisions web-1 (90 %) and web-2 (10 %)`. */
export function describeRevisions(targets: readonly TrafficTarget[]): string {
  const names = targets.map(({ revisionName = '' }) => excerpt(revisionName));
  if (names.length === 1) return `revision ${names[0]}`;
  const shares = names.map((name, index) => `${name} (${targets[index]?.percent} %)`);
  const isLong = shares.length > 3;
  return `the revisions ${listWords(isLong ? [...shares.slice(0, 2), `${shares.length - 2} more`] : shares, 'and')}`;
}

/** What is shared out: the requests of a Service, the instances of a WorkerPool. */
export function describeTraffic({ kind }: Resource): string {
  return kind.kind === 'WorkerPool' ? 'instances' : 'requests';
}

/** gcloud makes a number of digits in quotes. */
function percentIn(map: YamlMap): number | undefined {
  if (!findEntry(map, 'percent')) return 0;
  const resolved = resolvedIn(map, 'percent');
  if (resolved?.type === 'null') return 0;
  const isNumber = resolved?.type === 'integer' || (resolved?.type === 'string' && /^\d{1,3}$/.test(String(resolved.value)));
  const percent = isNumber ? Number(resolved.value) : Number.NaN;
  return percent >= 0 && percent <= 100 ? percent : undefined;
}

function resolvedIn(map: YamlMap, key: string): ResolvedScalar | undefined {
  const value = valueIn(map, key);
  return value?.type === 'scalar' ? value.resolved : undefined;
}
