import { GPU, type Quantity, quantitiesOf } from '../src/cloud-run/compute.ts';
import { describeContainer } from '../src/cloud-run/containers.ts';
import { parseQuantity } from '../src/cloud-run/quantity.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { excerpt } from '../src/text/excerpt.ts';

/** What can be limited and asked for. */
const KEYS: Readonly<Record<Quantity['list'], readonly string[]>> = {
  limits: ['cpu', 'memory', GPU],
  requests: ['cpu', 'memory'],
};

/** A number and what people write for mebibytes and gibibytes. */
const MISTAKEN_MEMORY = /^(\d+(?:\.\d+)?)\s*([kmg])(?:i?b?|[iI])$/i;

/** A word that stands for a number, as in Google's samples. */
const TO_BE_FILLED_IN = /^[A-Z][A-Z -]*$/;

export default defineRule({
  id: 'quantity-valid',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual limits', 'unusual requests'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'CPU and memory are written as Cloud Run reads them.',
  rationale:
    'Cloud Run reads quantities as Kubernetes does. Memory is a number with `Mi` or `Gi` behind it, or with `M` or `G`, CPU a number or thousandths with `m`. `512MB`, `1GB` and `2gi` are none, and `512m` of memory is half a byte. `limits` can hold `cpu`, `memory` and `nvidia.com/gpu`, and `requests` the first two; anything else is refused.',
  remedy: "Write memory as 512Mi or 2Gi, and CPU as '1' or 500m.",
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/memory-limits',
    'https://cloud.google.com/run/docs/configuring/services/cpu',
    'https://cloud.google.com/run/docs/reference/rest/v1/Container',
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
        resources:
          limits:
            cpu: '1'
            memory: 512MB
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
        resources:
          limits:
            cpu: '1'
            memory: 512Mi
`,
  },
  *check(resource) {
    for (const quantity of quantitiesOf(resource)) {
      if (!KEYS[quantity.list].includes(quantity.key)) yield describeKey(quantity);
      else if (!isReadable(quantity)) yield describeText(quantity);
    }
  },
});

function describeKey(quantity: Quantity): Finding {
  const { at, list, container, key } = quantity;
  const message = `The ${list} of ${describeContainer(container)} cannot hold ${excerpt(key)}`;
  return { at, isAboutKey: true, message, remedy: remedyForKey(quantity) };
}

function describeText(quantity: Quantity): Finding {
  const { at, list, container, key, text = '' } = quantity;
  const message = `${JSON.stringify(excerpt(text))} is no ${nounFor(key)} in the ${list} of ${describeContainer(container)}`;
  return { at, message, remedy: remedyForText(quantity) };
}

/** What is no text the schema's checks look at, and of GPUs there is a rule of their own. */
function isReadable({ key, text }: Quantity): boolean {
  if (!text || key === GPU) return true;
  const value = parseQuantity(text);
  const isTooSmall = value !== undefined && key === 'memory' && value > 0 && value < 1;
  return (value !== undefined && !isTooSmall) || TO_BE_FILLED_IN.test(text) || findPlaceholder(text) !== undefined;
}

function nounFor(key: string): string {
  return key === 'cpu' ? 'number of CPUs' : 'amount of memory';
}

function remedyForKey({ list, key }: Quantity): string {
  const right = KEYS[list].find((known) => known === key.toLowerCase());
  return right ? `Write ${right}.` : `Remove it. The ${list} can hold ${KEYS[list].join(', ').replace(/, ([^,]*)$/, ' and $1')}.`;
}

function remedyForText({ key, text = '' }: Quantity): string {
  if (key === 'cpu') return "Write the number alone, as '2' or '0.5', or thousandths, as 500m.";
  const [, number, letter = ''] = MISTAKEN_MEMORY.exec(text) ?? [];
  if (number === undefined) return 'Write a number with Mi or Gi behind it, as 512Mi or 2Gi.';
  const unit = letter.toUpperCase().replace('K', 'k');
  const binary = `${number}${letter.toUpperCase()}i`;
  const thousandths = /m$/.test(text) ? 'A small m stands for thousandths. ' : '';
  return `${thousandths}Write ${binary}, or ${number}${unit} for powers of ten.`;
}
