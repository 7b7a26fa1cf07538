import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { isNothing, readEntries, stringIn, stringOf, valueIn, walkNodes, type YamlNode } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { type Container, containersOf } from './containers.ts';
import { GIBIBYTE, MEBIBYTE, parseQuantity } from './quantity.ts';

/** The smallest fraction of a CPU. */
export const MIN_CPUS = 0.08;

/** The memory that an instance with so many CPUs, or more, can have, the largest first; in bytes. */
const MEMORY_RANGES: readonly MemoryRange[] = [
  { cpus: 8, min: 4 * GIBIBYTE, max: 32 * GIBIBYTE },
  { cpus: 6, min: 4 * GIBIBYTE, max: 24 * GIBIBYTE },
  { cpus: 4, min: 2 * GIBIBYTE, max: 16 * GIBIBYTE },
  { cpus: 2, min: 128 * MEBIBYTE, max: 8 * GIBIBYTE },
  { cpus: 1, min: 128 * MEBIBYTE, max: 4 * GIBIBYTE },
  { cpus: 0.5, min: 128 * MEBIBYTE, max: GIBIBYTE },
  { cpus: MIN_CPUS, min: 128 * MEBIBYTE, max: 512 * MEBIBYTE },
];

export interface MemoryRange {
  readonly cpus: number;
  readonly min: number;
  readonly max: number;
}

/** CPUs that a container can have; fractions below one are another matter. */
const WHOLE_CPUS: readonly number[] = [1, 2, 4, 6, 8];

/** What goes with a GPU, by its type: other sizes than without one. */
const GPU_TYPES: Readonly<Record<string, GpuType>> = {
  'nvidia-l4': { cpus: [4, 6, 8], minMemory: 16 * GIBIBYTE },
  'nvidia-rtx-pro-6000': { cpus: [20, 22, 24, 26, 28, 30], minMemory: 80 * GIBIBYTE },
};
const MEMORY_PER_CPU = 4 * GIBIBYTE;

interface GpuType {
  readonly cpus: readonly number[];
  readonly minMemory: number;
}

/** What a container has where no limit is set. */
const DEFAULTS = { cpu: '1', memory: '512Mi' } as const;
const DEFAULTS_OF_INSTANCE = { cpu: '2', memory: '2Gi' } as const;

/** The limit by which a container asks for GPUs. */
export const GPU = 'nvidia.com/gpu';

/** The key of `nodeSelector` that names their type. */
export const ACCELERATOR = 'run.googleapis.com/accelerator';

/** A limit of a container, or the default in its place. */
export interface Limit {
  /** Where it stands, or would stand. */
  readonly at: YamlPath;
  readonly text: string;
  /** The CPUs or bytes that it stands for. */
  readonly value: number;
  readonly isDefault: boolean;
}

/** What a container gets, as far as the manifest tells. */
export interface ContainerLimits {
  readonly container: Container;
  readonly cpu: Limit | undefined;
  readonly memory: Limit | undefined;
}

/** Something that `limits` or `requests` says, as it is written. */
export interface Quantity {
  readonly container: Container;
  readonly at: YamlPath;
  readonly list: 'limits' | 'requests';
  readonly key: string;
  /** Its value, where that is text to gcloud. */
  readonly text: string | undefined;
}

export function* quantitiesOf(resource: Resource): Generator<Quantity> {
  for (const container of containersOf(resource)) {
    for (const list of LISTS) {
      const map = valueIn(valueIn(container.map, 'resources'), list);
      for (const [key, { value }] of map?.type === 'map' ? readEntries(map) : []) {
        yield { container, at: [...container.at, 'resources', list, key], list, key, text: stringOf(value) };
      }
    }
  }
}

const LISTS = ['limits', 'requests'] as const;

/**
 * What a container gets of CPU or memory, by its limit or by default. Undefined where the manifest does not tell: for a
 * placeholder, for what cannot be read, and for a container with a GPU that leaves it out.
 */
export function limitOf(resource: Resource, container: Container, key: 'cpu' | 'memory'): Limit | undefined {
  const node = valueIn(limitsNode(container), key);
  const isDefault = isNothing(node);
  const text = isDefault ? defaultLimitOf(resource, container, key) : node && stringOf(node);
  const value = text === undefined ? undefined : parseQuantity(text);
  if (text === undefined || value === undefined) return undefined;
  return { at: limitPath(container, key), text, value: roundToMillis(value), isDefault };
}

