import {
  SECRETS_KEY,
  type SecretAlias,
  type SecretReference,
  secretAliasesOf,
  secretAliasesPath,
  secretReferencesOf,
} from '../src/cloud-run/secret-aliases.ts';
import { defineRule } from '../src/lint/rule.ts';
import { isProjectNumber } from '../src/manifest/account-email.ts';
import type { Finding } from '../src/manifest/finding.ts';
import { findPlaceholder } from '../src/manifest/placeholder.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt } from '../src/text/excerpt.ts';

/** The names that gcloud gives: five characters of the secret's name, and a UUID of the first version. */
const ALIAS_OF_GCLOUD = /^[\w-]{1,5}-[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UUID_LENGTH = 36;

export default defineRule({
  id: 'secret-alias-defined',
  severity: 'warning',
  kinds: ['Service', 'Job', 'WorkerPool'],
  looksAt: [SECRETS_KEY, 'unusual name', 'unusual secretName'],
  since: '0.1.0',
  group: 'safety',
  fix: 'none',
  summary: 'The aliases of secrets are well-formed, defined and in use.',
  rationale:
    'A secret of another project has an alias, which `run.googleapis.com/secrets` defines and variables and volumes refer to. A name without a definition is looked for in the own project. An alias that nothing refers to is left over, or one side of it is misspelt. And what is not of the form, also where the id of the project stands for its number, is accepted from a manifest and then stops the next `gcloud run deploy` or `update`.',
  remedy:
    'Write the annotation as ALIAS:projects/NUMBER/secrets/NAME, entries separated by commas without blanks, and name the aliases where the secrets are used.',
  sources: [
    'https://cloud.google.com/run/docs/configuring/services/secrets',
    'https://cloud.google.com/run/docs/reference/rest/v1/SecretKeySelector',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/secrets: db-pasword:projects/814577087058/secrets/db-password
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
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    metadata:
      annotations:
        run.googleapis.com/secrets: db-password:projects/814577087058/secrets/db-password
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
  *check(resource) {
    const aliases = secretAliasesOf(resource);
    const references = secretReferencesOf(resource);
    if (aliases.length > 0) yield* checkAliases(resource, aliases, references);
    if (aliases.some(({ text }) => findPlaceholder(text) !== undefined)) return;
    const defined = new Set(aliases.map(({ alias }) => alias));
    for (const reference of references) {
      if (isAliasOfGcloud(reference.name) && !defined.has(reference.name)) yield describeUndefined(resource, reference);
    }
  },
});

function* checkAliases(
  resource: Resource,
  aliases: readonly SecretAlias[],
  references: readonly SecretReference[],
): Generator<Finding> {
  const used = new Set(references.map(({ name }) => name));
  for (const entry of aliases) {
    if (findPlaceholder(entry.text) === undefined) yield* checkEntry(resource, entry, used);
  }
}

function describeUndefined(resource: Resource, { name, at }: SecretReference): Finding {
  return {
    at,
    message: `${describeResource(resource)} refers to the secret ${name}, which looks like an alias of gcloud's, but ${SECRETS_KEY} does not define it`,
    remedy:
      'Such an alias stands for a secret of another project. Take the annotation over from where the name comes from, or name a secret of this project.',
  };
}

/** Nearly all names are shorter. */
function isAliasOfGcloud(name: string): boolean {
  return name.length > UUID_LENGTH && ALIAS_OF_GCLOUD.test(name);
}

function* checkEntry(resource: Resource, { text, alias, project }: SecretAlias, used: ReadonlySet<string>): Generator<Finding> {
  const at = secretAliasesPath(resource);
  if (alias === undefined) {
    const entry = text === '' ? 'An empty entry' : `The entry "${excerpt(text)}"`;
    yield { at, message: `${entry} of ${SECRETS_KEY} is not of the form ALIAS:projects/NUMBER/secrets/NAME` };
    return;
  }
  if (project !== undefined && !isProjectNumber(project)) {
    yield {
      at,
      message: `The alias ${excerpt(alias)} names the project ${excerpt(project)} by its id, which the next gcloud run deploy or update cannot read`,
      remedy: `Write the number of the project: gcloud projects describe ${project} --format='value(projectNumber)' tells it.`,
    };
  }
  if (!used.has(alias)) {
    yield {
      at,
      message: `The alias ${excerpt(alias)} of ${describeResource(resource)} is used by no variable and no volume`,
      remedy: 'Name it where the secret is used, or take it out of the annotation.',
    };
  }
}
