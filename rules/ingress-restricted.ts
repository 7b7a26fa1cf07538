import { INGRESS_PATH, isIngressOpen } from '../src/cloud-run/ingress.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'ingress-restricted',
  severity: 'info',
  kinds: ['Service', 'Instance'],
  since: '0.1.0',
  group: 'safety',
  ruleset: 'strict',
  fix: 'none',
  summary: 'Requests come from inside or through a load balancer, not straight from the internet.',
  rationale:
    'Unless `run.googleapis.com/ingress` says otherwise, everybody on the internet reaches the address of the resource, and IAM alone keeps them out. With `internal`, or with `internal-and-cloud-load-balancing` and what a load balancer filters, a wrong grant, as one to `allUsers`, does not make it public. Whether it is public today is set by IAM, and no part of a manifest.',
  remedy:
    "Set run.googleapis.com/ingress to internal where only your own network, other services and Google's triggers call, or to internal-and-cloud-load-balancing behind a load balancer.",
  sources: ['https://cloud.google.com/run/docs/securing/ingress'],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/ingress: all
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
    run.googleapis.com/ingress: internal-and-cloud-load-balancing
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    if (!isIngressOpen(resource)) return;
    const isSet = resource.document.nodeAt(INGRESS_PATH) !== undefined;
    yield {
      at: INGRESS_PATH,
      message: `${describeResource(resource)} takes requests from the whole internet: its ingress is ${isSet ? 'all' : 'not set'}`,
    };
  },
});
