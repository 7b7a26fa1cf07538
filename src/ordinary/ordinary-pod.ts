import type { Texts } from './ordinary-texts.ts';

/** The containers and volumes of a template, each by its texts: what is ordinary of them is told only by all together. */
export interface Pod {
  readonly containers: readonly Texts[];
  /** Of those containers that have any. */
  readonly limits: readonly Texts[];
  /** Of all containers. */
  readonly mounts: readonly Texts[];
  readonly volumes: readonly Texts[];
}

/**
 * True where containers can stand beside each other: they have names of their own, one of a Service has ports, and not all have
 * less than a CPU.
 *
 * @param dependencies the annotation that says which starts after which; empty where there is none
 */
export function areOrdinaryContainers(kind: string, pod: Pod, dependencies: string): boolean {
  const { containers } = pod;
  if (allHaveLittle(pod, 'cpu')) return false;
  const isServed = kind !== 'Service' || containers.filter((container) => container.has('ports')).length === 1;
  const names = new Set(containers.map((container) => container.get('name')));
  const canBeSeveral = isServed && names.size === containers.length && containers.every((container) => container.get('name'));
  return (containers.length < 2 || canBeSeveral) && (dependencies === '' || isOrdinaryOrder(dependencies, containers));
}

/** True where one container starts after one other, of which it is known when it has started. */
function isOrdinaryOrder(dependencies: string, containers: readonly Texts[]): boolean {
  const [, , later, earlier] = DEPENDENCY.exec(dependencies) ?? [];
  const named = (name: string | undefined) => containers.find((container) => container.get('name') === name);
  const first = named(earlier);
  if (first === undefined || later === earlier || named(later) === undefined) return false;
  return first.has('ports') || first.has('startupProbe');
}

/** In JSON or without its quotes, but for what is no text there. */
const DEPENDENCY = /^(?!.*\b(?:true|false|null)\b)\{("?)([a-z][a-z0-9-]*)\1: ?\[\1([a-z][a-z0-9-]*)\1\]\}$/;

/**
 * True where each volume is mounted, in folders of its own, and can be as large as it says.
 *
 * @param hasSize whether one says how large it is
 */
export function areOrdinaryVolumes(pod: Pod, hasSize: boolean): boolean {
  const { mounts, volumes } = pod;
  const declared = new Set(volumes.map((volume) => volume.get('name')));
  const mounted = new Set(mounts.map((mount) => mount.get('name')));
  const folders = new Set(mounts.map((mount) => mount.get('mountPath') ?? ''));
  const pairs = new Set(mounts.map((mount) => `${mount.get('name')} ${mount.get('mountPath')}`));
  return (
    mounted.size === declared.size &&
    volumes.every((volume) => volume.size === 2 && volume.has('name') && mounted.has(volume.get('name'))) &&
    pairs.size === folders.size &&
    [...folders].every((folder) => ORDINARY_FOLDER.test(folder)) &&
    !(hasSize && allHaveLittle(pod, 'memory'))
  );
}

/** Without a step that leads nowhere, and none of the system's own. */
const ORDINARY_FOLDER = /^(?!\/(?:dev|proc|sys)\b)(?:\/\.?\w[\w.-]*)+$/;

/** True where every container has less than one CPU, or less than 512Mi; one that says nothing has that much. */
export function allHaveLittle({ containers, limits }: Pod, key: 'cpu' | 'memory'): boolean {
  const little = limits.filter((limit) => LITTLE[key].test(limit.get(key) ?? ''));
  return little.length > 0 && little.length >= containers.length;
}

/** What is less, of the texts that `areOrdinaryLimits` takes. */
const LITTLE = { cpu: /^0?\.|^\d{1,3}m$/, memory: /^(?:(?:128|256)Mi|512M)$/ };
