import { isFalse, isTrue, templateAnnotationOf, templateAnnotationsPath } from '../src/cloud-run/annotations.ts';
import { acceleratorOf, GPU, gpuOf, hasGpu } from '../src/cloud-run/compute.ts';
import { type Container, containersOf, describeContainer } from '../src/cloud-run/containers.ts';
import { cpuThrottlingPath, executionEnvironmentOf, executionEnvironmentPath, isCpuThrottled } from '../src/cloud-run/runtime.ts';
import { wholeNumberAt } from '../src/cloud-run/whole-number.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

const ZONAL_REDUNDANCY_DISABLED = 'run.googleapis.com/gpu-zonal-redundancy-disabled';

/** How long a task with a GPU can take, in seconds: an hour, and twelve as a preview. */
const MAX_TASK_SECONDS = 43_200;

export default defineRule({
  id: 'gpu-supported',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: [GPU, ZONAL_REDUNDANCY_DISABLED],
  since: '0.1.0',
  group: 'validity',
  fix: 'safe',
  refusedBy: ['cloud-run'],
  summary: 'A GPU has the settings around it that Cloud Run asks for.',
  rationale:
    'An instance has one GPU, in one container. It runs in the second generation with CPU that is always allocated. A job gets one only without zonal redundancy, and for twelve hours at most. Cloud Run refuses everything else.',
  remedy: 'Set what a GPU needs beside it.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/gpu',
    'https://cloud.google.com/run/docs/configuring/jobs/gpu',
    'https://cloud.google.com/run/docs/configuring/task-timeout',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/cpu-throttling: 'true'
    spec:
      nodeSelector:
        run.googleapis.com/accelerator: nvidia-l4
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        resources:
          limits:
            cpu: '4'
            memory: 16Gi
            nvidia.com/gpu: '1'
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/cpu-throttling: 'false'
    spec:
      nodeSelector:
        run.googleapis.com/accelerator: nvidia-l4
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        resources:
          limits:
            cpu: '4'
            memory: 16Gi
            nvidia.com/gpu: '1'
`,
  },
  *check(resource) {
    const containers = containersOf(resource);
    const [container, ...others] = containers.filter((candidate) => hasGpu(candidate));
    if (!container) {
      yield* checkWithoutGpu(resource);
      return;
    }
    yield* checkCount(resource, container, others);
    yield* checkSettings(resource);
    if (resource.kind.kind === 'Job') yield* checkJob(resource);
  },
});

function* checkCount(resource: Resource, container: Container, others: readonly Container[]): Iterable<Finding> {
  const gpu = gpuOf(container);
  if (gpu && gpu.text !== '1') {
    yield {
      at: gpu.at,
      message: `The nvidia.com/gpu limit ${excerpt(gpu.text)} of ${describeContainer(container)} is none that Cloud Run has`,
      remedy: "An instance can have one GPU: write '1'.",
    };
  }
  for (const other of others) {
    const second = gpuOf(other);
    if (!second) continue;
    yield {
      at: second.at,
      message: `${describeResource(resource)} has a GPU in ${describeContainer(container)} and in ${describeContainer(other)}: only one container can have it`,
      remedy: 'Leave the GPU to the container that computes with it.',
      related: gpu ? [{ at: gpu.at, message: 'this one has a GPU, too' }] : [],
    };
  }
}

function* checkSettings(resource: Resource): Iterable<Finding> {
  if (executionEnvironmentOf(resource) === 'gen1') {
    const at = executionEnvironmentPath(resource);
    yield {
      at,
      message: `${describeResource(resource)} has a GPU, which there is not in the execution environment gen1`,
      remedy: 'Write gen2, or remove the annotation.',
      fix: { title: 'Write gen2', edits: [{ type: 'set', path: at, value: 'gen2' }], isUnsafe: true },
    };
  }
  if (isCpuThrottled(resource)) {
    const at = cpuThrottlingPath(resource);
    yield {
      at,
      message: `${describeResource(resource)} has a GPU, which needs CPU that is always allocated, and throttles the CPU`,
      remedy: "Write 'false'. An instance with a GPU is billed as long as it runs.",
      fix: { title: "Write 'false'", edits: [{ type: 'set', path: at, value: 'false' }], isUnsafe: true },
    };
  }
}

function* checkJob(resource: Resource): Iterable<Finding> {
  const { document, kind } = resource;
  const at = zonalPath(resource);
  const isMissing = document.nodeAt(at) === undefined;
  if (isMissing || isFalse(document.stringAt(at))) {
    yield {
      at,
      message: `${describeResource(resource)} has a GPU, which jobs get only without zonal redundancy`,
      remedy: `Set the annotation ${ZONAL_REDUNDANCY_DISABLED} of the template to 'true'.`,
      fix: {
        title: `Set ${ZONAL_REDUNDANCY_DISABLED} to 'true'`,
        edits: [{ type: 'set', path: at, value: 'true' }],
        isUnsafe: true,
      },
    };
  }
  const timeoutPath = [...kind.podSpecPath, 'timeoutSeconds'];
  const timeout = wholeNumberAt(document, timeoutPath) ?? 0;
  if (timeout > MAX_TASK_SECONDS) {
    yield {
      at: timeoutPath,
      message: `${describeResource(resource)} gives its tasks ${timeout} seconds, and with a GPU they have ${MAX_TASK_SECONDS} at most`,
      remedy: 'Split the work into more tasks that each take less.',
    };
  }
}

/** What is said of a GPU that is not there. */
function* checkWithoutGpu(resource: Resource): Iterable<Finding> {
  if (!isTrue(templateAnnotationOf(resource, ZONAL_REDUNDANCY_DISABLED)) || acceleratorOf(resource)) return;
  const at = zonalPath(resource);
  yield {
    at,
    message: `${describeResource(resource)} turns off the zonal redundancy of a GPU, and has none`,
    remedy: 'Remove the annotation, or ask for a GPU.',
    fix: { title: `Remove ${ZONAL_REDUNDANCY_DISABLED}`, edits: [removeEntry(resource.document, at)] },
  };
}

function zonalPath(resource: Resource) {
  return [...templateAnnotationsPath(resource), ZONAL_REDUNDANCY_DISABLED];
}
