import { readAnnotationJson } from '../src/cloud-run/annotation-json.ts';
import { templateAnnotationOf, templateAnnotationsPath } from '../src/cloud-run/annotations.ts';
import { NETWORK_INTERFACES, VPC_CONNECTOR } from '../src/cloud-run/vpc.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'vpc-access-single',
  severity: 'error',
  kinds: ['Service', 'Job', 'WorkerPool'],
  looksAt: ['unusual annotation'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A template reaches its VPC network in one way: through a connector, or directly.',
  rationale:
    'A connector and Direct VPC egress are two ways to the same network, and a revision has one of them. With both annotations Cloud Run refuses the manifest: `VPC connector and direct VPC can not be used together`. Moving to Direct VPC egress means to take the connector out.',
  remedy: 'Remove the connector to send the traffic directly, or the network interfaces to keep the connector.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/vpc-direct-vpc',
    'https://cloud.google.com/run/docs/configuring/vpc-connectors',
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
        run.googleapis.com/network-interfaces: '[{"network":"default"}]'
        run.googleapis.com/vpc-access-connector: private
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
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const interfaces = templateAnnotationOf(resource, NETWORK_INTERFACES);
    if (!templateAnnotationOf(resource, VPC_CONNECTOR) || !interfaces || isEmptyList(interfaces)) return;
    const path = templateAnnotationsPath(resource);
    yield {
      at: [...path, VPC_CONNECTOR],
      isAboutKey: true,
      message: `${describeResource(resource)} has a VPC connector and network interfaces, and can have one of the two`,
      related: [{ at: [...path, NETWORK_INTERFACES], message: 'these reach the network directly' }],
    };
  },
});

function isEmptyList(text: string): boolean {
  const value = readAnnotationJson(text);
  return Array.isArray(value) && value.length === 0;
}
