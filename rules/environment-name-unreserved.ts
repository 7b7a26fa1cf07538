import { describeContainer, hasPort, portOf, type Variable, variablesOf } from '../src/cloud-run/containers.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { removeEntry } from '../src/manifest/remove-entry.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

/** What Cloud Run sets itself, by kind; a name that is reserved for another kind is free. */
const RESERVED: Readonly<Record<string, readonly string[]>> = {
  Service: ['PORT', 'K_SERVICE', 'K_REVISION', 'K_CONFIGURATION'],
  Job: ['PORT', 'CLOUD_RUN_JOB', 'CLOUD_RUN_EXECUTION', 'CLOUD_RUN_TASK_INDEX', 'CLOUD_RUN_TASK_ATTEMPT', 'CLOUD_RUN_TASK_COUNT'],
  WorkerPool: ['CLOUD_RUN_WORKER_POOL', 'CLOUD_RUN_WORKER_POOL_REVISION'],
};

/** The variables that hold the name of the resource. */
const NAMES_OF_RESOURCE: ReadonlySet<string> = new Set(['K_SERVICE', 'CLOUD_RUN_JOB', 'CLOUD_RUN_WORKER_POOL']);

export default defineRule({
  id: 'environment-name-unreserved',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: Object.values(RESERVED).flat(),
  since: '0.1.0',
  group: 'validity',
  fix: 'safe',
  refusedBy: ['cloud-run'],
  summary: 'No variable has a name that is reserved for Cloud Run.',
  rationale:
    'Cloud Run sets `PORT`, `K_SERVICE` and a few others itself, and refuses a manifest that sets them: `The following reserved env names were provided`. What is reserved depends on the kind. A sidecar, which takes no requests, can have a `PORT` of its own.',
  remedy: 'Remove the variable: the code finds it set all the same.',
  sources: [
    'https://cloud.google.com/run/docs/container-contract#env-vars',
    'https://cloud.google.com/run/docs/configuring/services/environment-variables',
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
        ports:
        - containerPort: 3000
        env:
        - name: PORT
          value: '3000'
        - name: LOG_LEVEL
          value: info
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
        ports:
        - containerPort: 3000
        env:
        - name: LOG_LEVEL
          value: info
`,
  },
  *check(resource) {
    for (const variable of variablesOf(resource)) {
      if (!isReserved(resource, variable)) continue;
      const { container, at } = variable;
      const name = excerpt(variable.name);
      yield {
        at: [...at, 'name'],
        message: `The variable ${name} of ${describeContainer(container)} has a name that is reserved for Cloud Run`,
        remedy: remedyFor(resource, variable),
        fix: {
          title: `Remove the variable ${name}`,
          edits: [removeEntry(resource.document, at)],
          isUnsafe: variable.value === undefined || variable.value !== ownValue(resource, variable),
        },
      };
    }
  },
});

function isReserved({ kind }: Resource, { name, container }: Variable): boolean {
  const isSidecar = container.hasSiblings && !hasPort(container);
  return RESERVED[kind.kind]?.includes(name) === true && !(name === 'PORT' && isSidecar);
}

/** What Cloud Run sets the variable to, as far as the manifest tells. */
function ownValue(resource: Resource, { name, container }: Variable): string | undefined {
  if (NAMES_OF_RESOURCE.has(name)) return resource.name;
  const port = name === 'PORT' && resource.kind.kind === 'Service' ? portOf(resource, container) : undefined;
  return port?.toString();
}

function remedyFor(resource: Resource, variable: Variable): string {
  const { name, container } = variable;
  if (name !== 'PORT') return 'Remove it: Cloud Run sets it itself, and the code finds it all the same.';
  if (resource.kind.kind !== 'Service') return 'Remove it: no requests come in. Give another name to what the code has to know.';
  const port = ownValue(resource, variable);
  if (port === undefined) return 'Remove it: Cloud Run sets it to the port that requests come in at, which is containerPort.';
  const isDefault = !hasPort(container);
  return variable.value === port
    ? `Remove it: Cloud Run sets it to ${port} itself.`
    : `Remove it: requests come in at port ${port}, whatever is written here, and Cloud Run sets PORT to that. ${isDefault ? 'For another port, add ports with a containerPort.' : 'For another port, change containerPort.'}`;
}
