import { resolve } from 'node:path';
import { RULES } from '../../rules/index.ts';
import { Baselines } from '../run/baselines.ts';
import type { RunOptions } from '../run/check-run.ts';
import { RunConfig } from '../run/run-config.ts';
import type { Arguments } from './arguments.ts';
import type { Host } from './host.ts';
import { UserError } from './user-error.ts';

/** The configurations of the files of a run. */
export function loadRunConfig({ values, flags }: Arguments, paths: readonly string[], host: Host): Promise<RunConfig> {
  const file = values.get('config')?.[0];
  if (file !== undefined && flags.has('no-config')) throw new UserError('--config and --no-config cannot be used together');
  if (file !== undefined && !host.disk.existsSync(resolve(host.cwd, file)))
    throw new UserError(`There is no configuration ${file}`);
  const config = flags.has('no-config') ? false : file;
  return RunConfig.load(paths, { cwd: host.cwd, disk: host.disk, rules: RULES, config });
}

/** How a run checks, as the options say. */
export function runOptionsOf({ values, flags }: Arguments, host: Host): Omit<RunOptions, 'configs' | 'call'> {
  const file = values.get('baseline')?.[0];
  const single = file === undefined ? undefined : resolve(host.cwd, file);
  return {
    cwd: host.cwd,
    today: host.today,
    hasInlineSuppressions: !flags.has('no-inline'),
    baselines: new Baselines(host.cwd, host.disk, single),
  };
}
