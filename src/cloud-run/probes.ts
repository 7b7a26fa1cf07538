import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { findEntry, readEntries, resolveAlias, type YamlMap } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { type Container, containersOf, describeContainer } from './containers.ts';
import { wholeNumberAt } from './whole-number.ts';

/** The probes of a container. */
export const PROBE_NAMES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

type ProbeName = (typeof PROBE_NAMES)[number];

/** What a probe can do; it does one of them. */
const PROBE_ACTIONS = ['httpGet', 'grpc', 'tcpSocket'] as const;

const SETTINGS: ReadonlySet<string> = new Set([
  'failureThreshold',
  'initialDelaySeconds',
  'periodSeconds',
  'successThreshold',
  'timeoutSeconds',
]);

/** The numbers of a probe where nothing is said, or 0. */
const DEFAULTS = { failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 1 } as const;

export interface Probe {
  readonly name: ProbeName;
  readonly container: Container;
  readonly at: YamlPath;
  readonly map: YamlMap;
}

/** The probes that are there, as far as they are maps. */
export const probesOf = rememberedOfLast((resource: Resource): readonly Probe[] => {
  return containersOf(resource).flatMap((container) =>
    PROBE_NAMES.flatMap((name) => {
      const at = [...container.at, name];
      const map = resource.document.mapAt(at);
      return map ? { name, container, at, map } : [];
    }),
  );
});

/** The actions that a probe names, with a value or without one. */
export function actionsOf({ map }: Probe): string[] {
  return PROBE_ACTIONS.filter((action) => findEntry(map, action) !== undefined);
}

/** True where a probe holds nothing but what its fields are called, and values for its actions. */
export function isWellFormed({ map }: Probe): boolean {
  return [...readEntries(map)].every(([key, { value }]) => {
    if (SETTINGS.has(key)) return true;
    const isAction = PROBE_ACTIONS.some((action) => action === key);
    return isAction && resolveAlias(value)?.type === 'map';
  });
}

/** A number of a probe, by default where nothing is said; undefined where what is said is no number. */
export function settingOf({ document }: Resource, { at }: Probe, key: keyof typeof DEFAULTS): number | undefined {
  const path = [...at, key];
  const number = document.nodeAt(path) ? wholeNumberAt(document, path) : 0;
  return number === 0 ? DEFAULTS[key] : number;
}

/** `startup probe of container web`. */
export function describeProbe({ name, container }: Probe): string {
  return `${name.replace('Probe', ' probe')} of ${describeContainer(container)}`;
}
