import { containersOf, describeContainer, hasPort } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'container-port-single',
  severity: 'error',
  kinds: ['Service'],
  looksAt: ['unusual containers', 'unusual ports'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'Of several containers of a Service exactly one has a port.',
  rationale:
    'The container with `ports` takes the requests; the others are sidecars, which it reaches on `localhost`. With none or two of them Cloud Run refuses the manifest: `Revision template should contain exactly one container with an exposed port`. A container that is alone needs no `ports`.',
  remedy: 'Keep ports only in the container that takes the requests.',
  sources: ['https://cloud.google.com/run/docs/deploying#sidecars', 'https://cloud.google.com/run/docs/container-contract#port'],
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
      - name: web
        image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        ports:
        - containerPort: 8080
      - name: collector
        image: europe-docker.pkg.dev/acme-prod/apps/collector:2.0.1
        ports:
        - containerPort: 4317
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
      - name: web
        image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        ports:
        - containerPort: 8080
      - name: collector
        image: europe-docker.pkg.dev/acme-prod/apps/collector:2.0.1
`,
  },
  *check(resource) {
    const containers = containersOf(resource);
    if (containers.length < 2) return;
    const [first, ...others] = containers.filter(hasPort);
    if (!first) {
      yield {
        at: [...resource.kind.podSpecPath, 'containers'],
        message: `${describeResource(resource)} has ${containers.length} containers, and none of them has ports: Cloud Run cannot tell which one takes the requests`,
        remedy: 'Add ports with a containerPort to the container that takes the requests.',
      };
      return;
    }
    for (const container of others) {
      yield {
        at: [...container.at, 'ports'],
        message: `${describeResource(resource)} has ports in ${describeContainer(first)} and in ${describeContainer(container)}: only one container can take the requests`,
        remedy: 'Leave ports to the one that does. It reaches the others on localhost all the same.',
        related: [{ at: [...first.at, 'ports'], message: 'this one has ports, too' }],
      };
    }
  },
});
