import { findDeployerProblem } from '../grants/deployer.ts';
import type { GrantOptions } from '../grants/grant.ts';
import type { Arguments } from './arguments.ts';
import { UserError } from './user-error.ts';

/** Throws a `UserError` for a deployer that is no member of a policy. */
export function grantOptionsOf({ values, flags }: Arguments): GrantOptions {
  const deployer = values.get('deployer')?.[0];
  const { problem, meant } = (deployer !== undefined && findDeployerProblem(deployer)) || {};
  if (problem !== undefined) {
    const hint = meant === undefined ? 'As in --deployer user:ann@example.com.' : `Did you mean --deployer ${meant}?`;
    throw new UserError(`--deployer ${deployer} ${problem}`, hint);
  }
  return { deployer, isCreating: flags.has('create') };
}

/** Throws a `UserError` where something is said of grants beside a change, and none are asked for, or it is wrong. */
export function checkGrantOptions(args: Arguments): void {
  const given = ['create', 'deployer'].find((name) => args.flags.has(name) || args.values.has(name));
  if (given && !args.values.has('grants')) throw new UserError(`--${given} says how to write grants`, 'Add --grants <file>.');
  grantOptionsOf(args);
}
