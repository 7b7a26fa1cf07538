import type { Target, TargetType } from './grant.ts';
import { type Phrase, projectPhrase } from './phrase.ts';
import { nameOf } from './project.ts';

/** How grants on one type of thing are spoken of and made. */
interface TargetSpec {
  /** The end of a sentence: `secret db-password of project acme-prod`. */
  readonly describe: (target: Target) => string;
  /** The words of `gcloud … add-iam-policy-binding` before and behind that name what it is on. */
  readonly gcloud: { readonly group: string; readonly words: (target: Target) => Phrase[] };
  /** False where the command knows no `--condition`. */
  readonly hasConditions?: false;
  readonly terraform: {
    readonly type: string;
    readonly fields: (target: Target) => readonly (readonly [name: string, value: Phrase])[];
  };
}

function ofProject({ project = {} }: Target): string {
  const name = nameOf(project);
  return name === undefined ? 'of the project that is deployed to' : `of project ${name}`;
}

function option(name: string, value: Phrase | string = ''): Phrase {
  return [`--${name}=`, ...(typeof value === 'string' ? [value] : value)];
}

/** A new target is one row here. */
export const TARGETS: Readonly<Record<TargetType, TargetSpec>> = {
  secret: {
    describe: (target) => `secret ${target.name} ${ofProject(target)}`,
    gcloud: { group: 'secrets', words: ({ name, project }) => [[name], option('project', projectPhrase(project))] },
    terraform: {
      type: 'google_secret_manager_secret_iam_member',
      fields: ({ name, project }) => [
        ['project', projectPhrase(project)],
        ['secret_id', [name]],
      ],
    },
  },
  'cloud-sql-instance': {
    describe: (target) => `Cloud SQL instance ${target.name} ${ofProject(target)}, as a condition on the project`,
    gcloud: { group: 'projects', words: ({ project }) => [projectPhrase(project)] },
    terraform: { type: 'google_project_iam_member', fields: ({ project }) => [['project', projectPhrase(project)]] },
  },
  bucket: {
    describe: ({ name }) => `bucket ${name}`,
    gcloud: { group: 'storage buckets', words: ({ name }) => [[`gs://${name}`]] },
    terraform: { type: 'google_storage_bucket_iam_member', fields: ({ name }) => [['bucket', [name]]] },
  },
  'service-account': {
    describe: ({ name }) => `account ${name}`,
    gcloud: { group: 'iam service-accounts', words: ({ name, project }) => [[name], option('project', projectPhrase(project))] },
    terraform: {
      type: 'google_service_account_iam_member',
      fields: ({ name, project }) => [
        ['service_account_id', ['projects/', ...projectPhrase(project), `/serviceAccounts/${name}`]],
      ],
    },
  },
  repository: {
    describe: (target) => `repository ${target.name} in ${target.location} ${ofProject(target)}`,
    gcloud: {
      group: 'artifacts repositories',
      words: ({ name, project, location }) => [[name], option('location', location), option('project', projectPhrase(project))],
    },
    terraform: {
      type: 'google_artifact_registry_repository_iam_member',
      fields: ({ name, project, location = '' }) => [
        ['project', projectPhrase(project)],
        ['location', [location]],
        ['repository', [name]],
      ],
    },
  },
  'crypto-key': {
    describe: (target) => `key ${target.name} of key ring ${target.keyRing} in ${target.location} ${ofProject(target)}`,
    gcloud: {
      group: 'kms keys',
      words: ({ name, project, location, keyRing }) => [
        [name],
        option('keyring', keyRing),
        option('location', location),
        option('project', projectPhrase(project)),
      ],
    },
    terraform: {
      type: 'google_kms_crypto_key_iam_member',
      fields: ({ name, project, location, keyRing }) => [
        [
          'crypto_key_id',
          ['projects/', ...projectPhrase(project), `/locations/${location}/keyRings/${keyRing}/cryptoKeys/${name}`],
        ],
      ],
    },
  },
  subnetwork: {
    describe: (target) => `subnetwork ${target.name} in ${target.location} ${ofProject(target)}`,
    gcloud: {
      group: 'compute networks subnets',
      words: ({ name, project, location }) => [[name], option('region', location), option('project', projectPhrase(project))],
    },
    hasConditions: false,
    terraform: {
      type: 'google_compute_subnetwork_iam_member',
      fields: ({ name, project, location = '' }) => [
        ['project', projectPhrase(project)],
        ['region', [location]],
        ['subnetwork', [name]],
      ],
    },
  },
  project: {
    describe: ({ project = {} }) => `project ${nameOf(project)}`,
    gcloud: { group: 'projects', words: ({ project }) => [projectPhrase(project)] },
    terraform: { type: 'google_project_iam_member', fields: ({ project }) => [['project', projectPhrase(project)]] },
  },
};
