import { hasGpu } from '../src/cloud-run/compute.ts';
import { containersOf } from '../src/cloud-run/containers.ts';
import { describeProbe, probesOf, settingOf } from '../src/cloud-run/probes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';

/** How long a container can take to start, in seconds, without a GPU in its instance and with one. */
const MAX_SECONDS = 600;
const MAX_SECONDS_WITH_GPU = 1800;

export default defineRule({
  id: 'startup-probe-within-limit',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual startupProbe'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'A startup probe tries no longer than Cloud Run waits.',
  rationale:
    'A startup probe fails after `failureThreshold` tries, `periodSeconds` apart. Together they are 600 seconds at most, 1800 in an instance with a GPU: a container that has not started by then is stopped, whatever the probe allows.',
  remedy: 'Let failureThreshold × periodSeconds be 600 at most, and have the container start in that time.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/healthchecks',
    'https://cloud.google.com/run/docs/configuring/jobs/healthchecks',
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
          failureThreshold: 90
          periodSeconds: 10
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
          failureThreshold: 60
          periodSeconds: 10
          httpGet:
            path: /health
`,
  },
  *check(resource) {
    const isWithGpu = containersOf(resource).some((container) => hasGpu(container));
    const limit = isWithGpu ? MAX_SECONDS_WITH_GPU : MAX_SECONDS;
    for (const probe of probesOf(resource)) {
      const failures = settingOf(resource, probe, 'failureThreshold');
      const period = settingOf(resource, probe, 'periodSeconds');
      if (probe.name !== 'startupProbe' || failures === undefined || period === undefined) continue;
      const seconds = failures * period;
      // Of a period that is longer than that the schema's checks speak.
      if (seconds <= limit || period > limit) continue;
      yield {
        at: [...probe.at, 'failureThreshold'],
        message: `The ${describeProbe(probe)} tries ${failures} times, ${period} seconds apart, and Cloud Run waits ${limit} seconds at most`,
        remedy: `A container that has not started by then is stopped: write failureThreshold: ${Math.floor(limit / period)} or less.`,
      };
    }
  },
});
