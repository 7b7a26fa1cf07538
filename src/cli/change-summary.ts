import { printable } from '../reporters/terminal-text.ts';
import { counted } from '../text/counted.ts';
import type { ChangeOptions } from './change-mode.ts';
import { deploymentLines } from './deployment.ts';
import type { Host } from './host.ts';
import type { PlannedChange } from './plan-changes.ts';

/** What became of a plan. */
interface ChangeOutcome extends ChangeOptions {
  readonly isChecking: boolean;
  /** What was to be changed. */
  readonly changed: readonly PlannedChange[];
  /** What was changed, or would be. */
  readonly made: readonly PlannedChange[];
  /** How many other files could not be planned. */
  readonly refused: number;
  /** How many of the changed could not be written. */
  readonly unwritten: number;
}

/** Says on standard error what was done, or would be, and how to deploy it. */
export function sayWhatHappened(outcome: ChangeOutcome, host: Host): void {
  const { mode, isChecking, made } = outcome;
  if (mode !== 'stdin') host.stderr.write(`${summaryOf(outcome)}\n`);
  if (isChecking) return;
  const deployments = made.flatMap(({ deployment }) => deployment ?? []);
  for (const line of deploymentLines(deployments, mode === 'show')) host.stderr.write(`${printable(line)}\n`);
}

function summaryOf({ mode, isChecking, isAllOrNothing, changed, made, refused, unwritten }: ChangeOutcome): string {
  const obstacles = refused + unwritten;
  const others = changed.length - unwritten;
  const isHeldBack = isAllOrNothing && obstacles > 0 && others > 0;
  if (isHeldBack && mode === 'write' && made.length === 0) {
    const verb = unwritten > 0 ? 'cannot be written' : `${obstacles === 1 ? 'was' : 'were'} refused`;
    return `Nothing was written, because ${obstacles} of ${counted(others + obstacles, 'file')} ${verb}; --keep-going writes the others.`;
  }
  const hint = isHeldBack && mode === 'show' && !isChecking ? '; --write writes the others only with --keep-going' : '';
  const refusals = obstacles > 0 ? ` ${counted(obstacles, 'file')} refused${hint}.` : '';
  if (made.length === 0) return `Nothing changed.${refusals}`;
  if (mode === 'write') return `Wrote ${counted(made.length, 'file')}.${refusals}`;
  const change = `${counted(made.length, 'file')} would change`;
  return isChecking ? `${change}.${refusals}` : `${change}; nothing was written (add --write).${refusals}`;
}
