import { type Limit, limitsOf } from '../src/cloud-run/compute.ts';
import {
  cpuThrottlingPath,
  executionEnvironmentOf,
  executionEnvironmentPath,
  isCpuAlwaysAllocated,
} from '../src/cloud-run/runtime.ts';
import { wholeNumberAt } from '../src/cloud-run/whole-number.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'fractional-cpu-allowed',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual limits', 'unusual containers'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'Less than one CPU in total goes with one request at a time, throttled, in the first generation.',
  rationale:
    'Less than one CPU is for services only. With it an instance handles one request at a time, has its CPU only while it does, and runs in the first generation: `Total cpu < 1 is not supported with concurrency > 1`, says Cloud Run, or `with cpu always allocated`, or `with gen2 execution environment`. The CPUs of all containers count together, and a container without a limit has 1.',
  remedy: 'Take one CPU in total or more.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/cpu',
    'https://cloud.google.com/run/docs/configuring/jobs/cpu',
    'https://cloud.google.com/run/docs/configuring/concurrency',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      containerConcurrency: 80
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        resources:
          limits:
            cpu: 500m
            memory: 512Mi
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      containerConcurrency: 1
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        resources:
          limits:
            cpu: 500m
            memory: 512Mi
`,
  },
  *check(resource) {
    const cpus = limitsOf(resource).map(({ cpu }) => cpu);
    const total = cpus.reduce((sum, cpu) => sum + (cpu?.value ?? Number.NaN), 0);
    if (total > 0 && total < 0.9995) yield* checkFraction(resource, cpus as Limit[], total);
  },
});

function* checkFraction(resource: Resource, cpus: readonly Limit[], total: number): Iterable<Finding> {
  const [first] = cpus as readonly [Limit];
  const amount = describeTotal(cpus, total);
  for (const { at, reason, remedy } of conflictsOf(resource, first.at)) {
    yield {
      at,
      message: `${describeResource(resource)} has ${amount}, which Cloud Run does not allow ${reason}`,
      remedy,
      related: cpus.filter((cpu) => cpu.at !== at).map((cpu) => ({ at: cpu.at, message: 'less than one CPU' })),
    };
  }
}

interface Conflict {
  readonly at: YamlPath;
  readonly reason: string;
  readonly remedy: string;
}

function* conflictsOf(resource: Resource, cpuAt: YamlPath): Iterable<Conflict> {
  const { kind, document } = resource;
  if (kind.kind !== 'Service') {
    yield { at: cpuAt, reason: `for ${kind.kind}s`, remedy: "Write cpu: '1' or more." };
    return;
  }
  const concurrencyPath = [...kind.podSpecPath, 'containerConcurrency'];
  const concurrency = wholeNumberAt(document, concurrencyPath) ?? 0;
  if (concurrency > 1) {
    yield {
      at: concurrencyPath,
      reason: `with containerConcurrency ${concurrency}`,
      remedy: "Write containerConcurrency: 1, or cpu: '1'.",
    };
  }
  if (isCpuAlwaysAllocated(resource)) {
    yield {
      at: cpuThrottlingPath(resource),
      reason: 'with CPU that is always allocated',
      remedy: "Remove the annotation, or write cpu: '1'.",
    };
  }
  if (executionEnvironmentOf(resource) === 'gen2') {
    yield {
      at: executionEnvironmentPath(resource),
      reason: 'in the execution environment gen2',
      remedy: "Remove the annotation, or write cpu: '1'.",
    };
  }
}

function describeTotal(cpus: readonly Limit[], total: number): string {
  const sum = Math.round(total * 1000) / 1000;
  return cpus.length > 1 ? `${sum} CPU in total` : `${sum} CPU`;
}
