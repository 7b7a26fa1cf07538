import { cleanPath } from '../src/cloud-run/clean-path.ts';
import { describeContainer } from '../src/cloud-run/containers.ts';
import { repeated } from '../src/cloud-run/repeated.ts';
import { type Mount, mountsOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';
import { pathKey } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'mount-path-unique',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual volumes', 'same name'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'A container has one mount for each folder.',
  rationale:
    'A volume takes the place of all that is in its folder. Cloud Run cannot mount two at one location, as two secrets that were to be files side by side.',
  remedy:
    'Give each volume a folder of its own. Several versions of one secret can be items of one volume; several secrets need several folders.',
  sources: ['https://cloud.google.com/run/docs/configuring/services/secrets'],
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
        - name: signing-key
          mountPath: /etc/keys
        - name: api-key
          mountPath: /etc/keys/
      volumes:
      - name: signing-key
        secret:
          secretName: checkout-signing-key
      - name: api-key
        secret:
          secretName: checkout-api-key
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
        - name: signing-key
          mountPath: /etc/keys/signing
        - name: api-key
          mountPath: /etc/keys/api
      volumes:
      - name: signing-key
        secret:
          secretName: checkout-signing-key
      - name: api-key
        secret:
          secretName: checkout-api-key
`,
  },
  *check(resource) {
    for (const [first, second, ...others] of repeated(mountsOf(resource), placeOf)) {
      yield {
        at: [...second.at, 'mountPath'],
        message: `${describeResource(resource)} has ${others.length + 2} mounts on ${excerpt(String(folderOf(first)))} in ${describeContainer(first.container)}`,
        related: [first, ...others].map(({ at }) => ({ at: [...at, 'mountPath'], message: 'this one has the same folder' })),
      };
    }
  },
});

function placeOf(mount: Mount): string | undefined {
  const folder = folderOf(mount);
  return folder && pathKey([...mount.container.at, folder]);
}

/** The folder of a mount, where it is written out and is a path from the root. */
function folderOf({ mountPath }: Mount): string | undefined {
  return mountPath?.startsWith('/') && findPlaceholder(mountPath) === undefined ? cleanPath(mountPath) : undefined;
}
