import { ANNOTATIONS_PATH, annotationOf } from '../src/cloud-run/annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import { userManagedEmail } from '../src/manifest/account-email.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { parseServiceAccount, projectOf } from '../src/manifest/service-account.ts';
import { excerpt } from '../src/text/excerpt.ts';

const KEY = 'run.googleapis.com/build-service-account';

export default defineRule({
  id: 'build-service-account-full-name',
  severity: 'warning',
  kinds: ['Service'],
  looksAt: [KEY],
  since: '0.1.0',
  group: 'identity',
  fix: 'unsafe',
  summary: 'The account that builds is named as `projects/PROJECT/serviceAccounts/EMAIL`.',
  rationale:
    'Two accounts can stand in a Service, and each is written in a form of its own: `serviceAccountName`, who the code runs as, takes the e-mail alone, and `run.googleapis.com/build-service-account`, who builds the image from source, takes the resource name with the project of the account. Cloud Build does not find an account of another form, and the next deploy from source fails.',
  remedy: 'Write projects/PROJECT/serviceAccounts/EMAIL, with the project that the account belongs to.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/build-service-account',
    'https://cloud.google.com/sdk/gcloud/reference/run/deploy',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/build-service-account: builder@acme-prod.iam.gserviceaccount.com
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  annotations:
    run.googleapis.com/build-service-account: projects/acme-prod/serviceAccounts/builder@acme-prod.iam.gserviceaccount.com
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const text = annotationOf(resource, KEY);
    if (!text || findPlaceholder(text) !== undefined) return;
    const defect = findDefect(text);
    if (!defect) return;
    const { problem, name } = defect;
    const at = [...ANNOTATIONS_PATH, KEY];
    yield {
      at,
      message: `The account that builds is written as ${excerpt(text)}, ${problem}`,
      ...(name && {
        remedy: `Write ${name}.`,
        fix: { title: `Write ${name}`, edits: [{ type: 'set', path: at, value: name }] },
      }),
    };
  },
});

interface Defect {
  /** What is wrong, as the end of a sentence. */
  readonly problem: string;
  /** The resource name that was meant, where the text tells it. */
  readonly name?: string;
}

/** The project, and what names the account in it: its e-mail, or its unique id. */
const RESOURCE_NAME = /^projects\/([^/]+)\/serviceAccounts\/([^/]+)$/;

function findDefect(text: string): Defect | undefined {
  const [, project, account] = RESOURCE_NAME.exec(text) ?? [];
  if (project === undefined || account === undefined) return { problem: 'which is no resource name', ...nameOf(emailIn(text)) };
  const parsed = parseServiceAccount(account);
  if (parsed.type === 'short-name') {
    const problem = `where ${excerpt(account)} is no e-mail`;
    return { problem, ...nameOf(userManagedEmail(account, project)) };
  }
  if (parsed.type === 'malformed' && parsed.defect.cause !== 'numeric-id') {
    return { problem: `where ${excerpt(account)} ${parsed.defect.problem}`, ...nameOf(parsed.defect.email) };
  }
  // A project can be named by its number, too: only of an id it is sure that it is another one.
  const isOther = parsed.type === 'user-managed' && !/^\d+$/.test(project) && project !== parsed.projectId;
  return isOther ? { problem: `but belongs to project ${parsed.projectId}`, ...nameOf(account) } : undefined;
}

/** The resource name of an account whose e-mail tells its project. */
function nameOf(email = ''): Pick<Defect, 'name'> {
  const project = projectOf(parseServiceAccount(email));
  return project === undefined ? {} : { name: `projects/${project}/serviceAccounts/${email}` };
}

/** The e-mail that a text is, or holds in another form. */
function emailIn(text: string): string | undefined {
  const account = parseServiceAccount(text);
  return account.type === 'malformed' ? account.defect.email : text;
}
