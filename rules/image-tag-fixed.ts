import { describeContainer } from '../src/cloud-run/containers.ts';
import { type ContainerImage, findImagePlaceholder, imagesOf, isMoving } from '../src/cloud-run/image.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'image-tag-fixed',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual image'],
  since: '0.1.0',
  group: 'safety',
  fix: 'none',
  summary: 'An image is named by a tag of its own or by its digest, not by `latest`.',
  rationale:
    'Cloud Run looks up a tag once, when it makes a revision. `latest`, which is also meant where no tag stands, is another image after each build: the same manifest deploys other code from one day to the next, and the file of an earlier day does not bring the earlier code back. A name without a registry and without a tag is left to Skaffold and Cloud Deploy, which write the image in.',
  remedy: 'Give each build a tag of its own, as the version or the commit, and name it here; or name the digest.',
  sources: ['https://cloud.google.com/run/docs/deploying', 'https://cloud.google.com/artifact-registry/docs/integrate-cloud-run'],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:latest
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
    for (const image of imagesOf(resource)) {
      if (isMoving(image.name) && findImagePlaceholder(image.text) === undefined) yield describe(image);
    }
  },
});

function describe({ container, text, name }: ContainerImage): Finding {
  const tag = name.tag ? 'the tag latest' : 'no tag, which stands for latest';
  return {
    at: [...container.at, 'image'],
    message: `The image ${excerpt(text)} of ${describeContainer(container)} has ${tag}: what it is depends on the day it is deployed`,
  };
}
