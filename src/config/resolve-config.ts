import type { Severity } from '../diagnostics/diagnostic.ts';
import { type OptionValue, RULESET_NAMES, type Rule, type RulesetName } from '../lint/rule.ts';
import { defaultOptions, knownIds, type Ruleset, rulesIn } from '../lint/ruleset.ts';
import type { ProjectRef } from '../manifest/replace-call.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Config, FileSettings, SeverityOrOff } from './config.ts';

/** What a configuration is made of, in the order in which it is followed: what it extends, then itself. */
export type ConfigLayer = RulesetName | ConfigFile;

/** A configuration with its own rules compiled. */
export interface ConfigFile {
  readonly config: Config;
  readonly customRules: readonly Rule[];
}

/** A value and where it was set: `runlint.yaml:4`, `--fail-on`, or what is built in. */
export interface Setting<T> {
  readonly value: T;
  readonly source: string;
}

/** What holds for one file, and why. */
export interface EffectiveConfig {
  /** Every rule, and every check that is set, by its id. */
  readonly rules: ReadonlyMap<string, EffectiveRule>;
  readonly failOn: Setting<Severity>;
  readonly allowedAccounts: Setting<readonly string[]>;
  readonly projects: readonly Setting<ProjectRef>[];
  readonly hasInlineSuppressions: Setting<boolean>;
  readonly isReasonRequired: Setting<boolean>;
}

export interface EffectiveRule {
  /** Undefined for a check. */
  readonly rule: Rule | undefined;
  readonly severity: Setting<SeverityOrOff>;
  readonly options: Readonly<Record<string, Setting<OptionValue>>>;
}

const BUILT_IN = 'built in';

/**
 * What holds for a file. Of several layers the last that says something counts, and of one layer its overrides.
 *
 * @param matches true where patterns of a configuration match the file
 */
export function resolveConfig(
  layers: readonly ConfigLayer[],
  rules: readonly Rule[],
  matches: (patterns: readonly string[]) => boolean,
): EffectiveConfig {
  const files = layers.filter((layer) => typeof layer !== 'string');
  const resolution = new Resolution(rules, layers.findLast(isRulesetName) ?? 'recommended');
  for (const { config, customRules } of files) {
    for (const [index, rule] of customRules.entries()) resolution.add(rule, sourceOf(config, ['customRules', index]));
  }
  for (const { config } of files) {
    resolution.follow(config, config.settings, []);
    for (const [index, override] of (config.settings.overrides ?? []).entries()) {
      if (matches(override.files)) resolution.follow(config, override, ['overrides', index]);
    }
  }
  return resolution;
}

/** The ruleset that a configuration asks for. */
export function rulesetOfConfig({ rules, allowedAccounts, isReasonRequired }: EffectiveConfig): Ruleset {
  const entries = [...rules.values()];
  return {
    rules: entries.flatMap(({ rule, severity, options }) =>
      rule && severity.value !== 'off'
        ? {
            rule,
            severity: severity.value,
            options: Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, value])),
          }
        : [],
    ),
    severities: new Map([...rules].flatMap(([id, { rule, severity }]) => (rule ? [] : [[id, severity.value] as const]))),
    knownIds: knownIds(entries.flatMap(({ rule }) => rule ?? [])),
    allowedAccounts: allowedAccounts.value,
    isReasonRequired: isReasonRequired.value,
  };
}

export function isRulesetName(layer: unknown): layer is RulesetName {
  return RULESET_NAMES.some((name) => name === layer);
}

/** The effective configuration, while layer by layer is followed. */
class Resolution implements EffectiveConfig {
  readonly rules = new Map<string, EffectiveRule>();
  failOn: Setting<Severity> = { value: 'error', source: BUILT_IN };
  allowedAccounts: Setting<readonly string[]> = { value: [], source: BUILT_IN };
  projects: readonly Setting<ProjectRef>[] = [];
  hasInlineSuppressions: Setting<boolean> = { value: true, source: BUILT_IN };
  isReasonRequired: Setting<boolean> = { value: false, source: BUILT_IN };

  constructor(rules: readonly Rule[], base: RulesetName) {
    const isOn = new Set(rulesIn(base, rules));
    for (const rule of rules) this.add(rule, base, isOn.has(rule) ? rule.severity : 'off');
  }

  add(rule: Rule, source: string, severity: SeverityOrOff = rule.severity): void {
    const options = Object.entries(defaultOptions(rule)).map(([name, value]) => [name, { value, source: BUILT_IN }] as const);
    this.rules.set(rule.id, { rule, severity: { value: severity, source }, options: Object.fromEntries(options) });
  }

  /** @param at where the settings stand in the configuration */
  follow(config: Config, settings: FileSettings & Config['settings'], at: YamlPath): void {
    const set = <T>(value: T | undefined, path: YamlPath, before: Setting<T>): Setting<T> =>
      value === undefined ? before : { value, source: sourceOf(config, [...at, ...path]) };
    this.failOn = set(settings.failOn, ['failOn'], this.failOn);
    this.allowedAccounts = set(settings.accounts?.allowed, ['accounts', 'allowed'], this.allowedAccounts);
    const { inline, requireReason } = settings.suppressions ?? {};
    this.hasInlineSuppressions = set(inline, ['suppressions', 'inline'], this.hasInlineSuppressions);
    this.isReasonRequired = set(requireReason, ['suppressions', 'requireReason'], this.isReasonRequired);
    for (const [id, number] of Object.entries(settings.projects ?? {})) {
      const others = this.projects.filter(({ value }) => value.id !== id);
      this.projects = [...others, { value: { id, number }, source: sourceOf(config, ['projects', id]) }];
    }
    for (const [id, setting] of Object.entries(settings.rules ?? {})) {
      const before = this.rules.get(id);
      const { severity, options = {} } = typeof setting === 'string' ? { severity: setting } : setting;
      const path = ['rules', id];
      const written = Object.entries(options).map(([name, value]) => [
        name,
        { value, source: sourceOf(config, [...at, ...path, 'options', name]) },
      ]);
      this.rules.set(id, {
        rule: before?.rule,
        severity: this.#severityOf(before, severity, sourceOf(config, [...at, ...path, 'severity'])),
        options: { ...before?.options, ...Object.fromEntries(written) },
      });
    }
  }

  /** Options alone turn a rule on that the ruleset leaves off: nobody sets options for nothing. */
  #severityOf(before: EffectiveRule | undefined, severity: SeverityOrOff | undefined, source: string): Setting<SeverityOrOff> {
    if (severity !== undefined) return { value: severity, source };
    if (before && before.severity.value !== 'off') return before.severity;
    return { value: before?.rule?.severity ?? 'warning', source };
  }
}

/** The line where a setting stands, as `runlint.yaml:4`. */
export function sourceOf({ path, document }: Config, at: YamlPath): string {
  const range = document.keyRangeAt(at) ?? document.visibleRangeAt(at);
  return `${path}:${document.lines.lineAt(range.start)}`;
}
