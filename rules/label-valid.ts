import {
  findLabelFault,
  isSystemLabel,
  type Label,
  type LabelMap,
  labelMapsOf,
  MAX_LABEL_LENGTH,
  suggestLabelText,
} from '../src/cloud-run/labels.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findMarkedPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';
import type { YamlEntry } from '../src/yaml/yaml-node.ts';

/** The labels that a resource can have besides those of Google. */
const MAX_LABELS = 64;

export default defineRule({
  id: 'label-valid',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual labels'],
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A label has the form that Google Cloud asks for.',
  rationale:
    'Cloud Run takes only labels of Google Cloud, which billing and logging know as well: a key and a value of at most 63 lower-case letters, digits, `_` and `-`, at most 64 of them, and a key begins with a letter. Labels of Kubernetes have more: `app.kubernetes.io/name` and `v1.4.0` are refused. Only labels of Google and of Knative have a domain before a `/`.',
  remedy:
    'Write it with lower-case letters, digits, _ and -: v1-4-0 for v1.4.0, name for app.kubernetes.io/name. What needs other characters can be an annotation.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/labels',
    'https://cloud.google.com/resource-manager/docs/labels-overview',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  labels:
    version: v1.4.0
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
  labels:
    version: v1-4-0
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    // What both maps share by an anchor is told once.
    const reported = new Set<YamlEntry>();
    for (const map of labelMapsOf(resource)) {
      const own = map.labels.filter(({ key }) => !isSystemLabel(key));
      if (own.length > MAX_LABELS) yield tooMany(own.length, map, resource);
      for (const label of own) {
        const finding = findFault(label, map, resource);
        if (!finding || reported.has(label.entry)) continue;
        reported.add(label.entry);
        yield finding;
      }
    }
  },
});

function tooMany(count: number, map: LabelMap, resource: Resource): Finding {
  return {
    at: map.at,
    message: `The labels of ${ownerOf(map, resource)} are ${count}, and can be ${MAX_LABELS}`,
    remedy: 'Leave some out; what is not used to filter or to bill by can be an annotation.',
  };
}

function ownerOf({ isOfTemplate }: LabelMap, resource: Resource): string {
  return `${isOfTemplate ? 'the template of ' : ''}${describeResource(resource)}`;
}

function findFault(label: Label, map: LabelMap, resource: Resource): Finding | undefined {
  const { key, value = '' } = label;
  const keyFault = findLabelFault(key, 'key');
  const fault = keyFault ?? findLabelFault(value, 'value');
  if (fault === undefined || findMarkedPlaceholder(key) !== undefined || findMarkedPlaceholder(value) !== undefined)
    return undefined;
  return describeFault(label, fault, keyFault !== undefined, ownerOf(map, resource));
}

function describeFault({ at, key, value = '', isShared }: Label, fault: string, isAboutKey: boolean, owner: string): Finding {
  const subject = key === '' ? `A label of ${owner}` : `The label ${excerpt(key)} of ${owner}`;
  const isLong = [...value].length > MAX_LABEL_LENGTH;
  const what = isAboutKey ? 'a key that' : isLong ? 'a value that' : `the value ${excerpt(value)}, which`;
  // By an anchor it can be the value of a variable, of which nothing must be told, not even in another spelling.
  if (isShared) return { at, isAboutKey, message: `${subject} has ${what} no label can have` };
  const suggestion = isAboutKey ? suggestLabelText(key, 'key') : suggestLabelText(value, 'value');
  return {
    at,
    isAboutKey,
    message: `${subject} has ${what} ${fault}`,
    ...(suggestion !== undefined && {
      remedy: `A label has only lower-case letters, digits, _ and -. Write ${suggestion}, for example, or make it an annotation.`,
    }),
  };
}
