import type { AccountPlan, PlannedAccount, PlannedRefusal, ResourcePlace, UnmatchedRow } from '../diagnostics/account-plan.ts';
import { abridge } from '../text/abridge.ts';
import { counted } from '../text/counted.ts';
import type { Paint } from './terminal-text.ts';
import { cell, columnWidths, padded, widthOf } from './text-table.ts';

interface PlanTableOptions {
  readonly paint: Paint;
  /** How wide the terminal is; undefined where lines can have any length. */
  readonly columns: number | undefined;
}

/** The plan for people: a table, what is refused, what has no counterpart, and a sum. */
export function renderPlanTable(plan: AccountPlan, { paint, columns }: PlanTableOptions): string {
  const sections = [
    changeLines(plan.changes, paint, columns),
    refusalLines(plan.refusals, paint),
    unmatchedLines(plan, Number.POSITIVE_INFINITY),
    [summaryOf(plan)],
  ];
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

/** Rows and resources without a counterpart, at most so many of each. */
export function unmatchedLines({ map = '', unmatchedRows, unmatchedResources }: AccountPlan, limit: number): string[] {
  const hint = unmatchedRows.some(({ path }) => path !== undefined) ? '; paths are seen from the folder of the map' : '';
  return [
    ...listed(
      `Rows of ${map} that fit no resource${hint}:`,
      unmatchedRows.map((row) => describeRow(map, row)),
      limit,
    ),
    ...listed(`Resources that no row of ${map} fits:`, unmatchedResources.map(describePlace), limit),
  ];
}

const HEADER = ['FILE', 'RESOURCE', 'OLD ACCOUNT', 'NEW ACCOUNT'];
const NONE = '(none)';

/** A table where it fits, and otherwise a block for each resource: nothing is cut off. What else changes stands below. */
function changeLines(changes: readonly PlannedAccount[], paint: Paint, columns = Number.POSITIVE_INFINITY): string[] {
  if (changes.length === 0) return [];
  const cells = changes.map(({ before = NONE, after, ...place }) => [locationOf(place), place.resource, before, after].map(cell));
  const [header = '', ...rows] = tableLines([HEADER, ...cells]);
  if ([header, ...rows].some((line) => widthOf(line) > columns)) return changes.flatMap((change) => blockOf(change, paint));
  return [paint('bold', header), ...changes.flatMap((change, index) => [rows[index] ?? '', ...noteLines(change)])];
}

function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = columnWidths(rows);
  return rows.map((row) =>
    row
      .map((text, column) => padded(text, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function blockOf(change: PlannedAccount, paint: Paint): string[] {
  const { before = NONE, after, ...place } = change;
  return [
    paint('bold', `${cell(locationOf(place))}  ${cell(place.resource)}`),
    `  from  ${cell(before)}`,
    `  to    ${cell(after)}`,
    ...noteLines(change),
  ];
}

function noteLines({ notes }: PlannedAccount): string[] {
  return notes.map((note) => `  also  ${cell(note)}`);
}

function refusalLines(refusals: readonly PlannedRefusal[], paint: Paint): string[] {
  if (refusals.length === 0) return [];
  const lines = refusals.flatMap(({ message, remedy, ...place }) => [
    `  ${cell(locationOf(place))}  ${cell(message)}`,
    ...(remedy?.split('\n') ?? []).map((line) => `    ${cell(line)}`),
  ]);
  return [paint('red', 'Refused:'), ...lines];
}

function listed(title: string, lines: readonly string[], limit: number): string[] {
  return lines.length > 0 ? [cell(title), ...abridge(lines, limit).map((line) => `  ${cell(line)}`)] : [];
}

function describeRow(map: string, { line, kind, name, path, email }: UnmatchedRow): string {
  return `${map}:${line}  ${kind}/${name}${path === undefined ? '' : `  in ${path}`}  ${email}`;
}

function describePlace(place: ResourcePlace): string {
  return `${locationOf(place)}  ${place.resource}`;
}

function locationOf({ path, line }: Pick<PlannedRefusal, 'path' | 'line'>): string {
  return line === undefined ? path : `${path}:${line}`;
}

function summaryOf({ changes, unchanged, refusals }: AccountPlan): string {
  const files = new Set(changes.map(({ path }) => path)).size;
  const sum = changes.length > 0 ? `${counted(changes.length, 'resource')} in ${counted(files, 'file')} would change` : NO_CHANGE;
  const already = unchanged > 0 ? `, ${unchanged} ${unchanged === 1 ? 'has' : 'have'} the right account` : '';
  const hint = changes.length > 0 ? '; --write writes the others only with --keep-going' : '';
  return `${sum}${already}${refusals.length > 0 ? `, ${refusals.length} refused${hint}` : ''}.`;
}

const NO_CHANGE = 'Nothing would change';
