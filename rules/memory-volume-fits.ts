import { formatMemory, limitOf, limitPath } from '../src/cloud-run/compute.ts';
import { containersOf, describeContainer } from '../src/cloud-run/containers.ts';
import { parseQuantity } from '../src/cloud-run/quantity.ts';
import { describeVolume, type Volume, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'memory-volume-fits',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual sizeLimit', 'unusual limits', 'unusual volumes'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'A volume in memory is not larger than the memory of the containers.',
  rationale:
    'The files of an `emptyDir` volume are in the memory of the container that writes them. Its size limit reserves nothing. Below the memory of the containers, a full volume refuses what is written, which code can handle; above it, Cloud Run stops the instance for want of memory.',
  remedy: 'Lower sizeLimit, or raise the memory limit of the container that writes there.',
  sources: ['https://cloud.google.com/run/docs/configuring/services/in-memory-volume-mounts'],
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
        volumeMounts:
        - name: cache
          mountPath: /var/cache/checkout
      volumes:
      - name: cache
        emptyDir:
          medium: Memory
          sizeLimit: 1Gi
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
            memory: 2Gi
        volumeMounts:
        - name: cache
          mountPath: /var/cache/checkout
      volumes:
      - name: cache
        emptyDir:
          medium: Memory
          sizeLimit: 1Gi
`,
  },
  *check(resource) {
    const { document } = resource;
    for (const volume of volumesOf(resource)) {
      const at = [...volume.at, 'emptyDir', 'sizeLimit'];
      const sizeLimit = document.stringAt(at) ?? '';
      const size = parseQuantity(sizeLimit);
      if (size === undefined || !isInMemory(resource, volume)) continue;
      const memory = memoryOf(resource);
      if (memory === undefined || size <= memory) continue;
      yield {
        at,
        message: `${describeResource(resource)} gives ${describeVolume(volume)} ${excerpt(sizeLimit)} of memory, and its containers have ${formatMemory(memory)}`,
        related: containersOf(resource).flatMap((container) => {
          const limit = limitPath(container, 'memory');
          return document.nodeAt(limit) ? { at: limit, message: `the memory of ${describeContainer(container)}` } : [];
        }),
      };
    }
  },
});

/** The default where nothing is said, and what `medium: Memory` says. */
function isInMemory({ document }: Resource, { at }: Volume): boolean {
  return ['', 'Memory'].includes(document.stringAt([...at, 'emptyDir', 'medium']) ?? '');
}

/** What all containers have together; undefined where there are none, or it is not known of one. */
function memoryOf(resource: Resource): number | undefined {
  const containers = containersOf(resource);
  let sum = 0;
  for (const container of containers) {
    const limit = limitOf(resource, container, 'memory');
    if (!limit) return undefined;
    sum += limit.value;
  }
  return containers.length === 0 ? undefined : sum;
}
