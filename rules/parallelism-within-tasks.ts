import { wholeNumberAt } from '../src/cloud-run/whole-number.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource } from '../src/manifest/resource.ts';

const PARALLELISM_PATH = ['spec', 'template', 'spec', 'parallelism'];
const TASK_COUNT_PATH = ['spec', 'template', 'spec', 'taskCount'];

export default defineRule({
  id: 'parallelism-within-tasks',
  severity: 'info',
  kinds: ['Job'],
  looksAt: ['parallelism'],
  since: '0.1.0',
  group: 'validity',
  ruleset: 'strict',
  fix: 'none',
  summary: 'A job does not run more tasks at once than it has.',
  rationale:
    '`parallelism` only holds tasks back: it starts none that `taskCount` does not ask for. Cloud Run takes the larger number, and it has no effect, until someone executes the job with more tasks. Where `taskCount` is missing, the job has one task, and it may be what was forgotten.',
  remedy: 'Set taskCount to the number of tasks, or lower parallelism.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/parallelism',
    'https://cloud.google.com/run/docs/reference/rest/v1/namespaces.jobs',
  ],
  examples: {
    incorrect: `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: nightly
spec:
  template:
    spec:
      parallelism: 10
      template:
        spec:
          serviceAccountName: nightly@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/nightly:1.4.0
`,
    correct: `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: nightly
spec:
  template:
    spec:
      parallelism: 10
      taskCount: 10
      template:
        spec:
          serviceAccountName: nightly@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/nightly:1.4.0
`,
  },
  *check(resource) {
    const { document } = resource;
    const parallelism = wholeNumberAt(document, PARALLELISM_PATH) ?? 0;
    const isWritten = document.nodeAt(TASK_COUNT_PATH) !== undefined;
    const tasks = isWritten ? (wholeNumberAt(document, TASK_COUNT_PATH) ?? 0) : 1;
    if (tasks < 1 || parallelism <= tasks) return;
    yield {
      at: PARALLELISM_PATH,
      message: `${describeResource(resource)} may run ${parallelism} tasks at once, and has ${tasks === 1 ? 'one task' : tasks}`,
    };
  },
});
