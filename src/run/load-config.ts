import { dirname, relative, resolve, sep } from 'node:path';
import type { Config, Settings } from '../config/config.ts';
import { unknownRule } from '../config/explain-setting.ts';
import { configDiagnostic, locate, parseConfig, reportOn } from '../config/parse-config.ts';
import {
  type ConfigFile,
  type ConfigLayer,
  type EffectiveConfig,
  isRulesetName,
  resolveConfig,
  rulesetOfConfig,
  type Setting,
  sourceOf,
} from '../config/resolve-config.ts';
import { isAdjustable } from '../diagnostics/check-ids.ts';
import { type FileBytes, type FileSystem, readBytes, reasonOf } from '../io/files.ts';
import { RULESET_NAMES, type Rule } from '../lint/rule.ts';
import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import { matchesPath, type PathPatterns, pathPatterns } from '../text/path-patterns.ts';
import { decodeSourceFile, isDecodeFailure } from '../text/source-file.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { ConfigError, type FileConfig } from './run-config.ts';

/** A configuration with all that it extends, ready to say what holds for the files of its folder. */
export class LoadedConfig {
  /** The file that holds what was accepted earlier, as an absolute path. */
  readonly baseline: Setting<string> | undefined;
  readonly #layers: readonly ConfigLayer[];
  readonly #folder: string;
  readonly #rules: readonly Rule[];
  /** Most configurations have none, and need nothing to be loaded for them. */
  readonly #ignored: PathPatterns | undefined;
  /** The patterns of the overrides, by their settings. */
  readonly #overrides: ReadonlyMap<readonly string[], PathPatterns>;
  readonly #resolved = new Map<string, FileConfig>();

  /** @param folder the absolute path that patterns are seen from */
  constructor(layers: readonly ConfigLayer[], folder: string, { cwd, rules }: Pick<ConfigWorld, 'cwd' | 'rules'>) {
    this.#layers = layers;
    this.#folder = folder;
    this.#rules = rules;
    const config = this.#configs.findLast(({ settings }) => settings.baseline !== undefined);
    this.baseline = config && {
      value: resolve(cwd, dirname(config.path), config.settings.baseline as string),
      source: sourceOf(config, ['baseline']),
    };
    const ignored = this.#configs.flatMap(({ settings }) => settings.ignore ?? []);
    this.#ignored = ignored.length > 0 ? pathPatterns(ignored) : undefined;
    const overrides = this.#configs.flatMap(({ settings }) => settings.overrides ?? []);
    this.#overrides = new Map(overrides.map(({ files }) => [files, pathPatterns(files)]));
  }

  /** True for a file that is not to be checked. Paths are absolute. */
  isIgnored(path: string): boolean {
    return this.#ignored !== undefined && matchesPath(this.#ignored, this.#pathWithin(path));
  }

  /** What holds for a file, and where each setting comes from. */
  explain(path: string): EffectiveConfig {
    const name = this.#pathWithin(path);
    return resolveConfig(this.#layers, this.#rules, (files) => matchesPath(this.#overrides.get(files) as PathPatterns, name));
  }

  /** What holds for a file. Files that the same overrides fit share it. */
  of(path: string): FileConfig {
    const name = this.#pathWithin(path);
    const key = Array.from(this.#overrides.values(), (patterns) => (matchesPath(patterns, name) ? '1' : '0')).join('');
    const known = this.#resolved.get(key);
    if (known) return known;
    const effective = this.explain(path);
    const resolved: FileConfig = {
      ruleset: rulesetOfConfig(effective),
      failOn: effective.failOn.value,
      projects: effective.projects.map(({ value }) => value),
      options: { hasInlineSuppressions: effective.hasInlineSuppressions.value },
    };
    this.#resolved.set(key, resolved);
    return resolved;
  }

  /** The names of the configurations and rulesets that it is made of, those that are extended first. */
  get files(): readonly string[] {
    return this.#layers.map((layer) => (typeof layer === 'string' ? layer : layer.config.path));
  }

  /** The configurations with rules of their own. */
  get customRuleFiles(): readonly ConfigFile[] {
    return this.#layers.filter((layer) => typeof layer !== 'string').filter(({ customRules }) => customRules.length > 0);
  }

  /** The configurations that it is made of, those that are extended first. */
  get #configs(): readonly Config[] {
    return this.#layers.flatMap((layer) => (typeof layer === 'string' ? [] : layer.config));
  }

  #pathWithin(path: string): string {
    return relative(this.#folder, path).split(sep).join('/');
  }
}

/** Where configurations are read from, and the rules that they can set. */
export interface ConfigWorld {
  readonly cwd: string;
  readonly disk: FileSystem;
  readonly rules: readonly Rule[];
}

/** Larger than any configuration. */
const MAX_BYTES = 1024 * 1024;

/** Reads the configurations of a run, each file once, however many extend it. */
export class ConfigLoader {
  readonly #world: ConfigWorld;
  /** What each file is made of, itself the last, by its real path. */
  readonly #layers = new Map<string, readonly ConfigLayer[]>();

  constructor(world: ConfigWorld) {
    this.#world = world;
  }

