import { annotationsOf } from '../src/cloud-run/known-annotations.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';

const INGRESS = 'run.googleapis.com/ingress';
const VISIBILITY = 'networking.knative.dev/visibility';
const EGRESS = 'run.googleapis.com/vpc-access-egress';

/** The old names that source deployments and functions had for their annotations. */
const NEW_NAMES: ReadonlyMap<string, string> = new Map(
  ['function-target', 'source-location', 'image-uri', 'enable-automatic-updates'].map((name) => [
    `run.googleapis.com/${name}`,
    `run.googleapis.com/build-${name}`,
  ]),
);

export default defineRule({
  id: 'annotation-current',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: [VISIBILITY, 'unusual annotation', ...NEW_NAMES.keys()],
  since: '0.1.0',
  group: 'validity',
  fix: 'safe',
  summary: 'Annotations have the names and values that are current on Cloud Run.',
  rationale:
    'Cloud Run still takes what it took before: `all` for `all-traffic`, and the annotations of a build under their first names. They are deprecated, and the documentation has only the new ones. The label `networking.knative.dev/visibility` comes from Knative, and does not close a service of Cloud Run.',
  remedy: 'Write the current name.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/vpc-direct-vpc',
    'https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta',
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
        run.googleapis.com/vpc-access-connector: private
        run.googleapis.com/vpc-access-egress: all
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
        run.googleapis.com/vpc-access-connector: private
        run.googleapis.com/vpc-access-egress: all-traffic
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const { document } = resource;
    const visibility = ['metadata', 'labels', VISIBILITY];
    if (document.nodeAt(visibility)) {
      yield {
        at: visibility,
        isAboutKey: true,
        message: `${VISIBILITY} is a label of Knative in a cluster: on Cloud Run ${INGRESS} says where requests may come from`,
        remedy: `Set the annotation ${INGRESS}, to internal for instance, and remove the label.`,
      };
    }
    for (const { key, at, text } of annotationsOf(resource)) {
      if (key === EGRESS && text === 'all') {
        yield {
          at,
          message: `${EGRESS} is all, which is deprecated: it is called all-traffic now`,
          fix: { title: 'Write all-traffic', edits: [{ type: 'set', path: at, value: 'all-traffic' }] },
        };
      }
      const name = NEW_NAMES.get(key);
      if (name === undefined) continue;
      const place = [...at.slice(0, -1), name];
      const isThere = document.nodeAt(place) !== undefined;
      yield {
        at,
        isAboutKey: true,
        message: `${key} is the old name of ${name}`,
        ...(isThere && {
          remedy: 'The new one is there as well: remove this one.',
          related: [{ at: place, message: 'this one is current' }],
        }),
        ...(!isThere && {
          fix: { title: `Rename ${key} to ${name}`, edits: [{ type: 'rename', path: at, key: name }], isUnsafe: true },
        }),
      };
    }
  },
});
