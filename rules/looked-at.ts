/**
 * The words that the recommended rules look at, as they are defined, and that an ordinary manifest can have. Generated from
 * this folder by `npm run generate`.
 */
const OF_ALL: readonly string[] = [
  'CLOUD_RUN_EXECUTION',
  'CLOUD_RUN_JOB',
  'CLOUD_RUN_TASK_ATTEMPT',
  'CLOUD_RUN_TASK_COUNT',
  'CLOUD_RUN_TASK_INDEX',
  'CLOUD_RUN_WORKER_POOL',
  'CLOUD_RUN_WORKER_POOL_REVISION',
  'EVENTARC_CLOUD_EVENT_SOURCE',
  'FIREBASE_CONFIG',
  'GCLOUD_PROJECT',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'K_CONFIGURATION',
  'K_REVISION',
  'K_SERVICE',
  'PORT',
  'cloudsql',
  'csi',
  'nfs',
  'several environments',
  'subPath',
];

/** By the kinds of which manifests can be ordinary. */
export const LOOKED_AT: Readonly<Record<string, ReadonlySet<string>>> = {
  Service: new Set([...OF_ALL, 'goog-cloudfunctions-runtime', 'goog-managed-by', 'instanceSplits', 'revisionName', 'tag']),
  Job: new Set([...OF_ALL, 'livenessProbe', 'runExecutionToken', 'startExecutionToken']),
};
