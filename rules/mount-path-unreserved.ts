import { cleanPath } from '../src/cloud-run/clean-path.ts';
import { describeContainer } from '../src/cloud-run/containers.ts';
import { mountsOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

const RESERVED = ['/dev', '/proc', '/sys'];

export default defineRule({
  id: 'mount-path-unreserved',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual volumes'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'No volume is mounted in `/dev`, `/proc` or `/sys`.',
  rationale:
    'The system of every container has these folders for itself. Cloud Run refuses a volume that is mounted on one of them or below, however the path is written.',
  remedy: 'Mount the volume on another folder, as /mnt/NAME, and tell the code where it is.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/in-memory-volume-mounts',
    'https://cloud.google.com/run/docs/configuring/services/secrets',
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
        volumeMounts:
        - name: scratch
          mountPath: /dev/scratch
      volumes:
      - name: scratch
        emptyDir:
          sizeLimit: 128Mi
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
        volumeMounts:
        - name: scratch
          mountPath: /mnt/scratch
      volumes:
      - name: scratch
        emptyDir:
          sizeLimit: 128Mi
`,
  },
  *check(resource) {
    for (const { container, at, name, mountPath = '' } of mountsOf(resource)) {
      const reserved = RESERVED.find((folder) => `${cleanPath(mountPath)}/`.startsWith(`${folder}/`));
      if (!reserved || !mountPath.startsWith('/') || findPlaceholder(mountPath) !== undefined) continue;
      const volume = name === undefined ? 'a volume' : `the volume ${excerpt(name)}`;
      yield {
        at: [...at, 'mountPath'],
        message: `${describeResource(resource)} mounts ${volume} on ${excerpt(mountPath)} in ${describeContainer(container)}, and ${reserved} is kept for the system`,
      };
    }
  },
});
