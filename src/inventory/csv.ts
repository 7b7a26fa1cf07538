import { cell } from '../reporters/text-table.ts';
import { INVENTORY_FIELDS } from './fields.ts';
import type { Inventory } from './inventory.ts';

/** CSV as RFC 4180 has it, with a line of names first. */
export function renderCsv({ entries }: Inventory): string {
  const names = INVENTORY_FIELDS.map(({ name }) => name);
  const rows = entries.map((entry) => INVENTORY_FIELDS.map(({ read }) => csvCell(String(read(entry) ?? ''))));
  return [names, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** A cell begins here for a spreadsheet, also for one that takes semicolons for commas, with what makes it a formula. */
const FORMULA = /(^|[;|])(?=\s*[=+@\uFF0B\uFF0D\uFF1D\uFF20-])/g;

/** The text on one line, in quotes where it needs them. What a spreadsheet would calculate has an apostrophe before it. */
function csvCell(text: string): string {
  const safe = cell(text).replace(FORMULA, "$1'");
  return /[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
