import { ANNOTATIONS_PATH, annotationOf, keysOf, templateAnnotationsPath } from '../src/cloud-run/annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerptLine } from '../src/text/excerpt.ts';
import { isSamePath, type YamlPath } from '../src/yaml/yaml-path.ts';

const LABELS_PATH: YamlPath = ['metadata', 'labels'];
const MANAGED_BY: YamlPath = [...LABELS_PATH, 'goog-managed-by'];
const FUNCTION_ID = 'cloudfunctions.googleapis.com/function-id';
const FIREBASE_METADATA = 'firebase.googleapis.com/function-metadata';
const RUNTIME = 'goog-cloudfunctions-runtime';
const TRIGGER = 'cloudfunctions.googleapis.com/trigger-type';

export default defineRule({
  id: 'service-not-managed-elsewhere',
  severity: 'warning',
  kinds: ['Service'],
  looksAt: ['goog-managed-by', RUNTIME, FUNCTION_ID, FIREBASE_METADATA, TRIGGER],
  since: '0.1.0',
  group: 'deploy',
  fix: 'none',
  summary: 'A Service is not one that Cloud Functions or Firebase deploys.',
  rationale:
    'A function of Cloud Functions (2nd gen) or of Firebase runs as a Service of Cloud Run, and an export shows it like any other. But the function has settings of its own, the account among them: its next deploy makes the Service what the function says, and what was replaced meanwhile is gone.',
  remedy: 'Change the function instead, or detach it first.',
  sources: [
    'https://cloud.google.com/functions/docs/managing',
    'https://cloud.google.com/functions/docs/securing/function-identity',
    'https://cloud.google.com/run/docs/functions/comparison',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  labels:
    goog-managed-by: cloudfunctions
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
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const at = functionMarkOf(resource);
    if (!at) return;
    const isFirebase = isOfFirebase(resource);
    const remedy = isFirebase ? IN_FIREBASE : inCloudFunctions(resource);
    yield {
      at,
      message: `${describeResource(resource)} ${isSamePath(at, MANAGED_BY) ? 'is' : 'looks like'} a function that ${isFirebase ? 'Firebase' : 'Cloud Functions'} deploys: the next deploy of the function undoes what is set here, the account for one`,
      remedy: `${remedy} If it is to be a Service on its own, detach the function with gcloud functions detach, and take the labels and annotations of the function out of this file.`,
    };
  },
});

/**
 * Where it says that a function's deploy makes the Service. When a function is detached, its labels and annotations stay,
 * and `goog-managed-by` is empty: the others count only where that one is missing.
 */
function functionMarkOf(resource: Resource): YamlPath | undefined {
  const { document } = resource;
  if (document.nodeAt(MANAGED_BY)) return /function/.test(document.stringAt(MANAGED_BY) ?? '') ? MANAGED_BY : undefined;
  const others: YamlPath[] = [
    [...LABELS_PATH, RUNTIME],
    [...ANNOTATIONS_PATH, FUNCTION_ID],
    [...ANNOTATIONS_PATH, FIREBASE_METADATA],
    [...templateAnnotationsPath(resource), TRIGGER],
  ];
  return others.find((path) => document.stringAt(path));
}

function isOfFirebase(resource: Resource): boolean {
  const labels = keysOf(resource.document.mapAt(LABELS_PATH));
  const isLabelled = labels.some((label) => label.startsWith('firebase-functions-'));
  const isManaged = /firebase/.test(resource.document.stringAt(MANAGED_BY) ?? '');
  return isLabelled || isManaged || annotationOf(resource, FIREBASE_METADATA) !== undefined;
}

const IN_FIREBASE = 'Set the account in the serviceAccount option of the function, and deploy it with firebase deploy.';

function inCloudFunctions(resource: Resource): string {
  const id = annotationOf(resource, FUNCTION_ID) || resource.name || 'NAME';
  return `Set the account of the function: gcloud functions deploy ${excerptLine(id)} --service-account=EMAIL.`;
}
