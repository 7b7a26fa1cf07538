import { describeContainer } from '../src/cloud-run/containers.ts';
import { mountsOf, volumeNamed } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'secret-mount-whole',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['subPath'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A secret volume is mounted whole, without `subPath`.',
  rationale:
    'In Kubernetes, `subPath` puts a single file of a secret beside the files of the image. Cloud Run refuses it: a secret volume takes a folder for itself, in which its `items` are the files.',
  remedy: 'Remove subPath, mount the volume on a folder that holds nothing else, and name the file in the items of the volume.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec',
    'https://cloud.google.com/run/docs/configuring/services/secrets',
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
        - name: config
          mountPath: /app/config.yaml
          subPath: config.yaml
      volumes:
      - name: config
        secret:
          secretName: checkout-config
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
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        volumeMounts:
        - name: config
          mountPath: /etc/checkout
      volumes:
      - name: config
        secret:
          secretName: checkout-config
          items:
          - key: latest
            path: config.yaml
`,
  },
  *check(resource) {
    const { document } = resource;
    for (const { container, at, name } of mountsOf(resource)) {
      const subPath = document.stringAt([...at, 'subPath']);
      if (!subPath || name === undefined) continue;
      const volume = volumeNamed(resource, name);
      if (!volume || !document.mapAt([...volume.at, 'secret'])) continue;
      yield {
        at: [...at, 'subPath'],
        message: `${describeResource(resource)} mounts only ${excerpt(subPath)} of the secret volume ${excerpt(name)} in ${describeContainer(container)}`,
      };
    }
  },
});
