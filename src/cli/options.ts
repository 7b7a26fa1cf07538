import { SEVERITIES } from '../diagnostics/diagnostic.ts';
import { REPLACE_CALL_OPTIONS } from './replace-call-options.ts';

/**
 * Every command and option, as data: the arguments are read by this table, the help is rendered from it, and `docs/cli.md`
 * is generated from it.
 */
export interface CommandSpec {
  readonly name: CommandName;
  readonly summary: string;
  readonly positionals: readonly PositionalSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly { readonly command: string; readonly does: string }[];
}

export type CommandName = 'check' | 'fix' | 'set-service-account' | 'explain';

interface PositionalSpec {
  readonly name: string;
  readonly describe: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
}

export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly describe: string;
  /** One letter that stands for it. */
  readonly short?: string;
  readonly isRepeatable?: boolean;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** What the value is: `file`, `Kind/name`. `describe` speaks of it as `<file>`. */
  readonly valueName?: string;
}

const REPORTER_NAMES = ['pretty', 'json'] as const;

export type ReporterName = (typeof REPORTER_NAMES)[number];

const PATHS: PositionalSpec = {
  name: 'paths',
  describe: 'files, folders or patterns; - is standard input; without any, the current folder',
  isRequired: false,
  isRepeatable: true,
};

const STDIN_FILENAME: OptionSpec = {
  type: 'string',
  valueName: 'path',
  describe: 'call standard input <path> in what is printed',
};

const CHANGE_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  write: { type: 'boolean', describe: 'write the files, instead of only showing the change' },
  check: { type: 'boolean', describe: 'write nothing, and exit with 1 if anything would change' },
  patch: { type: 'string', valueName: 'file', describe: 'write the change to <file> as well, as git apply takes it' },
  'stdin-filename': STDIN_FILENAME,
};

/** Options of every command. */
export const GLOBAL_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  help: { type: 'boolean', short: 'h', describe: 'show this help' },
  version: { type: 'boolean', describe: 'show the version' },
  debug: { type: 'boolean', describe: 'print a stack trace if runlint crashes' },
};

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'check',
    summary: 'Report what is wrong (the command if none is named)',
    positionals: [PATHS],
    options: {
      reporter: { type: 'string', choices: REPORTER_NAMES, default: 'pretty', describe: 'how to print what was found' },
      'fail-on': {
        type: 'string',
        choices: SEVERITIES,
        default: 'error',
        describe: 'exit with 1 for a finding as bad as this, or worse',
      },
      ...REPLACE_CALL_OPTIONS,
      'stdin-filename': STDIN_FILENAME,
    },
    examples: [
      { command: 'runlint', does: 'check every manifest below the current folder' },
      { command: 'runlint check deploy/ service.yaml', does: 'check a folder and a file' },
      { command: 'gcloud run services describe hello --format export | runlint check -', does: 'check what runs now' },
    ],
  },
  {
    name: 'fix',
    summary: 'Show what can be fixed, or fix it',
    positionals: [PATHS],
    options: {
      unsafe: { type: 'boolean', describe: 'also make fixes that change what is deployed' },
      ...REPLACE_CALL_OPTIONS,
      ...CHANGE_OPTIONS,
    },
    examples: [
      { command: 'runlint fix --unsafe deploy/', does: 'show every fix as a diff' },
      { command: 'runlint fix --unsafe --write deploy/', does: 'make them' },
    ],
  },
  {
    name: 'set-service-account',
    summary: 'Set the service account that resources run as, and touch nothing else',
    positionals: [
      { name: 'email', describe: 'the account, as NAME@PROJECT.iam.gserviceaccount.com', isRequired: true, isRepeatable: false },
      PATHS,
    ],
    options: {
      only: {
        type: 'string',
        valueName: 'Kind/name',
        isRepeatable: true,
        describe: 'only the resource <Kind/name>; can be given several times',
      },
      'missing-only': { type: 'boolean', describe: 'only resources that name no account' },
      from: { type: 'string', valueName: 'email', describe: 'only resources that run as <email> now' },
      'keep-revision-name': { type: 'boolean', describe: 'leave a pinned revision name as it is' },
      ...CHANGE_OPTIONS,
    },
    examples: [
      {
        command: 'runlint set-service-account web-app@acme-prod.iam.gserviceaccount.com service.yaml',
        does: 'show the change as a diff',
      },
      { command: 'runlint set-service-account web-app@acme-prod.iam.gserviceaccount.com --write deploy/', does: 'write it' },
      {
        command:
          'gcloud run services describe web-app --format export | runlint set-service-account web-app@acme-prod.iam.gserviceaccount.com - | gcloud run services replace -',
        does: 'change what runs now',
      },
    ],
  },
  {
    name: 'explain',
    summary: 'List the rules, or explain one',
    positionals: [{ name: 'rule', describe: 'the id of a rule, or of another finding', isRequired: false, isRepeatable: false }],
    options: {},
    examples: [
      { command: 'runlint explain', does: 'list the rules' },
      { command: 'runlint explain service-account-required', does: 'say what the rule looks for, why, and what to do' },
    ],
  },
];

/** The command that is meant where none is named. */
export const DEFAULT_COMMAND = COMMANDS[0] as CommandSpec;
