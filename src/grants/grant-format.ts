/** The ways to write grants down. */
export const GRANT_FORMATS = ['text', 'gcloud', 'terraform', 'json'] as const;

export type GrantFormat = (typeof GRANT_FORMATS)[number];
