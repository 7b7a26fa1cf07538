import { type Variable, variablesOf } from '../src/cloud-run/containers.ts';
import { findCredential } from '../src/cloud-run/credential.ts';
import { mountsOf, volumeNamed } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';
import type { YamlPath } from '../src/yaml/yaml-path.ts';

const VARIABLE = 'GOOGLE_APPLICATION_CREDENTIALS';

export default defineRule({
  id: 'service-account-key-absent',
  severity: 'warning',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: [VARIABLE],
  since: '0.1.0',
  group: 'safety',
  fix: 'none',
  summary: 'The code acts as the account of its resource, not with the key of another one.',
  rationale:
    "Google's libraries look at `GOOGLE_APPLICATION_CREDENTIALS` first: where it names a key file, `serviceAccountName` has no effect on what the code may do. A key does not expire, works from everywhere, and is of use to whoever gets a copy. Cloud Run hands the code short-lived tokens of its own account, and no key is needed.",
  remedy:
    'Grant the account of the resource what the code needs, remove the variable and what it points to, and then disable the key.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/service-identity',
    'https://cloud.google.com/docs/authentication/application-default-credentials',
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys',
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
        - name: GOOGLE_APPLICATION_CREDENTIALS
          value: /secrets/checkout.json
        volumeMounts:
        - name: key
          mountPath: /secrets
      volumes:
      - name: key
        secret:
          secretName: checkout-key
          items:
          - key: '1'
            path: checkout.json
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
    for (const variable of variablesOf(resource)) {
      const { name, at, value } = variable;
      if (name !== VARIABLE) continue;
      // A key that stands in the value itself is told by environment-value-not-secret.
      const isKeyFile = value ? findPlaceholder(value) === undefined && !findCredential(name, value) : false;
      const secret = isKeyFile ? findMountedSecret(resource, variable) : secretOfValue(resource, variable);
      if (!isKeyFile && !secret) continue;
      const source = secret ? ` from the secret ${excerpt(secret.name)}` : '';
      yield {
        at: [...at, 'name'],
        message: `${describeResource(resource)} sets ${VARIABLE}, so that its code acts with a key${source} and not as its own account`,
        ...(secret && { related: [{ at: secret.at, message: 'the key is in this secret' }] }),
      };
    }
  },
});

interface SecretPlace {
  readonly name: string;
  readonly at: YamlPath;
}

/** The secret whose volume is mounted where the variable points to. */
function findMountedSecret(resource: Resource, { container, value = '' }: Variable): SecretPlace | undefined {
  const mount = mountsOf(resource).find((each) => {
    const folder = each.container === container && each.mountPath?.replace(/\/$/, '');
    return folder && (value === folder || value.startsWith(`${folder}/`));
  });
  const volume = mount?.name === undefined ? undefined : volumeNamed(resource, mount.name);
  return volume && secretAt(resource.document, [...volume.at, 'secret', 'secretName']);
}

/** The secret that the variable has its value from. */
function secretOfValue({ document }: Resource, { at, value }: Variable): SecretPlace | undefined {
  return value === undefined ? secretAt(document, [...at, 'valueFrom', 'secretKeyRef', 'name']) : undefined;
}

function secretAt(document: Resource['document'], at: YamlPath): SecretPlace | undefined {
  const name = document.stringAt(at);
  return name ? { name, at } : undefined;
}
