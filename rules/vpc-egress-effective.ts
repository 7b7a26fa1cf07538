import { templateAnnotationOf, templateAnnotationsPath } from '../src/cloud-run/annotations.ts';
import { isConnectedToVpc } from '../src/cloud-run/vpc.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

const EGRESS = 'run.googleapis.com/vpc-access-egress';

export default defineRule({
  id: 'vpc-egress-effective',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual annotation'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'An egress setting has a VPC network beside it.',
  rationale:
    'The egress setting says which traffic goes through the VPC network, not through which one. Without a connector or network interfaces beside it nothing goes there: calls leave by the public internet, without the fixed address or the firewall rules that they were meant to have.',
  remedy: 'Name the network in run.googleapis.com/network-interfaces, or remove the egress setting.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/vpc-direct-vpc',
    'https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services#VpcAccess',
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
        run.googleapis.com/vpc-access-egress: all-traffic
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
        run.googleapis.com/network-interfaces: '[{"network":"default"}]'
        run.googleapis.com/vpc-access-egress: all-traffic
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const egress = templateAnnotationOf(resource, EGRESS);
    if (!egress || isConnectedToVpc(resource)) return;
    yield {
      at: [...templateAnnotationsPath(resource), EGRESS],
      message: `${describeResource(resource)} sends ${excerpt(egress)} through a VPC network, and names none`,
    };
  },
});
