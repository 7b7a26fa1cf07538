import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Config } from '../config/config.ts';
import { configDiagnostic, parseConfig, reportOn } from '../config/parse-config.ts';
import {
  type ConfigFile,
  type ConfigLayer,
  type EffectiveConfig,
  isRulesetName,
  resolveConfig,
  rulesetOfConfig,
} from '../config/resolve-config.ts';
import { type FileSystem, readBytes, reasonOf } from '../io/files.ts';
import type { Rule } from '../lint/rule.ts';
import { matchesPath, pathPatterns } from '../text/path-patterns.ts';
import { decodeSourceFile, isDecodeFailure } from '../text/source-file.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { ConfigError, type FileConfig } from './run-config.ts';

/** A configuration with all that it extends, ready to say what holds for the files of its folder. */
export class LoadedConfig {
  /** The file that holds what was accepted earlier, as an absolute path. */
  readonly baseline: string | undefined;
  readonly #layers: readonly ConfigLayer[];
  readonly #folder: string;
  readonly #rules: readonly Rule[];
  readonly #ignored: (path: string) => boolean;
  readonly #resolved = new Map<string, FileConfig>();

  /** @param folder the absolute path that patterns are seen from */
  constructor(layers: readonly ConfigLayer[], folder: string, rules: readonly Rule[], baseline: string | undefined) {
    this.#layers = layers;
    this.#folder = folder;
    this.#rules = rules;
    this.baseline = baseline;
    const patterns = pathPatterns(this.#configs.flatMap(({ settings }) => settings.ignore ?? []));
    this.#ignored = (path) => matchesPath(patterns, path);
  }

  /** True for a file that is not to be checked. Paths are absolute. */
  isIgnored(path: string): boolean {
    return this.#ignored(this.#pathWithin(path));
  }

  /** What holds for a file, and where each setting comes from. */
  explain(path: string): EffectiveConfig {
    const name = this.#pathWithin(path);
    return resolveConfig(this.#layers, this.#rules, (patterns) => matchesPath(pathPatterns(patterns), name));
  }

  /** What holds for a file. Files that the same overrides fit share it. */
  of(path: string): FileConfig {
    const name = this.#pathWithin(path);
    const overrides = this.#configs.flatMap(({ settings }) => settings.overrides ?? []);
    const key = overrides.map(({ files }) => (matchesPath(pathPatterns(files), name) ? '1' : '0')).join('');
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

/**
 * Reads a configuration and all that it extends, each file once.
 *
 * @param path its absolute path
 * @param folder the absolute path that its patterns are seen from
 * @throws ConfigError where something in it is wrong
 */
export async function loadConfig(path: string, folder: string, world: ConfigWorld): Promise<LoadedConfig> {
  const layers = await layersOf(path, world, []);
  const own = layers.findLast((layer) => typeof layer !== 'string');
  const baseline = own?.config.settings.baseline;
  return new LoadedConfig(layers, folder, world.rules, baseline === undefined ? undefined : resolve(dirname(path), baseline));
}

async function layersOf(path: string, world: ConfigWorld, extending: readonly string[]): Promise<ConfigLayer[]> {
  const config = readConfig(path, world);
  const { extends: extended = [], customRules = [] } = config.settings;
  const names = typeof extended === 'string' ? [extended] : extended;
  const layers: ConfigLayer[] = [];
  for (const [index, name] of names.entries()) {
    if (isRulesetName(name)) layers.push(name);
    else {
      const target = isAbsolute(name) ? name : join(dirname(path), name);
      const at = typeof extended === 'string' ? ['extends'] : ['extends', index];
      if (target === path || extending.includes(target))
        throw extendsError(config, at, `${name} extends this configuration in turn`);
      if (!world.disk.existsSync(target)) {
        throw extendsError(
          config,
          at,
          `There is no ruleset and no file ${name}`,
          'The rulesets are recommended, strict and all; a path begins at the folder of this file.',
        );
      }
      layers.push(...(await layersOf(target, world, [...extending, path])));
    }
  }
  return [...layers, { config, customRules: customRules.length > 0 ? await compile(config) : [] }];
}

/** What runs expressions is loaded only where there are some. */
async function compile(config: Config): Promise<Rule[]> {
  const { compileCustomRules } = await import('../config/custom-rules.ts');
  const { rules, diagnostics } = compileCustomRules(config);
  if (diagnostics.length > 0) throw new ConfigError([reportOn(config.path, config.document.text, diagnostics)]);
  return rules;
}

function extendsError({ path, document }: Config, at: YamlPath, message: string, remedy?: string): ConfigError {
  const diagnostic = configDiagnostic('config/extends', message, document.visibleRangeAt(at), remedy);
  return new ConfigError([reportOn(path, document.text, [diagnostic])]);
}

/** Larger than any configuration. */
const MAX_BYTES = 1024 * 1024;

function readConfig(path: string, { cwd, disk, rules }: ConfigWorld): Config {
  const name = relative(cwd, path).split(sep).join('/');
  const shown = name.startsWith('../../') || name === '' ? path : name;
  const fail = (message: string) =>
    new ConfigError([reportOn(shown, '', [configDiagnostic('config/syntax', message, { start: 0, end: 0 })])]);
  let bytes: Buffer;
  try {
    bytes = readBytes(path, MAX_BYTES, disk).bytes;
  } catch (error) {
    throw fail(`The configuration cannot be read: ${reasonOf(error)}`);
  }
  const file = decodeSourceFile(shown, bytes);
  if (isDecodeFailure(file)) throw fail('The configuration is not text in UTF-8');
  const parsed = parseConfig(shown, file.text, rules);
  if ('report' in parsed) throw new ConfigError([parsed.report]);
  return parsed.config;
}
