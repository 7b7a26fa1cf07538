import { oneOf, type Random } from './yaml-mutations.ts';

/** What stands in several places of a manifest and has to go together: drawn first, and kept to nearly always. */
export interface Outline {
  readonly containers: readonly string[];
  /** The place of the container that takes the requests. */
  readonly served: number;
  readonly volumes: readonly string[];
}

/** What stands at keys, whatever else fits there; null where nothing does. Of a map or a list only that it is there. */
export type Wishes = Readonly<Record<string, string | null | undefined>>;

/** Falsy: what stands there is drawn from its shape. */
const PRESENT = '';

export function drawOutline(random: Random): Outline {
  const containers = ['web', 'collector', random(20) ? 'proxy' : 'null'].slice(0, oneOf([1, 1, 1, 1, 2, 2, 3], random));
  const volumes = ['data', 'keys', 'web'].slice(0, oneOf([0, 0, 0, 0, 1, 1, 2, 3], random));
  return { containers, served: random(containers.length), volumes };
}

/** How many items a list has; undefined where any number goes. */
export function countOf(key: string, { containers, volumes }: Outline): number | undefined {
  if (key === 'containers') return containers.length;
  return key === 'volumes' || key === 'volumeMounts' ? Math.max(volumes.length, 1) : undefined;
}

/**
 * @param place the key at which a map stands, be it in a list
 * @param index its place in that list
 */
export function wishesFor(place: string, index: number, outline: Outline, random: Random): Wishes {
  const { containers, served, volumes } = outline;
  const volume = volumes[index] ?? 'data';
  switch (place) {
    case 'annotations':
      return { ...oneOf(NETWORKS, random), 'run.googleapis.com/container-dependencies': drawOrder(outline, random) };
    case 'spec':
      return { volumes: volumes.length > 0 ? PRESENT : null };
    case 'containers':
      return {
        name: containers.length > 1 ? containers[index] : undefined,
        ports: index === served ? PRESENT : null,
        startupProbe: index === served || random(3) ? undefined : PRESENT,
        volumeMounts: volumes.length > 0 && (index === served || random(2)) ? PRESENT : null,
      };
    case 'volumes':
      return random(2) ? { name: volume, emptyDir: PRESENT, secret: null } : { name: volume, emptyDir: null, secret: PRESENT };
    case 'volumeMounts':
      return { name: volume, mountPath: oneOf(FOLDERS, random).replace('*', volume) };
    case 'env':
      return index > 0 || random(12) ? {} : { name: 'GOOGLE_CLOUD_PROJECT', value: 'acme-prod', valueFrom: null };
    default:
      return {};
  }
}

/** Nearly always one that is as it should be. */
const FOLDERS = [...Array(80).fill('/mnt/*'), '/srv/a.b/*/', '/srv', '/dev/*', '/a/../*'];

/** Which container starts after which other. */
function drawOrder({ containers }: Outline, random: Random): string | null {
  if (containers.length === 1 || random(3)) return null;
  const [later, earlier] = [oneOf(containers, random), oneOf(containers, random)];
  return oneOf(
    [`{"${later}":["${earlier}"]}`, `{"${later}": ["${earlier}"]}`, `{${later}: [${earlier}]}`, `{"${later}: [${earlier}]}`],
    random,
  );
}

/** Mostly none. */
const NETWORKS: readonly Wishes[] = [
  ...Array.from({ length: 80 }, () => network(null, null, null)),
  network('[{"network":"main"}]', null, null),
  network('[{"network":"main","subnetwork":"main-1"}]', null, 'all-traffic'),
  network(null, 'internal', 'private-ranges-only'),
  network(null, 'internal', null),
  network('[{"network":"main"}]', 'internal', null),
  network('{"network":"main"}', null, null),
  network(null, 'projects/acme-prod/locations/europe-west4/connectors/internal', 'all'),
  network(null, null, 'all-traffic'),
];

function network(interfaces: string | null, connector: string | null, egress: string | null): Wishes {
  return {
    'run.googleapis.com/network-interfaces': interfaces,
    'run.googleapis.com/vpc-access-connector': connector,
    'run.googleapis.com/vpc-access-egress': egress,
  };
}
