import type { Severity } from '../diagnostics/diagnostic.ts';
import type { OptionValue } from '../lint/rule.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';

/** A configuration file as it is written, once it holds nothing that is wrong. */
export interface Config {
  /** The path of its file, as people know it. */
  readonly path: string;
  /** Its text as read, to say where a setting stands. */
  readonly document: YamlDocument;
  readonly settings: Settings;
}

/** What a configuration says; what it does not say is missing. The shape is that of `schemas/config.schema.json`. */
export interface Settings extends FileSettings {
  readonly extends?: string | readonly string[];
  readonly ignore?: readonly string[];
  /** The numbers of projects by their ids. */
  readonly projects?: Readonly<Record<string, string>>;
  readonly suppressions?: { readonly inline?: boolean; readonly requireReason?: boolean };
  readonly baseline?: string;
  readonly overrides?: readonly (FileSettings & { readonly files: readonly string[] })[];
  readonly customRules?: readonly CustomRuleSettings[];
}

/** What can be another for some files. */
export interface FileSettings {
  readonly rules?: Readonly<Record<string, SeverityOrOff | RuleSettings>>;
  readonly accounts?: { readonly allowed?: readonly string[] };
  readonly failOn?: Severity;
}

export type SeverityOrOff = Severity | 'off';

interface RuleSettings {
  readonly severity?: SeverityOrOff;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

export interface CustomRuleSettings {
  readonly id: string;
  readonly kinds?: readonly string[];
  readonly severity?: Severity;
  /** What must hold, in CEL. */
  readonly expression: string;
  /** The YAML path to report at. */
  readonly at: string;
  readonly message: string;
  readonly remedy?: string;
  readonly fix?: { readonly set: string; readonly safety?: 'safe' | 'unsafe' };
  readonly examples?: { readonly valid?: readonly string[]; readonly invalid?: readonly string[] };
}
