import { beginsLikePlaceholder } from './placeholder-beginning.ts';

/** An account of a team's own. */
export interface UserManagedAccount {
  readonly type: 'user-managed';
  readonly name: string;
  readonly projectId: string;
}

/** Projects of Google's own whose accounts act for a Google product and can be nobody's identity. */
const AGENT_PROJECTS = new Set(
  (
    'serverless-robot-prod compute-system container-engine-robot containerregistry container-analysis cloudcomposer-accounts ' +
    'cloud-filer cloud-memcache-sa cloud-ml cloud-redis cloud-tpu dataflow-service-producer-prod dataproc-accounts dlp-api ' +
    'endpoints-portal firebase-rules gae-api-prod gcf-admin-robot gcp-gae-service gs-project-accounts remotebuildexecution ' +
    'service-consumer-management service-networking sourcerepo-service-accounts storage-transfer-service bigquery-encryption ' +
    'crashlytics-bq-export-prod crashlytics-bigquery-prod fcm-bq-export-prod performance-bq-export-prod ' +
    'predictions-bq-export-prod firebase-sa-management genomics-api security-center-api trifacta-gcloud-prod'
  ).split(' '),
);

const GOOGLES_DOMAINS = new Set('appspot developer cloudservices cloudbuild system'.split(' '));

/** True for what stands before `.gserviceaccount.com`, or is all of a domain, and can be no project of yours. */
export function isGooglesDomain(labels: string): boolean {
  return GOOGLES_DOMAINS.has(labels) || labels.includes('gserviceaccount');
}

/** True for projects whose accounts are service agents. */
export function isProjectOfAgents(project: string): boolean {
  return project.startsWith('gcp-sa-') || AGENT_PROJECTS.has(project);
}

const USUAL = /^([a-z][a-z0-9-]{4,28}[a-z0-9])@([a-z][a-z0-9-]{4,28}[a-z0-9])\.iam\.gserviceaccount\.com$/;

/** What nearly all accounts are, told at once; undefined for what has to be looked at more closely. */
export function parseUsualAccount(text: string): UserManagedAccount | undefined {
  const [, name, projectId] = USUAL.exec(text) ?? [];
  if (name === undefined || projectId === undefined || isProjectOfAgents(projectId) || isGooglesDomain(projectId))
    return undefined;
  const canBePlaceholder = beginsLikePlaceholder(name) || beginsLikePlaceholder(projectId);
  return canBePlaceholder ? undefined : { type: 'user-managed', name, projectId };
}
