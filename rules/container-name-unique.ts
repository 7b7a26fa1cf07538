import { containersOf } from '../src/cloud-run/containers.ts';
import { filledIn, repeated } from '../src/cloud-run/repeated.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'container-name-unique',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['same name'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'The containers of a resource have different names.',
  rationale:
    'Logs, metrics, dependencies and the options of `gcloud run` tell containers apart by their names, and Cloud Run refuses a name that stands twice.',
  remedy: 'Name each container after what it does.',
  sources: [
    'https://cloud.google.com/run/docs/deploying#sidecars',
    'https://cloud.google.com/run/docs/reference/rest/v1/Container',
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
      - name: checkout
        image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        ports:
        - containerPort: 8080
      - name: checkout
        image: europe-docker.pkg.dev/acme-prod/apps/collector:2.0.1
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
      - name: checkout
        image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        ports:
        - containerPort: 8080
      - name: collector
        image: europe-docker.pkg.dev/acme-prod/apps/collector:2.0.1
`,
  },
  *check(resource) {
    for (const [first, second, ...others] of repeated(containersOf(resource), ({ name }) => filledIn(name))) {
      yield {
        at: [...second.at, 'name'],
        message: `${describeResource(resource)} has ${others.length + 2} containers with the name ${excerpt(String(first.name))}`,
        related: [first, ...others].map(({ at }) => ({ at: [...at, 'name'], message: 'this one has the same name' })),
      };
    }
  },
});
