/** The annotation that says what becomes of instances whose encryption key is revoked. */
export const REVOCATION_ACTION = 'run.googleapis.com/post-key-revocation-action-type';
