import { cleanPath } from '../src/cloud-run/clean-path.ts';
import { repeated } from '../src/cloud-run/repeated.ts';
import { type SecretFile, secretFilesOf } from '../src/cloud-run/secret-files.ts';
import { describeVolume, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'secret-path-unique',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual items'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'Each version of a secret becomes a file of its own.',
  rationale:
    'The `items` of a secret volume say which version becomes which file. Where two of them have one path, one version cannot be read, and which of them it is, is documented nowhere.',
  remedy: 'Give each item a path of its own, or remove the one that is not needed.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec',
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
        - name: keys
          mountPath: /etc/keys
      volumes:
      - name: keys
        secret:
          secretName: checkout-keys
          items:
          - key: '1'
            path: key.pem
          - key: '2'
            path: key.pem
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
        - name: keys
          mountPath: /etc/keys
      volumes:
      - name: keys
        secret:
          secretName: checkout-keys
          items:
          - key: '1'
            path: old.pem
          - key: '2'
            path: new.pem
`,
  },
  *check(resource) {
    for (const volume of volumesOf(resource)) {
      for (const [first, second, ...others] of repeated(secretFilesOf(volume), placeOf)) {
        yield {
          at: second.at,
          message: `${describeResource(resource)} makes ${others.length + 2} versions of a secret the file ${excerpt(String(second.path))} of ${describeVolume(volume)}`,
          related: [first, ...others].map(({ at }) => ({ at, message: 'this one makes the same file' })),
        };
      }
    }
  },
});

function placeOf({ path }: SecretFile): string | undefined {
  return path === undefined || path.startsWith('/') || findPlaceholder(path) !== undefined ? undefined : cleanPath(path);
}