  /**
   * A configuration with all that it extends.
   *
   * @param path its absolute path
   * @param folder the absolute path that its patterns are seen from
   * @throws ConfigError where something in it is wrong
   */
  async load(path: string, folder: string): Promise<LoadedConfig> {
    const layers = await this.#layersOf(path, []);
    checkRuleIds(layers, this.#world.rules);
    return new LoadedConfig(layers, folder, this.#world);
  }

  /** What several files extend is followed where it is met first, so that each of them can say otherwise. */
  async #layersOf(path: string, extending: readonly string[]): Promise<readonly ConfigLayer[]> {
    const realPath = this.#realPathOf(path) ?? path;
    const known = this.#layers.get(realPath);
    if (known) return known;
    const config = this.#read(path);
    const { extends: extended = [] } = config.settings;
    const layers: ConfigLayer[] = [];
    for (const [index, name] of (typeof extended === 'string' ? [extended] : extended).entries()) {
      const at = typeof extended === 'string' ? ['extends'] : ['extends', index];
      if (isRulesetName(name)) layers.push(name);
      else layers.push(...(await this.#layersOf(this.#targetOf(name, path, config, at, extending), [...extending, realPath])));
    }
    layers.push({ config, customRules: await customRulesOf(config) });
    const followed = layers.filter((layer, index) => isRulesetName(layer) || layers.indexOf(layer) === index);
    this.#layers.set(realPath, followed);
    return followed;
  }

  /** The file that a configuration extends by a name. */
  #targetOf(name: string, path: string, config: Config, at: YamlPath, extending: readonly string[]): string {
    const target = resolve(dirname(path), name);
    const realPath = this.#realPathOf(target);
    if (realPath === undefined) {
      const meant = closestMatch(name, RULESET_NAMES);
      const remedy = meant
        ? `Did you mean ${meant}?`
        : `The rulesets are ${listWords(RULESET_NAMES, 'and')}; a path begins at the folder of this file.`;
      throw extendsError(config, at, `There is no ruleset and no file ${excerpt(name)}`, remedy);
    }
    if (realPath === this.#realPathOf(path) || extending.includes(realPath))
      throw extendsError(config, at, `${excerpt(name)} extends this configuration in turn`);
    if (this.#world.disk.statSync(realPath).isDirectory()) throw extendsError(config, at, `${excerpt(name)} is a folder`);
    return target;
  }

  #realPathOf(path: string): string | undefined {
    try {
      return this.#world.disk.realpathSync(path);
    } catch {
      return undefined;
    }
  }

  #read(path: string): Config {
    const { cwd, disk, rules } = this.#world;
    const name = relative(cwd, path).split(sep).join('/');
    const shown = name.startsWith('../../') || name === '' ? path : name;
    const fail = (message: string) =>
      new ConfigError([reportOn(shown, '', [configDiagnostic('config/syntax', message, { start: 0, end: 0 })])]);
    let content: FileBytes;
    try {
      content = readBytes(path, MAX_BYTES, disk);
    } catch (error) {
      throw fail(`The configuration cannot be read: ${reasonOf(error)}`);
    }
    if (content.isTruncated) throw fail(`The configuration is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
    const file = decodeSourceFile(shown, content.bytes);
    if (isDecodeFailure(file)) throw fail('The configuration is not text in UTF-8');
    const parsed = parseConfig(shown, file.text, rules);
    if ('report' in parsed) throw new ConfigError([parsed.report]);
    return parsed.config;
  }
}

/** What runs expressions is loaded only where there are some. */
async function customRulesOf(config: Config): Promise<Rule[]> {
  if (!config.settings.customRules?.length) return [];
  const { compileCustomRules } = await import('../config/custom-rules.ts');
  const { rules, diagnostics } = compileCustomRules(config);
  if (diagnostics.length > 0) throw new ConfigError([reportOn(config.path, config.document.text, diagnostics)]);
  return rules;
}

/** The schema knows the rules of the catalogue; those of a team's own can be written in any of the files. */
function checkRuleIds(layers: readonly ConfigLayer[], catalogue: readonly Rule[]): void {
  const files = layers.filter((layer) => typeof layer !== 'string');
  const known = [...catalogue, ...files.flatMap(({ customRules }) => customRules)].map(({ id }) => id);
  const reports = files.flatMap(({ config: { path, document, settings } }) => {
    const unknown = ruleSettingsIn(settings).filter((at) => !isKnownId(String(at.at(-1)), known));
    const diagnostics = unknown.map((at) => locate(unknownRule(at, known), document));
    return diagnostics.length > 0 ? reportOn(path, document.text, diagnostics) : [];
  });
  if (reports.length > 0) throw new ConfigError(reports);
}

/** The paths of the settings of single rules. */
function ruleSettingsIn({ rules = {}, overrides = [] }: Settings): YamlPath[] {
  return [
    ...Object.keys(rules).map((id) => ['rules', id]),
    ...overrides.flatMap((override, index) => Object.keys(override.rules ?? {}).map((id) => ['overrides', index, 'rules', id])),
  ];
}

function isKnownId(id: string, rules: readonly string[]): boolean {
  return isAdjustable(id) || rules.includes(id);
}

function extendsError({ path, document }: Config, at: YamlPath, message: string, remedy?: string): ConfigError {
  const diagnostic = configDiagnostic('config/extends', message, document.visibleRangeAt(at), remedy);
  return new ConfigError([reportOn(path, document.text, [diagnostic])]);
}
