import type { OptionSpec } from './options.ts';

const INVENTORY_FORMATS = ['table', 'csv', 'json', 'markdown', 'mermaid', 'html'] as const;

export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

/** Which resources an inventory has, and how it is printed. */
export const INVENTORY_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  identity: {
    type: 'string',
    valueName: 'email',
    isRepeatable: true,
    describe: 'only resources that run as <email>, in which * is any text; can be given several times',
  },
  'kind-of': {
    type: 'string',
    valueName: 'kinds',
    isRepeatable: true,
    describe:
      'only resources with an identity of these <kinds>: agent, invalid, default, none, other-project, shared, placeholder, dedicated, with commas between them',
  },
  project: {
    type: 'string',
    valueName: 'id[=number]',
    describe: 'the project that is deployed to, <id[=number]>: what names another is left out, and what names none is counted in',
  },
  'group-by': {
    type: 'string',
    choices: ['identity'],
    describe: 'list the resources below the identity that they run as, in a table or in markdown',
  },
  format: { type: 'string', choices: INVENTORY_FORMATS, default: 'table', describe: 'how to print the inventory' },
};
