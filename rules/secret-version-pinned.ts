import { describeContainer, variablesOf } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'secret-version-pinned',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['secretKeyRef'],
  since: '0.1.0',
  group: 'safety',
  ruleset: 'strict',
  fix: 'none',
  summary: 'An environment variable takes a certain version of its secret.',
  rationale:
    'A variable gets its value when an instance starts, and keeps it. With `latest`, instances that started before and after a new version run with different values at the same time; a bad version reaches each new instance without a deployment, and no rollback takes it back. In a volume `latest` is right: a file is read anew.',
  remedy:
    'Name the version, as a number in quotes; gcloud secrets versions list tells which there are. A new version then comes with a deployment, and goes with its rollback.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/secrets',
    'https://cloud.google.com/secret-manager/docs/best-practices',
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
        env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: db-password
              key: latest
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
        env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: db-password
              key: '3'
`,
  },
  *check(resource) {
    for (const { container, at, name, isSecret } of variablesOf(resource)) {
      if (!isSecret) continue;
      const reference = [...at, 'valueFrom', 'secretKeyRef'];
      if (resource.document.stringAt([...reference, 'key']) !== 'latest') continue;
      const secret = resource.document.stringAt([...reference, 'name']);
      yield {
        at: [...reference, 'key'],
        message: `The variable ${excerpt(name)} of ${describeContainer(container)} takes whichever version${secret ? ` of the secret ${excerpt(secret)}` : ''} is the latest when an instance starts`,
      };
    }
  },
});
