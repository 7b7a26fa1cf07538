import { ANNOTATIONS_PATH } from '../src/cloud-run/annotations.ts';
import { AUTHOR_KEYS, isPersonalEmail } from '../src/cloud-run/export-metadata.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { removeEntries } from '../src/manifest/remove-entry.ts';
import { describeResource } from '../src/manifest/resource.ts';

export default defineRule({
  id: 'personal-email-absent',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: AUTHOR_KEYS,
  since: '0.1.0',
  group: 'safety',
  fix: 'safe',
  summary: 'A manifest does not name the people who deployed it.',
  rationale:
    "Cloud Run notes who made a resource and who changed it last, and an export can carry it along: that of a job always does. In a repository the e-mail is read by more people than it was meant for, and it is soon wrong. Cloud Run writes it anew with each deployment, whatever the file says. The e-mail of a service account is nobody's.",
  remedy: 'Remove the annotations: Cloud Run sets them itself.',
  sources: ['https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta', 'https://cloud.google.com/run/docs/managing/jobs'],
  examples: {
    incorrect: `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: invoices
  annotations:
    run.googleapis.com/creator: jo@acme.dev
    run.googleapis.com/lastModifier: jo@acme.dev
spec:
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
    const { document } = resource;
    const paths = AUTHOR_KEYS.map((key) => [...ANNOTATIONS_PATH, key]).filter((path) => isPersonalEmail(document.stringAt(path)));
    const [first, ...others] = paths;
    if (!first) return;
    const keys = paths.map((path) => path.at(-1)).join(', ');
    yield {
      at: first,
      message: `${describeResource(resource)} names a person by e-mail: ${keys}`,
      related: others.map((at) => ({ at, message: 'this one names a person, too' })),
      fix: { title: `Remove ${keys}`, edits: removeEntries(document, paths) },
    };
  },
});
