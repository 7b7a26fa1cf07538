import { describeProbe, probesOf } from '../src/cloud-run/probes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';

export default defineRule({
  id: 'liveness-probe-supported',
  severity: 'error',
  kinds: ['Job'],
  looksAt: ['livenessProbe'],
  since: '0.1.0',
  group: 'validity',
  fix: 'safe',
  refusedBy: ['cloud-run'],
  summary: 'A Job has no liveness probes.',
  rationale:
    'A task runs until it is done, and is not started again in between: Cloud Run does not support liveness probes in Jobs, and refuses a Job with one. A startup probe is supported, `timeoutSeconds` ends a task that hangs, and `maxRetries` has it tried again.',
  remedy: 'Remove it. The timeoutSeconds of the task end one that hangs.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/jobs/healthchecks',
    'https://cloud.google.com/run/docs/configuring/task-timeout',
  ],
  examples: {
    incorrect: `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      template:
        spec:
          serviceAccountName: report@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/report:3.0.2
            livenessProbe:
              httpGet:
                path: /health
`,
    correct: `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      template:
        spec:
          timeoutSeconds: 1800
          serviceAccountName: report@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/report:3.0.2
`,
  },
  *check(resource) {
    for (const probe of probesOf(resource)) {
      if (probe.name !== 'livenessProbe') continue;
      yield {
        at: probe.at,
        message: `Jobs do not support the ${describeProbe(probe)}`,
        fix: { title: 'Remove the liveness probe', edits: [removeEntry(resource.document, probe.at)] },
      };
    }
  },
});
