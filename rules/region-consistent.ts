import { annotationOf } from '../src/cloud-run/annotations.ts';
import { findRegionEvidence, regionLabelOf } from '../src/cloud-run/home-region.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'region-consistent',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['--region', 'unusual annotation'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'unsafe',
  summary: 'A manifest speaks of one region: the one that it is deployed to.',
  rationale:
    'gcloud deploys to `--region`, and without it to the region of the label `cloud.googleapis.com/location`, which every export has. A manifest that is copied to another region with its label replaces the resource in the old one. The label itself is sent as it is: with another `--region` it says what is not so. A VPC connector and a subnetwork serve only what is in their own region.',
  remedy: 'Give everything the region that the resource is to be deployed to.',
  sources: [
    'https://cloud.google.com/run/docs/reference/yaml/v1',
    'https://cloud.google.com/run/docs/locations',
    'https://cloud.google.com/run/docs/configuring/connecting-vpc',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
  labels:
    cloud.googleapis.com/location: europe-west1
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/vpc-access-connector: projects/acme-prod/locations/us-central1/connectors/internal
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
    cloud.googleapis.com/location: europe-west1
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/vpc-access-connector: projects/acme-prod/locations/europe-west1/connectors/internal
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
`,
  },
  *check(resource) {
    const label = regionLabelOf(resource);
    const region = resource.call.region ?? label?.region;
    const hasSeveral = annotationOf(resource, 'run.googleapis.com/regions') !== undefined;
    if (region === undefined || hasSeveral) return;
    const source = resource.call.region === undefined ? label?.what : '--region';
    const target = `${describeResource(resource)} is deployed to ${excerpt(region)} (according to ${source})`;
    if (label && label.region !== region) {
      yield {
        at: label.at,
        message: `${target}, and its label says ${label.region}`,
        remedy: 'gcloud sends the label as it is, and deploys to its region as soon as it is called without --region.',
        fix: { title: `Change the label to ${excerpt(region)}`, edits: [{ type: 'set', path: label.at, value: region }] },
      };
    }
    for (const { region: other, what, at, isSetByCloudRun } of findRegionEvidence(resource)) {
      // Of an export the label and the addresses say the same: it is told once.
      if (other === region || (isSetByCloudRun && other === label?.region)) continue;
      yield {
        at,
        message: `${target}, and ${what} is in ${other}`,
        remedy: isSetByCloudRun
          ? `The manifest seems to come from ${other}. Deploy it there, or remove the annotation: Cloud Run sets it anew.`
          : `The manifest seems to come from ${other}. Deploy it there, or name what is in ${excerpt(region)}.`,
        related: label && source !== '--region' ? [{ at: label.at, message: 'this says where it is deployed to' }] : [],
      };
    }
  },
});
