import type { AccountPlan } from '../diagnostics/account-plan.ts';
import { printJson } from './print-json.ts';

/** Raised when a field goes or changes its meaning; new fields can come at any time. */
const VERSION = 1;

/** The plan for programs: the shape of `schemas/plan.schema.json`, mapped field by field. */
export function renderPlanJson(plan: AccountPlan): string {
  const { changes, unchanged, refusals, unmatchedRows, unmatchedResources } = plan;
  return printJson({
    version: VERSION,
    map: plan.map ?? null,
    changes: changes.map(({ path, line, resource, before, after, notes }) => ({
      path,
      line,
      resource,
      oldAccount: before ?? null,
      newAccount: after,
      alsoChanges: [...notes],
    })),
    refusals: refusals.map(({ path, line, resource, message, remedy }) => ({
      path,
      line: line ?? null,
      resource: resource ?? null,
      message,
      remedy: remedy ?? null,
    })),
    unmatchedRows: unmatchedRows.map(({ line, kind, name, path, email }) => ({ line, kind, name, path: path ?? null, email })),
    unmatchedResources: unmatchedResources.map(({ path, line, resource }) => ({ path, line, resource })),
    summary: {
      changes: changes.length,
      unchanged,
      refusals: refusals.length,
      unmatchedRows: unmatchedRows.length,
      unmatchedResources: unmatchedResources.length,
    },
  });
}
