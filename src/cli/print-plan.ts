import type { AccountPlan } from '../diagnostics/account-plan.ts';
import { renderPlanJson } from '../reporters/plan-json.ts';
import { renderPlanTable } from '../reporters/plan-table.ts';
import { paintFor } from '../reporters/terminal-text.ts';
import type { Arguments } from './arguments.ts';
import { sayReports } from './change-files.ts';
import { EXIT_CODE, type ExitCode } from './exit-code.ts';
import { type Host, wantsColor } from './host.ts';
import type { PlannedFile } from './plan-changes.ts';
import { UserError } from './user-error.ts';

/** Throws a `UserError` where `--plan` is given with what it does not do, or `--format` without it. */
export function checkPlanOptions({ flags, values }: Arguments): void {
  if (!flags.has('plan')) {
    if (values.has('format')) throw new UserError('--format says how to print a plan', 'Add --plan.');
    return;
  }
  const other = ['write', 'check', 'patch', 'grants'].find((name) => flags.has(name) || values.has(name));
  if (other)
    throw new UserError(`--plan and --${other} cannot be used together`, 'See the plan first, then run it again without --plan.');
}

/** Prints what would be done; what is left out for a reason is told on standard error. */
export function printPlan(plan: AccountPlan, files: readonly PlannedFile[], { values }: Arguments, host: Host): ExitCode {
  const { stdout } = host;
  sayReports(
    files.filter(({ outcome }) => outcome === 'left'),
    host,
  );
  const columns = stdout.isTerminal ? stdout.columns : undefined;
  const isJson = values.get('format')?.[0] === 'json';
  stdout.write(isJson ? renderPlanJson(plan) : renderPlanTable(plan, { paint: paintFor(wantsColor(host, stdout)), columns }));
  return plan.refusals.length > 0 ? EXIT_CODE.found : EXIT_CODE.ok;
}
