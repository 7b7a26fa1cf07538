import { acceleratorOf, hasGpu, isCpuSupported, type Limit, limitsOf, MIN_CPUS, wholeCpusFor } from '../src/cloud-run/compute.ts';
import { type Container, describeContainer } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'cpu-supported',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual limits'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A container has a number of CPUs that Cloud Run offers.',
  rationale:
    'Cloud Run has fractions from 0.08 to 1 CPU, and 2, 4, 6 or 8 CPUs; with a GPU of the type `nvidia-l4` 4, 6 or 8, and of the type `nvidia-rtx-pro-6000` even numbers from 20 to 30. It refuses what is between them: `Invalid value specified for cpu`.',
  remedy: 'Take a number of CPUs from 0.08 to 1, or 2, 4, 6 or 8.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/cpu',
    'https://cloud.google.com/run/docs/configuring/jobs/cpu',
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
            cpu: '3'
            memory: 2Gi
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
            cpu: '4'
            memory: 2Gi
`,
  },
  *check(resource) {
    for (const { container, cpu } of limitsOf(resource)) {
      if (!cpu || cpu.isDefault || isCpuSupported(resource, container, cpu.value)) continue;
      yield describeSize(resource, container, cpu);
    }
  },
});

function describeSize(resource: Resource, container: Container, cpu: Limit): Finding {
  const gpu = hasGpu(container) ? ` with a GPU of the type ${acceleratorOf(resource)}` : '';
  const whole = wholeCpusFor(resource, container) ?? [];
  const sizes = gpu || cpu.value >= 1 ? whole : [MIN_CPUS];
  const next = sizes.find((size) => size > cpu.value);
  const all = `${gpu ? '' : `${MIN_CPUS} to `}${whole.join(', ')}`.replace(/, (\d+)$/, ' and $1');
  return {
    at: cpu.at,
    message: `The cpu limit ${excerpt(cpu.text)} of ${describeContainer(container)} is no size that Cloud Run has${gpu}`,
    remedy: `The sizes are ${all} CPUs${next === undefined ? '.' : `; the next larger one is '${next}'.`}`,
  };
}
