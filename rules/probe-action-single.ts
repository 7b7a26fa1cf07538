import { actionsOf, describeProbe, isWellFormed, PROBE_NAMES, probesOf } from '../src/cloud-run/probes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';

export default defineRule({
  id: 'probe-action-single',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: PROBE_NAMES.map((name) => `unusual ${name}`),
  since: '0.1.0',
  group: 'validity',
  fix: 'none',
  refusedBy: ['cloud-run'],
  summary: 'A probe does exactly one thing.',
  rationale:
    'A probe asks with `httpGet`, calls with `grpc` or connects with `tcpSocket`. Cloud Run refuses a probe with none or two of them: `Exactly one probe action must be set`.',
  remedy: 'Leave one of httpGet, grpc and tcpSocket.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/healthchecks',
    'https://cloud.google.com/run/docs/reference/rest/v1/Container',
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
        startupProbe:
          periodSeconds: 5
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
        startupProbe:
          periodSeconds: 5
          httpGet:
            path: /health
`,
  },
  *check(resource) {
    for (const probe of probesOf(resource)) {
      const actions = actionsOf(probe);
      if (actions.length === 1 || !isWellFormed(probe)) continue;
      // A Job has no other probes, and tcpSocket is for startup probes: there is something else to say of those.
      const isToldElsewhere = resource.kind.kind === 'Job' || actions.includes('tcpSocket');
      if (probe.name !== 'startupProbe' && isToldElsewhere) continue;
      const [first] = actions;
      const isStartup = probe.name === 'startupProbe';
      yield {
        at: probe.at,
        message: first
          ? `The ${describeProbe(probe)} has ${actions.join(' and ')}, and can do only one of them`
          : `The ${describeProbe(probe)} has nothing to try: neither httpGet nor grpc${isStartup ? ' nor tcpSocket' : ''}`,
        remedy: first
          ? 'Keep the one that tells best whether the container works.'
          : 'Add one of them, most often httpGet with a path.',
      };
    }
  },
});
