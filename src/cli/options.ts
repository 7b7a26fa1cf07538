import { SEVERITIES } from '../diagnostics/diagnostic.ts';
import { GRANT_FORMATS } from '../grants/grant-format.ts';
import { CHANGED_OPTIONS } from './changed-options.ts';
import type { CommandName } from './command-name.ts';
import { BASELINE_OPTION, CONFIG_FILE_OPTIONS, CONFIG_OPTIONS } from './config-options.ts';
import { GRANT_OPTIONS, GRANTS_FILE_OPTIONS } from './grant-options.ts';
import { INVENTORY_OPTIONS } from './inventory-options.ts';
import { REPLACE_CALL_OPTIONS } from './replace-call-options.ts';
import { REPORTER_OPTION } from './reporter-option.ts';

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

interface PositionalSpec {
  readonly name: string;
  readonly describe: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
  readonly choices?: readonly string[];
  /** Options with which it is not given. */
  readonly replacedBy?: readonly string[];
}

export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly describe: string;
  /** One letter that stands for it. */
  readonly short?: string;
  readonly isRepeatable?: boolean;
  readonly choices?: readonly string[];
  /** What a value can be or begin with, where there are no `choices`. */
  readonly beginnings?: readonly string[];
  readonly default?: string;
  /** What the value is: `file`, `Kind/name`. `describe` speaks of it as `<file>`. */
  readonly valueName?: string;
}

const PATHS: PositionalSpec = {
  name: 'paths',
  describe: 'files, folders or patterns; - is standard input; without any, the current folder',
  isRequired: false,
  isRepeatable: true,
};

/** Who takes reviews. */
const PLATFORMS = ['github', 'gitlab', 'rdjson'] as const;

export type Platform = (typeof PLATFORMS)[number];

/** How a comparison can be printed. */
const COMPARISON_FORMATS = ['text', 'json', 'markdown'] as const;

export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

/** The shells in which Tab completes what is typed. */
const COMPLETED_SHELLS = ['bash', 'zsh', 'fish'] as const;

export type CompletedShell = (typeof COMPLETED_SHELLS)[number];

const STDIN_FILENAME: OptionSpec = {
  type: 'string',
  valueName: 'path',
  describe: 'call standard input <path> in what is printed',
};

/** For what reads manifests and looks for nothing wrong in them. */
const READ_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  ...CONFIG_FILE_OPTIONS,
  'no-gitignore': CONFIG_OPTIONS['no-gitignore'] as OptionSpec,
  'stdin-filename': STDIN_FILENAME,
};

/** For those who name files without knowing what they are, as hooks do. */
const IGNORE_UNKNOWN: OptionSpec = {
  type: 'boolean',
  describe: 'say nothing of files that are named and are no Cloud Run manifests',
};

