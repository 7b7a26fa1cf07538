import { readAnnotationJson } from '../src/cloud-run/annotation-json.ts';
import { annotationsOf } from '../src/cloud-run/known-annotations.ts';
import { NETWORK_INTERFACES } from '../src/cloud-run/vpc.ts';
import { defineRule } from '../src/lint/rule.ts';
import { BUILD_ENVIRONMENT } from '../src/manifest/hidden-values.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { excerpt } from '../src/text/excerpt.ts';

interface Form {
  readonly example: string;
  /** What is wrong with a value, or nothing; never the value itself, which can be that of a variable. */
  readonly findDefect: (value: unknown) => string | undefined;
}

/** The annotations that hold JSON. */
const FORMS: ReadonlyMap<string, Form> = new Map(
  Object.entries<Form>({
    [NETWORK_INTERFACES]: {
      example: '[{"network":"…","subnetwork":"…","tags":["…"]}]',
      findDefect: networkDefect,
    },
    'run.googleapis.com/container-dependencies': {
      example: '{"container":["container that it starts after"]}',
      findDefect: dependenciesDefect,
    },
    'run.googleapis.com/custom-audiences': {
      example: '["https://audience.example.com"]',
      findDefect: (value) => (isTexts(value) ? undefined : 'a list of texts belongs there'),
    },
    'run.googleapis.com/base-images': { example: '{"container":"image"}', findDefect: namesToTextsDefect },
    'run.googleapis.com/sources': { example: '{"container":"gs://bucket/object"}', findDefect: namesToTextsDefect },
    [BUILD_ENVIRONMENT]: { example: '{"NAME":"value"}', findDefect: namesToTextsDefect },
    'run.googleapis.com/presets': {
      example: '[{"type":"…"}]',
      findDefect: (value) => (Array.isArray(value) ? undefined : 'a list belongs there'),
    },
  }),
);

export default defineRule({
  id: 'annotation-json-valid',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual annotation', 'unusual containers'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'An annotation that holds JSON is JSON, of the form that Cloud Run expects.',
  rationale:
    'Some settings have no field in this API, and are JSON in the text of an annotation: the network, the order of containers, audiences. Inside a text no editor checks it, and Cloud Run refuses what it cannot read.',
  remedy: 'Write JSON of the form that the documentation shows, in single quotes.',
  sources: [
    'https://cloud.google.com/run/docs/reference/yaml/v1',
    'https://cloud.google.com/run/docs/configuring/vpc-direct-vpc',
    'https://cloud.google.com/run/docs/configuring/services/containers',
    'https://cloud.google.com/run/docs/configuring/custom-audiences',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/network-interfaces: '{"network":"default"}'
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
    metadata:
      annotations:
        run.googleapis.com/network-interfaces: '[{"network":"default"}]'
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    for (const { key, at, text } of annotationsOf(resource)) {
      const form = FORMS.get(key);
      if (!form || !text?.trim() || findPlaceholder(text) !== undefined) continue;
      const value = readAnnotationJson(text);
      const defect = value === undefined ? undefined : form.findDefect(value);
      if (value !== undefined && !defect) continue;
      yield {
        at,
        message: defect ? `${key} has another form: ${defect}` : `${key} is no JSON`,
        remedy: `Write it in the form ${form.example}.`,
      };
    }
  },
});

type Json = Readonly<Record<string, unknown>>;

function networkDefect(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'a list of one object belongs there';
  if (value.length > 1) return `it has ${value.length} network interfaces, and one can be there`;
  const [network] = value;
  if (network === undefined) return undefined;
  if (!isObject(network)) return 'its item has to be an object';
  if (!network['network'] && !network['subnetwork']) return 'it names neither a network nor a subnetwork';
  // What is null is as good as left out.
  const field = ['network', 'subnetwork'].find((name) => typeof (network[name] ?? '') !== 'string');
  if (field) return `${field} has to be a text`;
  return isTexts(network['tags'] ?? []) ? undefined : 'tags has to be a list of texts';
}

function dependenciesDefect(value: unknown): string | undefined {
  if (!isObject(value)) return 'an object belongs there';
  const [name] = Object.entries(value).find(([, names]) => !isTexts(names)) ?? [];
  return name === undefined ? undefined : `${JSON.stringify(excerpt(name))} needs a list of names`;
}

function namesToTextsDefect(value: unknown): string | undefined {
  return isObject(value) && isTexts(Object.values(value)) ? undefined : 'an object of names and texts belongs there';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
