import { ANNOTATIONS_PATH, templateAnnotationsPath } from '../src/cloud-run/annotations.ts';
import { countOf, REVISION_SCALING, SCALING } from '../src/cloud-run/scaling.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'scale-bounds-ordered',
  severity: 'error',
  kinds: ['Service'],
  looksAt: [`unusual ${SCALING.min}`, `unusual ${REVISION_SCALING.min}`],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'The least number of instances is not greater than the greatest.',
  rationale:
    'Cloud Run refuses a minimum above its maximum. There are two pairs: `run.googleapis.com/minScale` and `maxScale` in the metadata of a Service count the instances of all revisions, `autoscaling.knative.dev/minScale` and `maxScale` in its template those of each revision.',
  remedy: 'Raise the maximum, or lower the minimum.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/min-instances',
    'https://cloud.google.com/run/docs/configuring/max-instances',
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
        autoscaling.knative.dev/maxScale: '5'
        autoscaling.knative.dev/minScale: '10'
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/maxScale: '10'
        autoscaling.knative.dev/minScale: '5'
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    yield* checkBounds(resource, ANNOTATIONS_PATH, SCALING);
    yield* checkBounds(resource, templateAnnotationsPath(resource), REVISION_SCALING);
  },
});

type Bounds = typeof SCALING | typeof REVISION_SCALING;

function checkBounds(resource: Resource, path: YamlPath, keys: Bounds): Finding[] {
  const min = countOf(resource.document.stringAt([...path, keys.min]));
  const max = countOf(resource.document.stringAt([...path, keys.max]));
  if (min === undefined || !max || min <= max) return [];
  const what = keys === SCALING ? describeResource(resource) : `Each revision of ${describeResource(resource)}`;
  return [
    {
      at: [...path, keys.max],
      message: `${what} has at least ${min} instances and at most ${max}`,
      related: [{ at: [...path, keys.min], message: 'this is the minimum' }],
    },
  ];
}
