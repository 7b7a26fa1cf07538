import { describeProbe, PROBE_NAMES, probesOf, settingOf } from '../src/cloud-run/probes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';

export default defineRule({
  id: 'probe-timeout-within-period',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: PROBE_NAMES.map((name) => `unusual ${name}`),
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A try of a probe is over before the next one begins.',
  rationale:
    '`timeoutSeconds` is how long a try may take, and `periodSeconds` how long it is from one try to the next; where they are left out they are 1 and 10. Cloud Run refuses a timeout that is longer than the period: `must be less than period_seconds`.',
  remedy: 'Raise periodSeconds to timeoutSeconds, or lower timeoutSeconds.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/healthchecks',
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
        startupProbe:
          timeoutSeconds: 30
          httpGet:
            path: /health
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
          timeoutSeconds: 30
          periodSeconds: 30
          httpGet:
            path: /health
`,
  },
  *check(resource) {
    for (const probe of probesOf(resource)) {
      const timeout = settingOf(resource, probe, 'timeoutSeconds');
      const period = settingOf(resource, probe, 'periodSeconds');
      if (timeout === undefined || period === undefined || timeout <= period) continue;
      if (resource.kind.kind === 'Job' && probe.name !== 'startupProbe') continue;
      const periodPath = [...probe.at, 'periodSeconds'];
      const isDefault = !resource.document.nodeAt(periodPath);
      yield {
        at: [...probe.at, 'timeoutSeconds'],
        message: `A try of the ${describeProbe(probe)} may take ${timeout} seconds, and the next one begins after ${period}${isDefault ? ', the default' : ''}`,
        remedy: `Write periodSeconds: ${timeout} or more, or timeoutSeconds: ${period} or less.`,
        related: isDefault ? [] : [{ at: periodPath, message: 'from one try to the next' }],
      };
    }
  },
});
