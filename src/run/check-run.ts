import { resolve } from 'node:path';
import type { CheckOptions } from '../check.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import type { Ruleset } from '../lint/ruleset.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { groupByAccount } from '../manifest/resource-summary.ts';
import type { Baselines } from './baselines.ts';
import { examineInput, type Input, pathOfInput } from './inputs.ts';
import type { FileConfig, RunConfig } from './run-config.ts';

/** What a run is made with, besides its files. */
export interface RunOptions extends Pick<CheckOptions, 'today' | 'hasInlineSuppressions'> {
  readonly cwd: string;
  readonly configs: RunConfig;
  readonly call: ReplaceCall;
  /** What was accepted earlier. */
  readonly baselines?: Baselines;
}

/** The report on one file of a run. */
export interface CheckedInput {
  readonly report: FileReport;
  readonly isNamed: boolean;
  /** What it was checked by. */
  readonly ruleset: Ruleset;
  /** A finding as bad as this, or worse, fails the run. */
  readonly failOn: Severity;
}

/** Checks the files of a run: each by itself first, then with what all of them together tell. */
export function checkRun(inputs: Iterable<Input>, { configs, baselines, ...options }: RunOptions): CheckedInput[] {
  const examined = Array.from(inputs, (input) => {
    const path = resolve(options.cwd, pathOfInput(input));
    const config = configs.of(path);
    const examination = examineInput(input, config.ruleset, checkOptionsOf(config, options));
    return {
      examination,
      baseline: baselines?.of(configs.configOf(path)?.baseline?.value),
      isNamed: input.isNamed,
      config,
    };
  });
  const resources = groupByAccount(examined.flatMap(({ examination }) => examination.resources));
  return examined.map(({ examination, baseline, isNamed, config: { ruleset, failOn } }) => {
    const report = examination.conclude(resources);
    return { report: baseline ? baseline.apply(report) : report, isNamed, ruleset, failOn };
  });
}

/** How a file is checked: as its configuration says, where the run does not say otherwise. */
export function checkOptionsOf(
  { options: own, projects }: FileConfig,
  { call, today, hasInlineSuppressions = true }: Pick<RunOptions, 'call' | 'today' | 'hasInlineSuppressions'>,
): CheckOptions {
  return {
    call: projects.length > 0 ? { ...call, projects } : call,
    ...(today !== undefined && { today }),
    hasInlineSuppressions: hasInlineSuppressions && own.hasInlineSuppressions !== false,
  };
}
