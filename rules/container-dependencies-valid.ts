import {
  type ContainerDependencies,
  containerDependenciesOf,
  containerDependenciesPath,
  findCycle,
} from '../src/cloud-run/container-dependencies.ts';
import { containersOf } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt, excerptLine } from '../src/text/excerpt.ts';

/** Of a long list the first names are enough to see what is wrong. */
const MAX_TOLD = 10;

export default defineRule({
  id: 'container-dependencies-valid',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual containers'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'Containers wait only for other containers that are there, and not in a circle.',
  rationale:
    'The annotation `run.googleapis.com/container-dependencies` names for each container those that start before it. Cloud Run refuses names that no container has, and containers that wait for each other.',
  remedy: 'Name containers by their name, and let none wait for itself, not even by way of others.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/containers#container-ordering',
    'https://cloud.google.com/run/docs/deploying#sidecars',
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
        run.googleapis.com/container-dependencies: '{"checkout": ["otel"]}'
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
    const at = containerDependenciesPath(resource);
    const cycle = findCycle(dependencies);
    if (cycle) {
      const way = cycle.map(excerpt);
      yield {
        at,
        message:
          way.length === 2
            ? `Container ${way[0]} of ${describeResource(resource)} waits for itself to start`
            : `Containers of ${describeResource(resource)} wait for each other to start: ${way.join(' → ')}`,
        remedy: 'Take one of them out of the list of another.',
      };
    }
    for (const name of unknownNames(resource, dependencies)) {
      yield {
        at,
        message: `The container dependencies of ${describeResource(resource)} name ${excerpt(name)}, and there is no such container`,
        remedy: `The containers are ${namesOf(resource).map(excerptLine).join(', ')}.`,
      };
    }
  },
});

/** Containers without a name get one that is not known here, and it could be any. */
function unknownNames(resource: Resource, dependencies: ContainerDependencies): string[] {
  const names = namesOf(resource);
  const isCertain = names.length === containersOf(resource).length && names.every((name) => findPlaceholder(name) === undefined);
  const mentioned = new Set([...dependencies].flatMap(([name, others]) => [name, ...others]));
  return isCertain ? [...mentioned].filter((name) => !names.includes(name)).slice(0, MAX_TOLD) : [];
}

function namesOf(resource: Resource): string[] {
  return containersOf(resource).flatMap(({ name }) => name ?? []);
}
