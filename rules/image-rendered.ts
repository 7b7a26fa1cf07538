import { describeContainer } from '../src/cloud-run/containers.ts';
import { findImagePlaceholder, imagesOf } from '../src/cloud-run/image.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'image-rendered',
  severity: 'info',
  ruleset: 'strict',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['image'],
  since: '0.1.0',
  group: 'safety',
  fix: 'none',
  summary: 'An image is written out, not left to be filled in.',
  rationale:
    'gcloud fills in nothing: what stands here is sent to Cloud Run as it is, and there is no such image. Many repositories render their manifests first, and then all is well; but what will run is not known before, so that no other rule can look at it.',
  remedy: 'If nothing renders this file before it is deployed, write the image out. If something does, check its result as well.',
  sources: ['https://cloud.google.com/run/docs/deploying'],
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
      - image: europe-docker.pkg.dev/\${PROJECT_ID}/apps/checkout:\${TAG}
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
    for (const { container, text } of imagesOf(resource)) {
      const placeholder = findImagePlaceholder(text);
      if (placeholder === undefined) continue;
      yield {
        at: [...container.at, 'image'],
        message: `The image of ${describeContainer(container)} holds the placeholder ${excerpt(placeholder)}, which gcloud would send as it is`,
      };
    }
  },
});
