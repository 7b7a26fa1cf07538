import { BUILD_VARIABLES_PATH, buildVariablesOf } from '../src/cloud-run/build-variables.ts';
import { describeContainer, type Variable, variablesOf } from '../src/cloud-run/containers.ts';
import { type Credential, findCredential } from '../src/cloud-run/credential.ts';
import { secretRemedy } from '../src/cloud-run/secret-commands.ts';
import { defineRule } from '../src/lint/rule.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { BUILD_ENVIRONMENT } from '../src/manifest/hidden-values.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import type { Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

export default defineRule<{ ignoredNames: readonly string[] }>({
  id: 'environment-value-not-secret',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual env', BUILD_ENVIRONMENT],
  since: '0.1.0',
  group: 'safety',
  fix: 'none',
  summary: 'No password, token or key stands in the environment in plain text.',
  rationale:
    'Whoever can read the file, the history of its repository, or the revision in the console can read the value of a variable. Secret Manager gives a value only to the accounts that may have it, notes each access, and can change it. A value is taken for a secret by its form, as that of a private key or of a token whose beginning is known, or by the name of its variable, where it is neither a placeholder nor a path nor the name of something.',
  remedy:
    'Put the value into Secret Manager, refer to it with valueFrom.secretKeyRef, and change it where it is used, since the history of the repository keeps the old one.',
  options: {
    ignoredNames: {
      schema: {
        type: 'array',
        items: { type: 'string' },
        description: 'Variables, by their exact names, that hold no secret whatever they look like.',
      },
      default: [],
    },
  },
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/secrets',
    'https://cloud.google.com/run/docs/configuring/services/environment-variables',
    'https://cloud.google.com/secret-manager/docs/creating-and-accessing-secrets',
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
        env:
        - name: DB_PASSWORD
          value: correct-horse-battery
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
        env:
        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: db-password
              key: '3'
`,
  },
  *check(resource, { options }) {
    for (const variable of variablesOf(resource)) {
      // Behind the = of a name a value can stand: what is wrong with it is told elsewhere.
      const credential = isLookedAt(variable.name) && findCredential(variable.name, variable.value ?? '');
      if (credential) yield describeVariable(resource, variable, credential);
    }
    for (const { name, value } of buildVariablesOf(resource)) {
      const credential = isLookedAt(name) && findCredential(name, value);
      if (credential) yield describeBuildVariable(name, credential);
    }

    function isLookedAt(name: string): boolean {
      return !name.includes('=') && !options.ignoredNames.includes(name);
    }
  },
});

function describeVariable(resource: Resource, { at, name, container }: Variable, credential: Credential): Finding {
  return {
    at: [...at, 'name'],
    message: `The variable ${excerpt(name)} of ${describeContainer(container)} holds ${describe(credential)}`,
    remedy: secretRemedy(resource, name),
  };
}

function describeBuildVariable(name: string, credential: Credential): Finding {
  return {
    at: BUILD_VARIABLES_PATH,
    message: `The build variable ${excerpt(name)} holds ${describe(credential)}`,
    remedy:
      'Whoever can read this file, its history or the service can read it. Take it out of the annotation, let the build fetch it from Secret Manager, and change it where it is used, since the history keeps the old one.',
  };
}

function describe({ what, isByForm }: Credential): string {
  return isByForm ? `${what}, in plain text` : `what its name calls ${what}, in plain text`;
}
