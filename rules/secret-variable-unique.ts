import { describeContainer } from '../src/cloud-run/containers.ts';
import {
  involvesSecret,
  type RepeatedVariable,
  relatedPlaces,
  repeatedVariablesOf,
  timesSet,
} from '../src/cloud-run/repeated-variables.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'secret-variable-unique',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['same name'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A variable that comes from a secret is set once.',
  rationale:
    'Of two plain variables with the same name Cloud Run takes the last one. The name of a variable that comes from a secret has to be unique in its container, as the documentation of the API says: the manifest is refused.',
  remedy: 'Keep the one that is meant, which is most often the secret, and remove the other.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/Container',
    'https://cloud.google.com/run/docs/configuring/services/environment-variables',
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
        - name: API_TOKEN
          value: ''
        - name: API_TOKEN
          valueFrom:
            secretKeyRef:
              name: checkout-api-token
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
        - name: API_TOKEN
          valueFrom:
            secretKeyRef:
              name: checkout-api-token
              key: '3'
`,
  },
  *check(resource) {
    for (const repeated of repeatedVariablesOf(resource)) {
      if (involvesSecret(repeated)) yield describeRepeated(repeated);
    }
  },
});

function describeRepeated(repeated: RepeatedVariable): Finding {
  const { last } = repeated;
  const source = (isSecret: boolean) => (isSecret ? 'a secret' : 'a value in the manifest');
  return {
    at: [...last.at, 'name'],
    message: `The variable ${excerpt(last.name)} of ${describeContainer(last.container)} is set ${timesSet(repeated)}, here from ${source(last.isSecret)}`,
    related: relatedPlaces(repeated, ({ isSecret }) => `here from ${source(isSecret)}`),
  };
}
