import { describeVolume, volumesOf } from '../src/cloud-run/volumes.ts';
import { isConnectedToVpc } from '../src/cloud-run/vpc.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

/** The addresses of private networks, and those that lead to no other machine. */
const PRIVATE_ADDRESS = /^(?:10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

export default defineRule({
  id: 'nfs-volume-connected',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['nfs'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'What mounts an NFS share is connected to the VPC network of its server.',
  rationale:
    'An NFS server stands in a VPC network, and instances reach it only if they are connected to that network. Without the connection the share cannot be mounted, and they do not start.',
  remedy:
    'Name the network in the annotation run.googleapis.com/network-interfaces; all but an Instance can have a connector instead, in run.googleapis.com/vpc-access-connector.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/nfs-volume-mounts',
    'https://cloud.google.com/run/docs/configuring/vpc-direct-vpc',
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
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        volumeMounts:
        - name: orders
          mountPath: /mnt/orders
      volumes:
      - name: orders
        nfs:
          server: 10.0.0.2
          path: /orders
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
        volumeMounts:
        - name: orders
          mountPath: /mnt/orders
      volumes:
      - name: orders
        nfs:
          server: 10.0.0.2
          path: /orders
`,
  },
  *check(resource) {
    const { document } = resource;
    const places = volumesOf(resource).flatMap((volume) => {
      const at = [...volume.at, 'nfs', 'server'];
      const server = document.stringAt(at) ?? '';
      const isInside = server !== '' && findPlaceholder(server) === undefined && !isPublicAddress(server);
      return isInside ? { volume, at, server } : [];
    });
    const [first, ...others] = places;
    if (!first || isConnectedToVpc(resource)) return;
    yield {
      at: first.at,
      message: `${describeResource(resource)} mounts ${describeVolume(first.volume)} from ${excerpt(first.server)}, and is connected to no VPC network`,
      related: others.map(({ at }) => ({ at, message: 'this one is in a VPC network, too' })),
    };
  },
});

/** An address that is in no private network: nobody has to be connected to reach it. */
function isPublicAddress(server: string): boolean {
  return /^\d+(?:\.\d+){3}$/.test(server) && !PRIVATE_ADDRESS.test(server);
}
