import { dirname, resolve } from 'node:path';
import type { CheckOptions } from '../check.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import type { FileSystem } from '../io/files.ts';
import { ConfigFinder } from '../io/find-config.ts';
import type { Rule } from '../lint/rule.ts';
import { type Ruleset, rulesetOf, rulesIn } from '../lint/ruleset.ts';
import type { ProjectRef } from '../manifest/replace-call.ts';
import type { LoadedConfig } from './load-config.ts';

/** What a configuration says of one file. */
export interface FileConfig {
  readonly ruleset: Ruleset;
  /** A finding as bad as this, or worse, fails the run. */
  readonly failOn: Severity;
  readonly projects: readonly ProjectRef[];
  readonly options: Pick<CheckOptions, 'hasInlineSuppressions'>;
}

/** Where configurations are looked for. */
export interface ConfigSource {
  readonly cwd: string;
  readonly disk: FileSystem;
  /** The catalogue: the rules that a configuration can set. */
  readonly rules: readonly Rule[];
  /** The one configuration that is followed, seen from `cwd`; `false` where none is. Found for each file where nothing is said. */
  readonly config?: string | false | undefined;
}

/** Thrown where a configuration cannot be followed; the reports say why, at its own lines. */
export class ConfigError extends Error {
  readonly reports: readonly FileReport[];

  constructor(reports: readonly FileReport[]) {
    super(reports.flatMap(({ path, diagnostics }) => diagnostics.map(({ message }) => `${path}: ${message}`)).join('\n'));
    this.reports = reports;
  }
}

/** Which configuration holds for which file of a run. Each is read once. */
export class RunConfig {
  readonly #configs: ReadonlyMap<string, LoadedConfig>;
  readonly #finder: ConfigFinder;
  readonly #single: LoadedConfig | undefined;
  readonly #source: ConfigSource;
  readonly #default: FileConfig;

  /**
   * Reads the configurations of the files of a run.
   *
   * @param paths the paths of the files, seen from `cwd`
   * @throws ConfigError where something in a configuration is wrong
   */
  static async load(paths: Iterable<string>, source: ConfigSource): Promise<RunConfig> {
    const { cwd, disk, rules, config } = source;
    const finder = new ConfigFinder(disk);
    const found = new Map<string, LoadedConfig>();
    const folders = config === undefined ? new Set(Array.from(paths, (path) => dirname(path))) : [];
    const wanted = new Set([...folders].flatMap((folder) => finder.find(resolve(cwd, folder)) ?? []));
    if (typeof config !== 'string' && wanted.size === 0) return new RunConfig(source, finder, found, undefined);
    const { ConfigLoader } = await import('./load-config.ts');
    const loader = new ConfigLoader({ cwd, disk, rules });
    if (typeof config === 'string') return new RunConfig(source, finder, found, await loader.load(resolve(cwd, config), cwd));
    for (const path of wanted) found.set(path, await loader.load(path, dirname(path)));
    return new RunConfig(source, finder, found, undefined);
  }

  private constructor(
    source: ConfigSource,
    finder: ConfigFinder,
    configs: ReadonlyMap<string, LoadedConfig>,
    single: LoadedConfig | undefined,
  ) {
    this.#source = source;
    this.#finder = finder;
    this.#configs = configs;
    this.#single = single;
    const ruleset = rulesetOf(rulesIn('recommended', source.rules), source.rules);
    this.#default = { ruleset, failOn: 'error', projects: [], options: {} };
  }

  /** The configuration of a file, by its absolute path; undefined where there is none. */
  configOf(path: string): LoadedConfig | undefined {
    if (this.#single || this.#configs.size === 0) return this.#single;
    const found = this.#source.config === false ? undefined : this.#finder.find(dirname(path));
    return found === undefined ? undefined : this.#configs.get(found);
  }

  /** What holds for a file, by its absolute path. */
  of(path: string): FileConfig {
    return this.configOf(path)?.of(path) ?? this.#default;
  }

  /** True for a file that its configuration leaves out. */
  isIgnored(path: string): boolean {
    return this.configOf(path)?.isIgnored(path) ?? false;
  }
}
