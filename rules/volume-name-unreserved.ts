import { CLOUD_SQL_DRIVER, CLOUD_SQL_VOLUME, volumesOf } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'volume-name-unreserved',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: [CLOUD_SQL_VOLUME],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'Only a volume of Cloud SQL has the name `cloudsql`.',
  rationale: 'Cloud Run keeps this name for the sockets of Cloud SQL, and refuses any other volume that has it.',
  remedy:
    'Give the volume another name, and its mounts with it. For connections to Cloud SQL no volume is needed: name the instances in the annotation run.googleapis.com/cloudsql-instances, and their sockets are in /cloudsql.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec',
    'https://cloud.google.com/sql/docs/mysql/connect-run',
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
        - name: cloudsql
          mountPath: /cloudsql
      volumes:
      - name: cloudsql
        emptyDir: {}
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/cloudsql-instances: acme-prod:europe-west1:orders
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    for (const { name, at } of volumesOf(resource)) {
      const driver = resource.document.stringAt([...at, 'csi', 'driver']) ?? '';
      const isOfCloudSql = driver === CLOUD_SQL_DRIVER || findPlaceholder(driver) !== undefined;
      if (name !== CLOUD_SQL_VOLUME || isOfCloudSql) continue;
      yield {
        at: [...at, 'name'],
        message: `${describeResource(resource)} calls a volume cloudsql, a name that Cloud Run keeps for Cloud SQL`,
      };
    }
  },
});
