import {
  correctionOf,
  describePlace,
  findMisplacedAnnotations,
  type MisplacedAnnotation,
} from '../src/cloud-run/misplaced-annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { formatYamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'annotation-level-supported',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual annotation'],
  since: '0.1.0',
  group: 'validity',
  fix: 'unsafe',
  refusedBy: ['cloud-run'],
  summary: 'An annotation of the template does not stand on the resource itself.',
  rationale:
    "Settings of what runs stand in the annotations of the template. On the resource itself Cloud Run refuses them: `Annotation … is not supported on resources of kind 'Service'. Supported kinds are: Revision`. To it a template is a `Revision`, that of a Job an `Execution`. So it does with settings that the kind does not have at all.",
  remedy: 'Move the annotation to those of the template, or remove it where the kind has no such setting.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta',
    'https://cloud.google.com/run/docs/reference/yaml/v1',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/ingress: internal
    autoscaling.knative.dev/maxScale: '10'
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/ingress: internal
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/maxScale: '10'
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    for (const misplaced of findMisplacedAnnotations(resource)) {
      if (misplaced.isRefused) yield describe(resource, misplaced);
    }
  },
});

function describe(resource: Resource, misplaced: MisplacedAnnotation): Finding {
  const { key, at } = misplaced;
  return {
    at,
    isAboutKey: true,
    message: `${key} has no place in ${formatYamlPath(at.slice(0, -1))}: ${describePlace(resource, misplaced)}`,
    ...correctionOf(resource, misplaced),
  };
}
