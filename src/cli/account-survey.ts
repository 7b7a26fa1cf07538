import type { AccountPlan, PlannedAccount, PlannedRefusal, ResourcePlace } from '../diagnostics/account-plan.ts';
import type { FileReport } from '../diagnostics/report.ts';
import type { AccountChange } from '../fix/account-change.ts';
import type { SetServiceAccountsResult } from '../fix/set-service-account.ts';
import { isUsableEmail } from '../manifest/account-email.ts';
import { findHiddenValues } from '../manifest/hidden-values.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type Resource, resourceId, serviceAccountNameOf, serviceAccountNamePath } from '../manifest/resource.ts';
import { parseServiceAccount } from '../manifest/service-account.ts';
import { closestMatch } from '../text/closest-match.ts';
import { LineIndex } from '../text/line-index.ts';
import { maskTexts } from '../text/mask.ts';
import type { Range } from '../text/range.ts';
import type { AccountSource } from './account-source.ts';
import { isError, type PlannedFile } from './plan-changes.ts';
import { UserError } from './user-error.ts';

/** Gathers what becomes of the accounts of a run, and lets each manifest go. */
export class AccountSurvey {
  readonly #changes: PlannedAccount[] = [];
  readonly #unassigned: ResourcePlace[] = [];
  readonly #matched = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #accounts = new Set<string>();
  #unchanged = 0;

  add(manifest: Manifest, { changes, unchanged, unassigned, matched }: SetServiceAccountsResult): void {
    this.#changes.push(...changes.map(plannedAccount));
    this.#unassigned.push(
      ...unassigned.map((resource) => placeAt(resource, resource.document.visibleRangeAt(['metadata', 'name']))),
    );
    this.#unchanged += unchanged.length;
    for (const id of matched) this.#matched.add(id);
    for (const resource of manifest.resources) {
      this.#seen.add(resourceId(resource));
      this.#accounts.add(serviceAccountNameOf(resource) ?? '');
    }
  }

  /** Throws a `UserError` where `--only` names what is not there. */
  checkOnly(only: readonly string[]): void {
    const unmatched = only.filter((id) => !this.#matched.has(id));
    if (unmatched.length === 0) return;
    const found = this.#seen.size > 0 ? `The resources are ${listNames(this.#seen)}.` : 'No resource was found.';
    throw new UserError(`--only ${unmatched.join(', --only ')} matches nothing`, found);
  }

  /**
   * What to say of an account of `--from` that no resource names, which in one of many repositories is no mistake; undefined
   * where one does.
   */
  describeUnused(from: string): string | undefined {
    if (this.#accounts.has(from)) return undefined;
    const emails = [...this.#accounts].filter((account) => isUsableEmail(parseServiceAccount(account)));
    const meant = closestMatch(from, emails);
    if (meant !== undefined) return `No resource names the account ${from}; did you mean ${meant}?`;
    return `No resource names the account ${from}${emails.length > 0 ? `; named are ${listNames(emails)}` : ''}.`;
  }

  /** What would be done, when all files of the run are planned. */
  conclude(files: readonly PlannedFile[], map: AccountSource['map']): AccountPlan {
    const outcomes = new Map(files.map(({ path, outcome }) => [path, outcome]));
    const changesIn = (outcome: PlannedFile['outcome']) => this.#changes.filter(({ path }) => outcomes.get(path) === outcome);
    const refused = files.flatMap(({ outcome, report }) => (outcome === 'refused' && report ? refusalsIn(report) : []));
    return {
      map: map?.path,
      changes: changesIn('planned'),
      unchanged: this.#unchanged,
      refusals: [...refused, ...changesIn('refused').map(heldBack)],
      unmatchedRows: map?.rows.unmatched ?? [],
      unmatchedResources: this.#unassigned,
    };
  }
}

const MAX_NAMED = 10;

function listNames(names: Iterable<string>): string {
  const [...all] = names;
  return `${all.slice(0, MAX_NAMED).join(', ')}${all.length > MAX_NAMED ? ', …' : ''}`;
}

/** Values of environment variables are not told, where an alias makes something else of them; an account is no secret. */
function plannedAccount({ resource, before, after, notes }: AccountChange): PlannedAccount {
  const { document } = resource;
  const masked = (text: string) => maskTexts(text, findHiddenValues(document).texts);
  return {
    ...placeAt(resource, document.visibleRangeAt(serviceAccountNamePath(resource))),
    before: before && (isUsableEmail(parseServiceAccount(before)) ? before : masked(before)),
    after,
    notes: notes.map(({ message }) => masked(message)),
  };
}

function placeAt(resource: Resource, { start }: Range): ResourcePlace {
  return { path: resource.path, line: resource.document.lines.position(start).line, resource: resourceId(resource) };
}

function refusalsIn({ path, text, diagnostics }: FileReport): PlannedRefusal[] {
  const lines = new LineIndex(text);
  return diagnostics.filter(isError).map(({ range, resource, message, remedy }) => {
    const line = text === '' ? undefined : lines.position(range.start).line;
    return { path, line, resource, message, remedy };
  });
}

function heldBack({ path, line, resource }: PlannedAccount): PlannedRefusal {
  const message = `The account of ${resource} was not changed: something else in its file is refused`;
  return { path, line, resource, message, remedy: undefined };
}
