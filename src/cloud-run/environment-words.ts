/** The words that name each environment, by what it is called. */
export type EnvironmentWords = Readonly<Record<string, readonly string[]>>;

/** What most teams call theirs. */
export const ENVIRONMENT_WORDS: EnvironmentWords = {
  production: ['prod', 'production', 'prd', 'live'],
  staging: ['staging', 'stage', 'stg', 'preprod', 'preproduction'],
  development: ['dev', 'devel', 'develop', 'development'],
  testing: ['test', 'testing', 'qa', 'uat'],
  sandbox: ['sandbox', 'sbx'],
};
