import { describeProbe, probesOf } from '../src/cloud-run/probes.ts';
import { wholeNumberAt } from '../src/cloud-run/whole-number.ts';
import { defineRule } from '../src/lint/rule.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';

/** What is above, the schema's checks say. */
const MAX_SECONDS = 3600;

export default defineRule({
  id: 'readiness-probe-undelayed',
  severity: 'error',
  kinds: ['Service'],
  looksAt: ['unusual readinessProbe'],
  since: '0.1.0',
  group: 'validity',
  fix: 'safe',
  refusedBy: ['cloud-run'],
  summary: 'A readiness probe begins without a delay.',
  rationale:
    'Unlike in Kubernetes, a readiness probe of Cloud Run has no `initialDelaySeconds`: it begins when the startup probe has succeeded. Cloud Run refuses a manifest with such a delay: `Initial delay is not supported for readiness probe`.',
  remedy: 'Remove it. To give a container time to start, give it a startupProbe.',
  sources: ['https://cloud.google.com/run/docs/configuring/healthchecks'],
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
        readinessProbe:
          initialDelaySeconds: 5
          httpGet:
            path: /ready
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
        startupProbe:
          httpGet:
            path: /ready
        readinessProbe:
          httpGet:
            path: /ready
`,
  },
  *check(resource) {
    for (const probe of probesOf(resource)) {
      const at = [...probe.at, 'initialDelaySeconds'];
      const seconds = wholeNumberAt(resource.document, at) ?? 0;
      if (probe.name !== 'readinessProbe' || seconds <= 0 || seconds > MAX_SECONDS) continue;
      yield {
        at,
        message: `The ${describeProbe(probe)} has an initialDelaySeconds of ${seconds}, which Cloud Run supports for startup and liveness probes alone`,
        fix: { title: 'Remove initialDelaySeconds', edits: [removeEntry(resource.document, at)] },
      };
    }
  },
});
