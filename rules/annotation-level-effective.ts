import {
  correctionOf,
  describePlace,
  findMisplacedAnnotations,
  type MisplacedAnnotation,
} from '../src/cloud-run/misplaced-annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { formatYamlPath } from '../src/yaml/yaml-path.ts';

export default defineRule({
  id: 'annotation-level-effective',
  severity: 'warning',
  kinds: ['Service', 'Job', 'WorkerPool'],
  looksAt: ['unusual annotation'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'unsafe',
  summary: 'An annotation stands where Cloud Run reads it.',
  rationale:
    'Settings of a Service, a Job or a worker pool stand in its own annotations, and settings of what runs in those of the template. What is on the wrong one of the two can be deployed all the same, and then nothing happens: an ingress in the template closes no door, and an execution environment beside the name of the Service is not the one of its revisions.',
  remedy: 'Move the annotation to where it is read.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta',
    'https://cloud.google.com/run/docs/configuring/execution-environments',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/description: Takes orders
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/ingress: internal
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
    run.googleapis.com/description: Takes orders
    run.googleapis.com/ingress: internal
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    for (const misplaced of findMisplacedAnnotations(resource)) {
      if (!misplaced.isRefused) yield describe(resource, misplaced);
    }
  },
});

function describe(resource: Resource, misplaced: MisplacedAnnotation): Finding {
  const { key, at } = misplaced;
  return {
    at,
    isAboutKey: true,
    message: `${key} is not read in ${formatYamlPath(at.slice(0, -1))}: ${describePlace(resource, misplaced)}`,
    ...correctionOf(resource, misplaced),
  };
}
