import { defineRule } from '../src/lint/rule.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource } from '../src/manifest/resource.ts';

const TOKENS = [
  ['startExecutionToken', 'started'],
  ['runExecutionToken', 'run, and waited for,'],
] as const;

export default defineRule({
  id: 'execution-token-absent',
  severity: 'warning',
  kinds: ['Job'],
  looksAt: TOKENS.map(([key]) => key),
  since: '0.1.0',
  group: 'safety',
  fix: 'unsafe',
  summary: 'Replacing a Job does not start it.',
  rationale:
    'With `startExecutionToken` or `runExecutionToken` Cloud Run starts an execution when the Job is replaced and none of this token exists yet, as in another project or region, or after the Job was deleted. Tools write it for one deployment; left in a file, the Job runs where only its settings were to change. A token that is to be filled in is meant to run it each time.',
  remedy: 'Remove the token, and start the job with gcloud run jobs execute when it is to run.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/namespaces.jobs',
    'https://cloud.google.com/run/docs/execute/jobs',
  ],
  examples: {
    incorrect: `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: invoices
spec:
  startExecutionToken: release-42
  template:
    spec:
      template:
        spec:
          serviceAccountName: invoices@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/invoices:1.4.0
`,
    correct: `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: invoices
spec:
  template:
    spec:
      template:
        spec:
          serviceAccountName: invoices@acme-prod.iam.gserviceaccount.com
          containers:
          - image: europe-docker.pkg.dev/acme-prod/apps/invoices:1.4.0
`,
  },
  *check(resource) {
    for (const [key, what] of TOKENS) {
      const at = ['spec', key];
      const token = resource.document.stringAt(at);
      if (!token || findPlaceholder(token) !== undefined) continue;
      yield {
        at,
        message: `${describeResource(resource)} is ${what} when it is deployed: ${key} is set`,
        fix: { title: `Remove ${key}`, edits: [{ type: 'remove', path: at }] },
      };
    }
  },
});
