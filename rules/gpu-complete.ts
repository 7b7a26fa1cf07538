import {
  ACCELERATOR,
  acceleratorOf,
  acceleratorPath,
  GPU,
  hasGpu,
  isAcceleratorWritten,
  limitPath,
} from '../src/cloud-run/compute.ts';
import { containersOf, describeContainer } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'gpu-complete',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: [GPU, ACCELERATOR],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'A GPU has both a limit and a type.',
  rationale:
    'A GPU is asked for in two places: a container has the limit `nvidia.com/gpu`, and `nodeSelector` names the type in `run.googleapis.com/accelerator`. One without the other is half of a request, most often left over from a change.',
  remedy: 'Set both, or remove what is left of them.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/gpu',
    'https://cloud.google.com/run/docs/configuring/jobs/gpu',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
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
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
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
    const withGpu = containers.find((container) => hasGpu(container));
    const accelerator = acceleratorOf(resource);
    const at = acceleratorPath(resource);
    if (accelerator && !withGpu) {
      yield {
        at,
        message: `${describeResource(resource)} names ${excerpt(accelerator)} as the type of its GPU, and no container asks for one`,
        remedy: "Add the limit nvidia.com/gpu: '1' to the container that computes with it, or remove the type.",
      };
    }
    if (withGpu && !isAcceleratorWritten(resource)) {
      yield {
        at: limitPath(withGpu, GPU),
        message: `${describeResource(resource)} asks for a GPU in ${describeContainer(withGpu)}, and names no type`,
        remedy: 'Add run.googleapis.com/accelerator: nvidia-l4 to the nodeSelector beside the containers.',
      };
    }
  },
});
