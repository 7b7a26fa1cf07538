import { describeContainer, type Variable, variablesOf } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'environment-source-single',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual env'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A variable has a value or a secret, not both.',
  rationale:
    'The API takes `valueFrom` only where `value` is empty. When a plain value has been moved into a secret, `value` is easily left behind, and with it the old value in the repository.',
  remedy:
    'Remove value if the secret is meant: what stands there can be read by everyone who sees the manifest. Else remove valueFrom.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/Container#EnvVar',
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
        env:
        - name: DATABASE_URL
          value: postgres://localhost/checkout
          valueFrom:
            secretKeyRef:
              name: checkout-database-url
              key: '3'
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
        - name: DATABASE_URL
          valueFrom:
            secretKeyRef:
              name: checkout-database-url
              key: '3'
`,
  },
  *check(resource) {
    for (const variable of variablesOf(resource)) {
      if (variable.value && variable.isSecret) yield describe(variable);
    }
  },
});

function describe({ name, container, at }: Variable): Finding {
  const message = `The variable ${excerpt(name)} of ${describeContainer(container)} has both a value and a secret`;
  return { at: [...at, 'valueFrom'], message };
}
