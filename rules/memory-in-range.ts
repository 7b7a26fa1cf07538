import {
  type ContainerLimits,
  cpusForMemory,
  describeCpus,
  formatMemory,
  hasGpu,
  isCpuSupported,
  type Limit,
  limitsOf,
  type MemoryRange,
  memoryRangeFor,
} from '../src/cloud-run/compute.ts';
import { type Container, describeContainer } from '../src/cloud-run/containers.ts';
import { GIBIBYTE, MEBIBYTE } from '../src/cloud-run/quantity.ts';
import { executionEnvironmentOf, isCpuAlwaysAllocated } from '../src/cloud-run/runtime.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

/** The least memory of what runs without throttling or in the second generation, all its containers together. */
const MIN_TOTAL = 512 * MEBIBYTE;

export default defineRule({
  id: 'memory-in-range',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual limits', 'unusual containers', 'too little memory'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A container has as much memory as goes with its CPUs.',
  rationale:
    'With 1 CPU there can be 4Gi of memory, with 2 CPUs 8Gi, with 4 CPUs 16Gi, with 6 CPUs 24Gi and with 8 CPUs 32Gi; from 4 CPUs on 2Gi, and from 6 on 4Gi are the least. Jobs, worker pools and services whose CPU is always allocated need 512Mi. Where no CPU is written, it is 1, which is why raising the memory alone is so often refused: `For 1.0 CPU, memory must be between 128Mi and 4Gi`.',
  remedy: 'Take memory and CPUs that go together.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/memory-limits',
    'https://cloud.google.com/run/docs/configuring/jobs/memory-limits',
    'https://cloud.google.com/run/docs/configuring/services/cpu',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        resources:
          limits:
            cpu: '1'
            memory: 8Gi
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        resources:
          limits:
            cpu: '2'
            memory: 8Gi
`,
  },
  check(resource) {
    const limits = limitsOf(resource);
    const findings = limits.flatMap((own) => checkContainer(resource, own) ?? []);
    return findings.length > 0 ? findings : checkTotal(resource, limits);
  },
});

/** What several containers get together is not documented for all sizes: of each only the most is certain. */
function checkContainer(resource: Resource, { container, cpu, memory }: ContainerLimits): Finding | undefined {
  if (!cpu || !memory || memory.value < 1 || !isCpuSupported(resource, container, cpu.value)) return undefined;
  if (container.hasSiblings && (cpu.isDefault || cpu.value < 1)) return undefined;
  const range = memoryRangeFor(resource, container, cpu.value);
  if (!range) return undefined;
  const isTooLittle = !container.hasSiblings && mostOf(memory) < range.min;
  return isTooLittle || memory.value > range.max ? outOfRange(container, cpu, memory, range, isTooLittle) : undefined;
}

function outOfRange(container: Container, cpu: Limit, memory: Limit, range: MemoryRange, isTooLittle: boolean): Finding {
  const gpu = hasGpu(container) ? ' and a GPU' : '';
  const larger = isTooLittle || gpu ? undefined : cpusForMemory(memory.value);
  const alternative = larger ? ` ${formatMemory(memory.value)} need at least ${describeCpus(larger)}.` : '';
  return {
    at: memory.at,
    message: `${describeMemory(memory)} of ${describeContainer(container)} is too ${isTooLittle ? 'little' : 'much'} for ${describeCpus(cpu.value)}${cpu.isDefault ? ', the default' : ''}${gpu}`,
    remedy: `With ${describeCpus(cpu.value)}${gpu} there can be ${describeRange(range)}.${alternative}`,
    related: cpu.isDefault ? [] : [{ at: cpu.at, message: 'the CPUs that it has' }],
  };
}

function checkTotal(resource: Resource, limits: readonly ContainerLimits[]): Finding[] {
  const memories = limits.flatMap(({ memory }) => memory ?? []);
  const total = memories.reduce((sum, memory) => sum + mostOf(memory), 0);
  if (total >= MIN_TOTAL || memories.length < limits.length || memories.some(({ value }) => value < 1)) return [];
  const [first] = memories;
  const reason = reasonForMinimum(resource);
  const isWithGpu = limits.some(({ container }) => hasGpu(container));
  return first && reason && !isWithGpu ? [describeTotal(resource, memories, total, reason)] : [];
}

function describeTotal(resource: Resource, memories: readonly Limit[], total: number, reason: string): Finding {
  const [first] = memories as readonly [Limit];
  const what =
    memories.length > 1
      ? `The containers of ${describeResource(resource)} have ${formatMemory(total)} of memory together`
      : `${describeMemory(first)} is too little for ${describeResource(resource)}`;
  return { at: first.at, message: `${what}: ${reason}`, remedy: 'Write 512Mi or more.' };
}

/** Why less than 512Mi is refused, if it is. */
function reasonForMinimum(resource: Resource): string | undefined {
  const { kind } = resource.kind;
  if (kind === 'Job' || kind === 'WorkerPool') return `a ${kind} needs at least 512Mi`;
  if (kind !== 'Service') return undefined;
  if (isCpuAlwaysAllocated(resource)) return 'with CPU that is always allocated it needs at least 512Mi';
  return executionEnvironmentOf(resource) === 'gen2' ? 'in the execution environment gen2 it needs at least 512Mi' : undefined;
}

const DECIMAL_SUFFIXES = ['k', 'M', 'G', 'T', 'P', 'E'];

/** Its bytes, with 512M as good as 512Mi: what Cloud Run makes of the difference is not documented. */
function mostOf({ text, value }: Limit): number {
  return DECIMAL_SUFFIXES.includes(text.slice(-1)) ? value * (GIBIBYTE / 1e9) : value;
}

function describeMemory({ text, isDefault }: Limit): string {
  return isDefault ? `The default memory limit ${text}` : `The memory limit ${excerpt(text)}`;
}

function describeRange({ min, max }: MemoryRange): string {
  return min === max ? formatMemory(max) : `${formatMemory(min)} to ${formatMemory(max)}`;
}
