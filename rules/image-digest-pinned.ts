import { describeContainer } from '../src/cloud-run/containers.ts';
import { findImagePlaceholder, imagesOf, isMoving } from '../src/cloud-run/image.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'image-digest-pinned',
  severity: 'info',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['image'],
  since: '0.1.0',
  group: 'safety',
  ruleset: 'strict',
  fix: 'none',
  summary: 'An image is named by its digest.',
  rationale:
    'A tag can be moved to another image by whoever can push to the repository, and nothing in the manifest shows it. A digest is the image itself: what was reviewed is what is deployed, and what was deployed can be deployed again. Images that are named by `latest` are left to `image-tag-fixed`.',
  remedy:
    "Write the digest behind the name; the tag may stay before it. For an image of Artifact Registry, gcloud artifacts docker images describe NAME:TAG --format='value(image_summary.digest)' tells it.",
  sources: [
    'https://cloud.google.com/run/docs/deploying',
    'https://cloud.google.com/kubernetes-engine/docs/concepts/about-container-images',
  ],
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
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0@sha256:3b5d0b1e4c7a8f9e2d6c1b0a9f8e7d6c5b4a39281706f5e4d3c2b1a090807060
`,
  },
  *check(resource) {
    for (const { container, text, name } of imagesOf(resource)) {
      if (name.digest || isMoving(name) || findImagePlaceholder(text) !== undefined) continue;
      yield {
        at: [...container.at, 'image'],
        message: `The image ${excerpt(text)} of ${describeContainer(container)} is named by a tag, which can be moved to another image`,
      };
    }
  },
});
