import { describeVolume, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';

const FIELDS = [
  { field: 'server', noun: 'server' },
  { field: 'path', noun: 'folder' },
] as const;

export default defineRule({
  id: 'nfs-volume-complete',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['nfs'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  summary: 'An NFS volume names its server and the folder that it shares.',
  rationale:
    'Without a server or a folder there is nothing to mount, and the containers do not start. gcloud asks for both where a volume is made with its flags; of a manifest it does not look at them.',
  remedy: 'Write both: the address of the server in nfs.server, and the folder that it shares in nfs.path.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec',
    'https://cloud.google.com/run/docs/configuring/services/nfs-volume-mounts',
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
    for (const volume of volumesOf(resource)) {
      const share = [...volume.at, 'nfs'];
      const isMissing = (at: YamlPath) => document.nodeAt(at) === undefined || document.stringAt(at) === '';
      const missing = FIELDS.filter(({ field }) => isMissing([...share, field]));
      const [first] = missing;
      if (!first || !document.mapAt(share)) continue;
      const nouns = missing.map(({ noun }) => `no ${noun}`).join(' and ');
      yield {
        at: [...share, first.field],
        message: `${describeResource(resource)} names ${nouns} for ${describeVolume(volume)}, which is an NFS share`,
      };
    }
  },
});
