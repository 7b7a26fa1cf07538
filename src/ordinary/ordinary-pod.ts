import type { Texts } from './ordinary-texts.ts';

/** What is ordinary of the containers of a template and its volumes is told by all of them together. */
export interface Pod {
  readonly containers: readonly Texts[];
  /** Of those containers that have any. */
  readonly limits: readonly Texts[];
  /** Of all containers. */
  readonly mounts: readonly Texts[];
  readonly volumes: readonly Texts[];
}

/**
 * True where containers can stand beside each other: they have names, one of a Service has ports, and not all have less than
 * a CPU.
 *
 * @param dependencies the annotation that says which starts after which; empty where there is none
 */
export function areOrdinaryContainers(kind: string, pod: Pod, dependencies: string): boolean {
  const { containers } = pod;
  if (hasLittleEach(pod, 'cpu')) return false;
  const isServed = kind !== 'Service' || containers.filter((container) => container.has('ports')).length === 1;
  const canBeSeveral = isServed && containers.every((container) => container.get('name'));
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
  const mounted = new Set(mounts.map((mount) => mount.get('name')));
  const folders = new Set(mounts.map((mount) => mount.get('mountPath') ?? ''));
  const pairs = new Set(mounts.map((mount) => `${mount.get('name')} ${mount.get('mountPath')}`));
  return (
    mounted.size === volumes.length &&
    volumes.every((volume) => volume.size === 2 && mounted.has(volume.get('name'))) &&
    pairs.size === folders.size &&
    [...folders].every((folder) => ORDINARY_FOLDER.test(folder)) &&
    !(hasSize && hasLittleEach(pod, 'memory'))
  );
}

/** Without a step that leads nowhere, and none of the system's own. */
const ORDINARY_FOLDER = /^(?!\/(?:dev|proc|sys)\b)(?:\/\.?\w[\w.-]*)+$/;

/** True where none of the containers has a whole CPU, or 512Mi: those are what one has that says nothing. */
export function hasLittleEach({ containers, limits }: Pod, key: 'cpu' | 'memory'): boolean {
  const little = limits.filter((limit) => LITTLE[key].test(limit.get(key) ?? ''));
  return little.length > 0 && little.length >= containers.length;
}

const LITTLE = { cpu: /^0?\.|^\d{1,3}m$/, memory: /^(?:(?:128|256)Mi|512M)$/ };
