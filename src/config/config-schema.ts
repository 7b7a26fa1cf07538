import { CHECK_IDS, isAdjustable } from '../diagnostics/check-ids.ts';
import { SEVERITIES } from '../diagnostics/diagnostic.ts';
import { RULESET_NAMES, type Rule } from '../lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../manifest/kinds.ts';

/** A JSON Schema (draft-07), as far as the configuration needs one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** The first words of the ids of checks: what runlint says of itself is never turned off, nor taken for a rule of a team's. */
const CHECK_GROUPS = [...new Set(CHECK_IDS.map((id) => id.split('/')[0]))];

/** The id of a rule of a team's own: a name, a slash, and what must hold. */
const CUSTOM_ID = `^(?!(?:${CHECK_GROUPS.join('|')})/)[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$`;

const CUSTOM_ID_WORDS = 'is a name that runlint does not use itself, a slash and what must hold, as acme/region-in-europe';

const SEVERITY_OR_OFF = { $ref: '#/definitions/severityOrOff' };

/** The shape of `runlint.yaml`, with the options of these rules. It is published as `schemas/config.schema.json`. */
export function configSchema(rules: readonly Rule[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'The configuration of runlint',
    description: 'runlint.yaml or .runlint.yaml, found upward from each manifest. Read as YAML 1.2.',
    ...closed({
      $schema: { description: 'This schema, for editors.', type: 'string' },
      extends: oneOrMore(
        `What the configuration builds on, ${RULESET_NAMES.join(', ')}, or the path of another configuration. Of several the last that says something counts. recommended where no ruleset is named.`,
      ),
      ...perFile(),
      ignore: strings('Files that are not checked, as in .gitignore, seen from the folder of the configuration.'),
      projects: {
        description: 'The numbers of projects, by their ids: an account names the id, an export the number.',
        type: 'object',
        additionalProperties: pattern(
          '^[0-9]{1,19}$',
          'is a number of digits, in quotes',
          'The number of the project, in quotes.',
        ),
      },
      suppressions: {
        description: 'What comments in manifests can silence.',
        ...closed({
          inline: { description: 'Whether comments silence anything. true where nothing is said.', type: 'boolean' },
          requireReason: { description: 'Whether a comment has to say why. false where nothing is said.', type: 'boolean' },
        }),
      },
      baseline: { description: 'The file that holds what was accepted earlier.', type: 'string' },
      overrides: {
        description: 'Settings for some files only; of several that fit, the last counts.',
        type: 'array',
        items: {
          ...closed({ files: strings('The files, as in .gitignore, seen from the folder of the configuration.'), ...perFile() }),
          required: ['files'],
        },
      },
      customRules: { description: "Rules of the team's own.", type: 'array', items: customRuleSchema() },
    }),
    definitions: {
      severityOrOff: { enum: [...SEVERITIES, 'off'] },
      rule: ruleSetting(),
      rules: rulesSchema(rules),
      accounts: closed({
        allowed: {
          description:
            'Patterns of e-mails: * is any text, {name} the name of the resource, {kind} its kind in lower case, {project} its project.',
          type: 'array',
          items: {
            type: 'string',
            pattern: '^(?:[^{}]|\\{(?:name|kind|project)\\})*$',
            patternErrorMessage: 'have only {name}, {kind} and {project} in braces',
          },
        },
      }),
    },
  };
}

/** What can be another for some files. */
function perFile(): Readonly<Record<string, JsonSchema>> {
  return {
    rules: {
      description: 'The severity of rules and checks, and the options of rules, by their ids.',
      $ref: '#/definitions/rules',
    },
    accounts: { description: 'The accounts that resources may run as.', $ref: '#/definitions/accounts' },
    failOn: { description: 'A finding as bad as this, or worse, fails the run. error where nothing is said.', enum: SEVERITIES },
  };
}

function rulesSchema(rules: readonly Rule[]): JsonSchema {
  const settingOf = ({ summary, options }: Rule) => ({
    description: summary,
    ...(options ? ruleSetting(options) : { $ref: '#/definitions/rule' }),
  });
  return {
    ...closed({
      ...Object.fromEntries(rules.map((rule) => [rule.id, settingOf(rule)])),
      ...Object.fromEntries(CHECK_IDS.filter(isAdjustable).map((id) => [id, SEVERITY_OR_OFF])),
    }),
    patternProperties: { [CUSTOM_ID]: SEVERITY_OR_OFF },
  };
}

/** A severity alone, or with it the options. */
function ruleSetting(options?: NonNullable<Rule['options']>): JsonSchema {
  const schemas = Object.entries(options ?? {}).map(([name, option]) => [name, { ...option.schema, default: option.default }]);
  return {
    if: { type: 'string' },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: SEVERITY_OR_OFF,
    else: closed({ severity: SEVERITY_OR_OFF, ...(options && { options: closed(Object.fromEntries(schemas)) }) }),
  };
}

function customRuleSchema(): JsonSchema {
  return {
    ...closed({
      id: pattern(CUSTOM_ID, CUSTOM_ID_WORDS, 'The name of the rule.'),
      kinds: {
        description: 'The kinds that it looks at; all where nothing is said.',
        type: 'array',
        items: { enum: REPLACEABLE_KIND_NAMES },
        minItems: 1,
      },
      severity: { description: 'warning where nothing is said.', enum: SEVERITIES },
      expression: {
        description:
          'What must hold, in CEL (https://cel.dev): true means fine. object is the manifest, podSpec the part with the containers and the account, path the path of the file.',
        type: 'string',
      },
      at: {
        description:
          'The YAML path to report at, as metadata.labels.team; podSpec at its beginning is the part with the containers.',
        type: 'string',
      },
      message: {
        description:
          'What is said. {resource} is the resource as in Service hello, {name} its name, {kind} its kind, {path} the path, {value} the value there.',
        type: 'string',
      },
      remedy: { description: 'Why it matters and what to do.', type: 'string' },
      fix: {
        description: 'A repair: the text that the value at the path is set to.',
        ...closed({
          set: { description: 'The new text, with the same words in it.', type: 'string' },
          safety: { description: 'unsafe where nothing is said.', enum: ['safe', 'unsafe'] },
        }),
        required: ['set'],
      },
      examples: {
        description: 'Whole manifests that runlint test-rules holds the rule to.',
        ...closed({
          valid: strings('Manifests that the rule is silent about.'),
          invalid: strings('Manifests that it reports.'),
        }),
      },
    }),
    required: ['id', 'expression', 'at', 'message'],
  };
}

function closed(properties: Readonly<Record<string, unknown>>): JsonSchema {
  return { type: 'object', additionalProperties: false, properties: properties as Readonly<Record<string, JsonSchema>> };
}

function strings(description: string): JsonSchema {
  return { description, type: 'array', items: { type: 'string' } };
}

function oneOrMore(description: string): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { description, if: { type: 'array' }, then: { items: { type: 'string' } }, else: { type: 'string' } };
}

function pattern(regularExpression: string, words: string, description: string): JsonSchema {
  return { description, type: 'string', pattern: regularExpression, patternErrorMessage: words };
}
