import { filledIn, repeated } from '../src/cloud-run/repeated.ts';
import { volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'volume-name-unique',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['same name'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'No two volumes of a resource have the same name.',
  rationale: 'Mounts name the volume that they take. Cloud Run refuses a resource with two volumes of one name.',
  remedy:
    'Give each volume a name of its own, and let the mounts say which of them they take; or remove the one that is not needed.',
  sources: ['https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec'],
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
          secretName: checkout-signing-key
      - name: keys
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
          mountPath: /etc/signing-key
        - name: api-key
          mountPath: /etc/api-key
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
    for (const [first, second, ...others] of repeated(volumesOf(resource), ({ name }) => filledIn(name))) {
      yield {
        at: [...second.at, 'name'],
        message: `${describeResource(resource)} has ${others.length + 2} volumes with the name ${excerpt(String(first.name))}`,
        related: [first, ...others].map(({ at }) => ({ at: [...at, 'name'], message: 'this one has the same name' })),
      };
    }
  },
});
