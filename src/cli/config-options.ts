import type { OptionSpec } from './options.ts';

/** Options that say which configuration is followed. */
export const CONFIG_FILE_OPTIONS: Readonly<Record<'config' | 'no-config', OptionSpec>> = {
  config: {
    type: 'string',
    valueName: 'file',
    describe: 'follow the configuration in <file>, and none that is found beside the manifests',
  },
  'no-config': { type: 'boolean', describe: 'follow no configuration' },
};

/** Options that say which settings are followed. */
export const CONFIG_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  ...CONFIG_FILE_OPTIONS,
  'no-inline': { type: 'boolean', describe: 'let no comment in a manifest silence anything' },
  'no-gitignore': { type: 'boolean', describe: 'look at what .gitignore names, too' },
};

/** And what was accepted earlier. */
export const BASELINE_OPTION: Readonly<Record<string, OptionSpec>> = {
  baseline: { type: 'string', valueName: 'file', describe: 'leave out what the baseline in <file> holds' },
};