/** What a container gets where no limit is set; undefined for one with a GPU, of which that is not documented. */
export function defaultLimitOf({ kind }: Resource, container: Container, key: 'cpu' | 'memory'): string | undefined {
  const defaults = kind.kind === 'Instance' ? DEFAULTS_OF_INSTANCE : DEFAULTS;
  return hasGpu(container) ? undefined : defaults[key];
}

/** What the containers get, in order. */
export const limitsOf = rememberedOfLast((resource: Resource): readonly ContainerLimits[] => {
  return containersOf(resource).map((container) => {
    return { container, cpu: limitOf(resource, container, 'cpu'), memory: limitOf(resource, container, 'memory') };
  });
});

/** The GPUs of a container as they are written, where it has any: '0' is none. */
export function gpuOf(container: Container): Pick<Limit, 'at' | 'text'> | undefined {
  const text = stringIn(limitsNode(container), GPU);
  return text && text !== '0' && findPlaceholder(text) === undefined ? { at: limitPath(container, GPU), text } : undefined;
}

export function hasGpu(container: Container): boolean {
  const text = stringIn(limitsNode(container), GPU);
  return text !== undefined && text !== '' && text !== '0';
}

/** The type of GPU that the nodes are to have, where it is text to gcloud. */
export const acceleratorOf = rememberedOfLast((resource: Resource): string | undefined => {
  return resource.document.stringAt(acceleratorPath(resource)) || undefined;
});

/** True where the type of GPU is written anywhere, also on a level where gcloud knows no field. */
export function isAcceleratorWritten({ document }: Resource): boolean {
  const nodes = document.root ? walkNodes(document.root) : [];
  for (const { path } of nodes) if (path.at(-1) === ACCELERATOR) return true;
  return false;
}

export function acceleratorPath({ kind }: Resource): YamlPath {
  return [...kind.podSpecPath, 'nodeSelector', ACCELERATOR];
}

/** The limits of a container, whatever they are. */
function limitsNode({ map }: Container): YamlNode | undefined {
  return valueIn(valueIn(map, 'resources'), 'limits');
}

export function limitPath(container: Container, key: string): YamlPath {
  return [...container.at, 'resources', 'limits', key];
}

/** The sizes that Cloud Run has of CPUs, above one or with a GPU; undefined where it is not known for a GPU. */
export function wholeCpusFor(resource: Resource, container: Container): readonly number[] | undefined {
  return hasGpu(container) ? gpuTypeOf(resource, container)?.cpus : WHOLE_CPUS;
}

/** True where Cloud Run has this number of CPUs, or it is not known. */
export function isCpuSupported(resource: Resource, container: Container, cpus: number): boolean {
  const isFraction = cpus >= MIN_CPUS && cpus < 1 && !hasGpu(container);
  return isFraction || (wholeCpusFor(resource, container)?.includes(cpus) ?? true);
}

/** The memory that a container with so many CPUs can have; undefined where that is not known. */
export function memoryRangeFor(resource: Resource, container: Container, cpus: number): MemoryRange | undefined {
  const range = MEMORY_RANGES.find((candidate) => cpus >= candidate.cpus);
  if (!hasGpu(container)) return range;
  const type = gpuTypeOf(resource, container);
  return type && { cpus, min: type.minMemory, max: cpus * MEMORY_PER_CPU };
}

/** The least number of CPUs that can have so much memory; undefined where it is too much for any. */
export function cpusForMemory(bytes: number): number | undefined {
  return MEMORY_RANGES.findLast(({ max }) => bytes <= max)?.cpus;
}

/** `512Mi`, `2Gi`. */
export function formatMemory(bytes: number): string {
  return bytes % GIBIBYTE === 0 ? `${bytes / GIBIBYTE}Gi` : `${Math.round(bytes / MEBIBYTE)}Mi`;
}

/** `1 CPU`, `0.5 CPU`, `4 CPUs`. */
export function describeCpus(cpus: number): string {
  return `${cpus} ${cpus > 1 ? 'CPUs' : 'CPU'}`;
}

/** What sidecars take from the sizes of a GPU is not documented. */
function gpuTypeOf(resource: Resource, { hasSiblings }: Container): GpuType | undefined {
  const type = hasSiblings ? undefined : acceleratorOf(resource);
  return type !== undefined && Object.hasOwn(GPU_TYPES, type) ? GPU_TYPES[type] : undefined;
}

/** The binary fractions of `100m` and `0.1` may differ. */
function roundToMillis(value: number): number {
  return Math.round(value * 1000) / 1000;
}
