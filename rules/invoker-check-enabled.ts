import { ANNOTATIONS_PATH, annotationOf, isTrue } from '../src/cloud-run/annotations.ts';
import { isIngressOpen } from '../src/cloud-run/ingress.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

const DISABLED = 'run.googleapis.com/invoker-iam-disabled';

export default defineRule({
  id: 'invoker-check-enabled',
  severity: 'info',
  kinds: ['Service', 'Instance'],
  looksAt: [DISABLED],
  since: '0.1.0',
  group: 'safety',
  fix: 'none',
  summary: 'Cloud Run asks who calls, unless the resource is meant to be public.',
  rationale:
    'With `run.googleapis.com/invoker-iam-disabled` everybody on the internet can call the resource, whoever has `roles/run.invoker`. It is the documented way to make a website public, and so it is told and no more; but it is easily copied into a manifest that should not have it. Where `run.googleapis.com/ingress` lets only internal requests or those of a load balancer in, or where Identity-Aware Proxy stands in front, something else decides who comes in, and nothing is said. A resource is public as well where `allUsers` has the role; that is set by IAM, and no part of a manifest.',
  remedy:
    'If it is meant to be public, all is well. If not, remove the annotation, and grant roles/run.invoker to those who call.',
  sources: [
    'https://cloud.google.com/run/docs/authenticating/public',
    'https://cloud.google.com/run/docs/securing/managing-access',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/invoker-iam-disabled: 'true'
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
    run.googleapis.com/invoker-iam-disabled: 'true'
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    if (!isTrue(annotationOf(resource, DISABLED)) || isTrue(annotationOf(resource, 'run.googleapis.com/iap-enabled'))) return;
    if (!isIngressOpen(resource)) return;
    yield {
      at: [...ANNOTATIONS_PATH, DISABLED],
      message: `${describeResource(resource)} can be called by everybody on the internet: the check of the invoker role is off`,
    };
  },
});
