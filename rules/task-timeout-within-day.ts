import { hasGpu } from '../src/cloud-run/compute.ts';
import { containersOf } from '../src/cloud-run/containers.ts';
import { wholeNumberAt } from '../src/cloud-run/whole-number.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

const DAY = 86_400;

/** The most that there is; the schema's checks say what is above. */
const WEEK = 7 * DAY;

export default defineRule({
  id: 'task-timeout-within-day',
  severity: 'info',
  kinds: ['Job'],
  looksAt: ['timeoutSeconds'],
  since: '0.1.0',
  group: 'deploy',
  ruleset: 'strict',
  fix: 'none',
  summary: 'A task is given no more than a day.',
  rationale:
    'A try of a task can take 168 hours, but more than 24 are a preview, for which Google promises less than for the rest. The longer a task runs, the more likely it is that something interrupts it, and every try begins anew.',
  remedy: 'Split the work into more tasks, or have a task go on where the one before it stopped.',
  sources: ['https://cloud.google.com/run/docs/configuring/task-timeout'],
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
          timeoutSeconds: 172800
          serviceAccountName: report@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/report:3.0.2
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
          timeoutSeconds: 86400
          serviceAccountName: report@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/report:3.0.2
`,
  },
  *check(resource) {
    const { document, kind } = resource;
    const at = [...kind.podSpecPath, 'timeoutSeconds'];
    const seconds = wholeNumberAt(document, at) ?? 0;
    if (seconds <= DAY || seconds > WEEK) return;
    // With a GPU an hour is the most: there is a rule for that.
    if (containersOf(resource).some((container) => hasGpu(container))) return;
    yield {
      at,
      message: `${describeResource(resource)} gives its tasks ${seconds} seconds, and more than a day (${DAY}) is a preview`,
    };
  },
});
