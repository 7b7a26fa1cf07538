import { containerDependenciesOf, containerDependenciesPath } from '../src/cloud-run/container-dependencies.ts';
import { containersOf, hasPort } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'container-dependency-probed',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual containers', 'unusual ports'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'A container that others wait for has a startup probe.',
  rationale:
    'Cloud Run starts a container when those it depends on have started, and that is when their startup probe succeeds. Only the container that takes the requests has one by default. Without one it is not known when a sidecar is ready, and the deployment can fail.',
  remedy: 'Give the container a startupProbe.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/containers#container-ordering',
    'https://cloud.google.com/run/docs/configuring/healthchecks',
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
        run.googleapis.com/container-dependencies: '{"checkout": ["collector"]}'
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
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/container-dependencies: '{"checkout": ["collector"]}'
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - name: checkout
        image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        ports:
        - containerPort: 8080
      - name: collector
        image: europe-docker.pkg.dev/acme-prod/apps/collector:2.0.1
        startupProbe:
          httpGet:
            path: /health
            port: 13133
`,
  },
  *check(resource) {
    const dependencies = containerDependenciesOf(resource);
    if (dependencies === undefined) return;
    for (const container of containersOf(resource)) {
      const { name, at } = container;
      if (name === undefined || hasPort(container) || resource.document.nodeAt([...at, 'startupProbe'])) continue;
      const waiting = [...dependencies].filter(([other, names]) => other !== name && names.includes(name));
      const [first] = waiting.map(([other]) => other);
      if (first === undefined) continue;
      yield {
        at: [...at, 'name'],
        message: `Container ${excerpt(first)} waits for container ${excerpt(name)} to start, which has no startup probe to tell when it has`,
        remedy: 'Add a startupProbe with the httpGet, tcpSocket or grpc that tells that it is ready.',
        related: [{ at: containerDependenciesPath(resource), message: 'the containers that wait' }],
      };
    }
  },
});
