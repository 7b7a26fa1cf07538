import type { OptionSpec } from './options.ts';

/** Options that say what the manifests do not. */
export const GRANT_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  create: { type: 'boolean', describe: 'create the accounts, too, where they are missing' },
  deployer: {
    type: 'string',
    valueName: 'member',
    describe: 'who deploys: <member> is user:EMAIL, serviceAccount:EMAIL or group:EMAIL',
  },
};

/** The same beside a change: grants are written to a file. */
export const GRANTS_FILE_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  grants: {
    type: 'string',
    valueName: 'file',
    describe:
      'write to <file> what must be granted for the files as they are to be: Terraform for .tf, JSON for .json, else a gcloud script',
  },
  create: { type: 'boolean', describe: 'with --grants: create the accounts, too, where they are missing' },
  deployer: {
    type: 'string',
    valueName: 'member',
    describe: 'with --grants: who deploys, as <member>: user:EMAIL, serviceAccount:EMAIL or group:EMAIL',
  },
};
