import { type Container, containersOf, describeContainer } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'container-name-present',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual containers'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'Each of several containers has a name.',
  rationale:
    'Cloud Run takes containers without names, and makes up names for them. Nothing can refer to those: no other container can wait for it to start, and `gcloud run services update --container` does not reach it. In logs and metrics it is hard to tell which is which.',
  remedy: 'Name each container after what it does.',
  sources: [
    'https://cloud.google.com/run/docs/deploying#sidecars',
    'https://cloud.google.com/run/docs/configuring/services/containers#container-ordering',
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
      - image: europe-docker.pkg.dev/acme-prod/apps/collector:2.0.1
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
    const containers = containersOf(resource);
    const [first, ...others] = containers.filter((container) => container.hasSiblings && !isNamed(resource, container));
    if (!first) return;
    const unnamed = others.length + 1;
    const which = unnamed === 1 ? `${describeContainer(first)} has no name` : `${unnamed} of them have no name`;
    yield {
      at: [...first.at, 'name'],
      message: `${describeResource(resource)} has ${containers.length} containers, and ${unnamed === containers.length ? 'none of them has a name' : which}`,
      related: others.map(({ at }) => ({ at: [...at, 'name'], message: 'this one has no name either' })),
    };
  },
});

/** A name that is no text is a name all the same, which the schema's checks look at. */
function isNamed({ document }: Resource, { name, at }: Container): boolean {
  const node = document.nodeAt([...at, 'name']);
  return name !== undefined || (node !== undefined && document.stringAt([...at, 'name']) !== '');
}
