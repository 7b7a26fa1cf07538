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

/** So many are removed at once, and no more. */
const MAX_REMOVED = 5;

export default defineRule({
  id: 'environment-name-unique',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['same name'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'safe',
  summary: 'A container sets each variable once.',
  rationale:
    'Cloud Run takes a variable that is set twice, and the container gets the value that stands last. Whoever reads or changes the first one is mistaken.',
  remedy: 'Keep the one that is meant, and remove the other.',
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
        - name: LOG_LEVEL
          value: debug
        - name: LOG_LEVEL
          value: info
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
        - name: LOG_LEVEL
          value: info
`,
  },
  *check(resource) {
    for (const repeated of repeatedVariablesOf(resource)) {
      if (!involvesSecret(repeated)) yield describeRepeated(repeated);
    }
  },
});

function describeRepeated(repeated: RepeatedVariable): Finding {
  const { last, others } = repeated;
  const name = excerpt(last.name);
  const isSame = others.length <= MAX_REMOVED && last.value !== undefined && others.every(({ value }) => value === last.value);
  const copies = [...others, last].slice(1);
  return {
    at: [...last.at, 'name'],
    message: `The variable ${name} of ${describeContainer(last.container)} is set ${timesSet(repeated)}, and the last one counts`,
    related: relatedPlaces(repeated, () => 'this one is not used'),
    ...(isSame && {
      remedy: 'They say the same: remove all but one.',
      fix: {
        title: `Remove what repeats ${name}`,
        edits: copies.map(({ at }) => ({ type: 'remove', path: at })),
      },
    }),
  };
}
