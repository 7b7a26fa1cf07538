import {
  describeRevisions,
  describeTraffic,
  isForLatest,
  sumOfShares,
  type TrafficTarget,
  trafficTargetsOf,
} from '../src/cloud-run/traffic.ts';
import { defineRule } from '../src/lint/rule.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { findPinnedRevision } from '../src/manifest/revision-name.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule({
  id: 'traffic-reaches-latest',
  severity: 'warning',
  kinds: ['Service', 'WorkerPool'],
  looksAt: ['revisionName'],
  since: '0.1.0',
  group: 'deploy',
  fix: 'unsafe',
  summary: 'What the template describes gets a share of the requests.',
  rationale:
    'Each change of the template, the account for one, makes a new revision. Where the shares name other revisions, it is deployed and gets nothing: the old code goes on as the old account. An export of a Service that was rolled back, or deployed with `--no-traffic`, looks like this. A share of 0 percent with a tag is a revision that is being tried out, and is not reported.',
  remedy: 'Send the traffic to the latest revision (latestRevision: true), or leave the list out.',
  sources: [
    'https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration',
    'https://cloud.google.com/run/docs/reference/rest/v1/TrafficTarget',
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
  traffic:
  - percent: 100
    revisionName: checkout-00041-mip
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
  traffic:
  - latestRevision: true
    percent: 100
`,
  },
  *check(resource) {
    const targets = trafficTargetsOf(resource) ?? [];
    if (sumOfShares(targets) !== 100 || targets.some((target) => reachesNew(resource, target))) return;
    const serving = targets.filter(({ percent }) => percent !== 0);
    const [first] = serving as [TrafficTarget];
    const isOnlyOne = targets.length === 1 && first.tag === undefined;
    yield {
      at: [...first.at, 'revisionName'],
      message: `${describeResource(resource)} gives all its ${describeTraffic(resource)} to ${describeRevisions(serving)}: a change of its template takes no effect`,
      ...(isOnlyOne && {
        fix: {
          title: `Follow the latest revision instead of ${excerpt(first.revisionName ?? '')}`,
          edits: [
            { type: 'set', path: [...first.at, 'latestRevision'], value: 'true', isPlain: true },
            { type: 'remove', path: [...first.at, 'revisionName'] },
          ],
        },
      }),
    };
  },
});

/** True for a share of what the manifest deploys, for a tag to try it out by, and for what nothing sure can be said of. */
function reachesNew(resource: Resource, target: TrafficTarget): boolean {
  const { percent, revisionName = '', tag } = target;
  const isLatest = isForLatest(target);
  if (isLatest === undefined || findPlaceholder(revisionName) !== undefined) return true;
  if (isLatest) return percent !== 0 || tag !== undefined;
  return revisionName === findPinnedRevision(resource)?.name;
}