const WRITE_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  write: { type: 'boolean', describe: 'write the files, instead of only showing the change' },
  check: { type: 'boolean', describe: 'write nothing, and exit with 1 if anything would change' },
  patch: { type: 'string', valueName: 'file', describe: 'write the change to <file> as well, as git apply takes it' },
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
      ...REPORTER_OPTION,
      'fail-on': {
        type: 'string',
        choices: SEVERITIES,
        describe: 'exit with 1 for a finding as bad as this, or worse; error if nothing else is set',
      },
      'exit-zero': { type: 'boolean', describe: 'exit with 0 whatever is found, so that a report can be sent on' },
      'ignore-unknown': IGNORE_UNKNOWN,
      ...CHANGED_OPTIONS,
      ...CONFIG_OPTIONS,
      ...BASELINE_OPTION,
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
      ...WRITE_OPTIONS,
      ...GRANTS_FILE_OPTIONS,
      'exit-non-zero-on-fix': { type: 'boolean', describe: 'with --write, exit with 1 if a file was written' },
      'ignore-unknown': IGNORE_UNKNOWN,
      ...CHANGED_OPTIONS,
      ...CONFIG_OPTIONS,
      ...REPLACE_CALL_OPTIONS,
      'stdin-filename': STDIN_FILENAME,
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
      {
        name: 'email',
        describe: 'the account, as NAME@PROJECT.iam.gserviceaccount.com; not given with --map or --template',
        isRequired: true,
        isRepeatable: false,
        replacedBy: ['map', 'template'],
      },
      PATHS,
    ],
    options: {
      map: {
        type: 'string',
        valueName: 'file',
        describe: 'take the accounts from <file>: CSV, YAML or JSON with kind, name, email and, if need be, path',
      },
      template: {
        type: 'string',
        valueName: 'email',
        describe: 'make each account of <email>, in which {service}, {kind} and {project} are filled in',
      },
      project: {
        type: 'string',
        valueName: 'id[=number]',
        describe: 'the project that is deployed to: <id[=number]>, for {project} in a template',
      },
      only: {
        type: 'string',
        valueName: 'Kind/name',
        isRepeatable: true,
        describe: 'only the resource <Kind/name>; can be given several times',
      },
      'missing-only': { type: 'boolean', describe: 'only resources that name no account' },
      from: { type: 'string', valueName: 'email', describe: 'only resources that run as <email> now' },
      'keep-revision-name': { type: 'boolean', describe: 'leave a pinned revision name as it is' },
      plan: {
        type: 'boolean',
        describe: 'only list what would change, what would be refused, and rows and resources without a counterpart',
      },
      format: { type: 'string', choices: ['table', 'json'], describe: 'how to print the plan; as a table if nothing is said' },
      ...WRITE_OPTIONS,
      ...GRANTS_FILE_OPTIONS,
      'keep-going': { type: 'boolean', describe: 'write what can be written, also where another file is refused' },
      ...CHANGED_OPTIONS,
      ...CONFIG_FILE_OPTIONS,
      'stdin-filename': STDIN_FILENAME,
    },
    examples: [
      {
        command: 'runlint set-service-account web-app@acme-prod.iam.gserviceaccount.com service.yaml',
        does: 'show the change as a diff',
      },
      { command: 'runlint set-service-account web-app@acme-prod.iam.gserviceaccount.com --write deploy/', does: 'write it' },
      {
        command: 'runlint set-service-account --map accounts.csv --plan deploy/',
        does: 'list what a map of accounts would change',
      },
      {
        command:
          "runlint set-service-account --template '{service}-run@{project}.iam.gserviceaccount.com' --project acme-prod --write deploy/",
        does: 'give each resource an account of its own',
      },
      {
        command:
          'gcloud run services describe web-app --format export | runlint set-service-account web-app@acme-prod.iam.gserviceaccount.com - | gcloud run services replace -',
        does: 'change what runs now',
      },
    ],
  },
  {
    name: 'grants',
    summary: 'Say what must be granted, to whom and on what, and the line that needs it',
    positionals: [PATHS],
    options: {
      format: {
        type: 'string',
        choices: GRANT_FORMATS,
        default: 'text',
        describe: 'how to print it: a list for people, a script, resources for Terraform, or JSON',
      },
      ...GRANT_OPTIONS,
      project: {
        type: 'string',
        valueName: 'id[=number]',
        describe: 'the project that is deployed to: <id[=number]>, where the manifests do not tell it',
      },
      'ignore-unknown': IGNORE_UNKNOWN,
      ...CHANGED_OPTIONS,
      ...READ_OPTIONS,
    },
    examples: [
      { command: 'runlint grants deploy/', does: 'list what the accounts of all resources need' },
      {
        command: 'runlint grants --format gcloud --create --deployer user:ann@example.com deploy/ > grants.sh',
        does: 'make a script of it, which creates the accounts, too',
      },
      { command: 'runlint grants --format terraform --project acme-prod deploy/ > grants.tf', does: 'or a file for Terraform' },
    ],
  },
  {
    name: 'review',
    summary: 'Say what a change brings with it, as the body of a code review',
    positionals: [
      {
        name: 'paths',
        describe: 'the files and folders to look at; without any, the current folder',
        isRequired: false,
        isRepeatable: true,
      },
    ],
    options: {
      for: { type: 'string', choices: PLATFORMS, default: 'github', describe: 'who the review is sent to' },
      base: {
        type: 'string',
        valueName: 'ref',
        describe: 'review what was committed since <ref>; without it, the unified diff on standard input',
      },
      all: { type: 'boolean', describe: 'tell all that is found in changed files, not only what the change brings' },
      existing: {
        type: 'string',
        valueName: 'file',
        describe: 'leave out what the comments in <file> say already: the JSON that the platform gives',
      },
      commit: {
        type: 'string',
        valueName: 'sha',
        describe: 'for GitHub: comment on the commit <sha>, if it is not the last of the pull request',
      },
      'merge-request': {
        type: 'string',
        valueName: 'file',
        describe: 'for GitLab: take the commits to comment on from <file>, the JSON of the merge request',
      },
      ...CONFIG_OPTIONS,
      ...BASELINE_OPTION,
      ...REPLACE_CALL_OPTIONS,
    },
    examples: [
      { command: 'gh pr diff 7 | runlint review > review.json', does: 'make the review of a pull request' },
      { command: 'runlint review --base origin/main --for gitlab', does: 'make that of a merge request, in its branch' },
    ],
  },
  {
    name: 'diff',
    summary: 'Say where what runs is not what the repository says',
    positionals: [
      {
        name: 'live',
        describe: 'what runs: an export, a folder of exports, or - for standard input',
        isRequired: true,
        isRepeatable: false,
      },
      { name: 'repo', describe: 'what is to run: a file, a folder, or -', isRequired: true, isRepeatable: false },
    ],
    options: {
      format: { type: 'string', choices: COMPARISON_FORMATS, default: 'text', describe: 'how to print it' },
      ...READ_OPTIONS,
    },
    examples: [
      {
        command: 'gcloud run services describe hello --format export | runlint diff - deploy/hello.yaml',
        does: 'find what has drifted',
      },
      { command: 'runlint diff --format markdown exports/ deploy/', does: 'the same of folders, for a comment' },
    ],
  },
  {
    name: 'inventory',
    summary: 'List who runs as whom',
    positionals: [PATHS],
    options: {
      ...INVENTORY_OPTIONS,
      'ignore-unknown': IGNORE_UNKNOWN,
      ...READ_OPTIONS,
    },
    examples: [
      { command: 'runlint inventory deploy/', does: 'list every resource and the account that it runs as' },
      {
        command: 'runlint inventory --kind-of default,none,shared --group-by identity',
        does: 'list the accounts to do away with',
      },
      { command: 'runlint inventory --format html deploy/ > identities.html', does: 'make a page of it, with a picture' },
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
  {
    name: 'config',
    summary: 'Print the settings that hold for a file, and where each comes from',
    positionals: [
      { name: 'path', describe: 'a file or a folder; without one, the current folder', isRequired: false, isRepeatable: false },
    ],
    options: {
      ...CONFIG_FILE_OPTIONS,
      all: { type: 'boolean', describe: 'also list the rules that are off' },
      format: { type: 'string', choices: ['text', 'json'], default: 'text', describe: 'how to print them' },
    },
    examples: [
      { command: 'runlint config deploy/prod/service.yaml', does: 'say what holds for a file' },
      { command: 'runlint config --all', does: 'list every rule, on or off' },
    ],
  },
  {
    name: 'baseline',
    summary: 'Accept what is found now, so that only what is new is reported',
    positionals: [PATHS],
    options: {
      baseline: {
        type: 'string',
        valueName: 'file',
        describe: 'write to <file>; without it, to the one that the configuration names, or runlint-baseline.json',
      },
      prune: { type: 'boolean', describe: 'accept nothing new: only take out what is found no more' },
      ...CONFIG_OPTIONS,
      ...REPLACE_CALL_OPTIONS,
    },
    examples: [
      { command: 'runlint baseline deploy/', does: 'accept all that is found below a folder' },
      { command: 'runlint check --baseline runlint-baseline.json deploy/', does: 'report only what is new' },
      { command: 'runlint baseline --prune deploy/', does: 'take out what has been mended' },
    ],
  },
  {
    name: 'test-rules',
    summary: 'Hold the custom rules of the configuration to their own examples',
    positionals: [],
    options: { config: CONFIG_FILE_OPTIONS.config },
    examples: [{ command: 'runlint test-rules', does: 'test the custom rules of the nearest configuration' }],
  },
  {
    name: 'completion',
    summary: 'Print what makes a shell complete commands, options and ids at Tab',
    positionals: [
      { name: 'shell', describe: COMPLETED_SHELLS.join(', '), isRequired: true, isRepeatable: false, choices: COMPLETED_SHELLS },
      {
        name: 'words',
        describe: 'behind --, what is typed so far; the script asks with it what could follow',
        isRequired: false,
        isRepeatable: true,
      },
    ],
    options: {},
    examples: [
      { command: 'eval "$(runlint completion bash)"', does: 'complete in bash: a line for ~/.bashrc' },
      { command: 'eval "$(runlint completion zsh)"', does: 'complete in zsh: a line for ~/.zshrc, after compinit' },
      { command: 'runlint completion fish | source', does: 'complete in fish: a line for ~/.config/fish/config.fish' },
    ],
  },
];

/** The command that is meant where none is named. */
export const DEFAULT_COMMAND = COMMANDS[0] as CommandSpec;
