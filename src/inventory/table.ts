import type { Paint, Style } from '../reporters/terminal-text.ts';
import { cell, columnWidths, padded, widthOf } from '../reporters/text-table.ts';
import { counted } from '../text/counted.ts';
import { fitColumns, GAP } from './fit-columns.ts';
import { groupByIdentity, type IdentityGroup } from './identity-group.ts';
import type { IdentityKind } from './identity-kind.ts';
import { type Inventory, type InventoryEntry, identityLabel, placeOf, projectLabel, resourceLabel } from './inventory.ts';
import { summaryWords } from './summary.ts';

interface TableOptions {
  readonly paint: Paint;
  /** How wide the terminal is; undefined where lines can have any length. */
  readonly columns: number | undefined;
  readonly isGrouped: boolean;
}

/** The inventory for people: a line for each resource, or for each below its identity, and a sum. */
export function renderTable(inventory: Inventory, { paint, columns, isGrouped }: TableOptions): string {
  const { entries } = inventory;
  const sections = isGrouped ? groupSections(entries, paint, columns) : [tableLines(entries, COLUMNS, paint, columns)];
  const sum = summaryWords(inventory, (identityKind, words) => painted(identityKind, words, paint));
  return `${[...sections.filter((section) => section.length > 0).map((section) => section.join('\n')), sum].join('\n\n')}\n`;
}

interface Column {
  readonly head: string;
  readonly textOf: (entry: InventoryEntry) => string;
  /** The end of a path says more than its beginning. */
  readonly isCutAtStart?: boolean;
  readonly isOfIdentity?: boolean;
  readonly isPainted?: boolean;
  /** As in `fit-columns.ts`. */
  readonly weight?: number;
  readonly isSpare?: boolean;
}

const COLUMNS: readonly Column[] = [
  { head: 'RESOURCE', textOf: resourceLabel },
  { head: 'PROJECT', textOf: projectLabel, isSpare: true },
  { head: 'REGION', textOf: ({ region = '' }) => region, isSpare: true },
  { head: 'IDENTITY', textOf: shownIdentity, isOfIdentity: true, weight: 2 },
  { head: 'IDENTITY KIND', textOf: ({ identityKind }) => identityKind, isPainted: true, weight: Number.POSITIVE_INFINITY },
  { head: 'FILE', textOf: placeOf, isCutAtStart: true },
];

/** The head, and a line for each entry. A column that is empty is left out; where lines are too long, cells are cut. */
function tableLines(
  entries: readonly InventoryEntry[],
  columns: readonly Column[],
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string[] {
  if (entries.length === 0) return [];
  const known = columns.filter(({ textOf }) => entries.some((entry) => textOf(entry) !== ''));
  const widths = columnWidths([
    known.map(({ head }) => head),
    ...entries.map((entry) => known.map((column) => cellOf(column, entry))),
  ]);
  const fitted = fitColumns(
    known.map((column, index) => ({ ...column, width: widths[index] ?? 0 })),
    width,
  );
  const head = fitted.map((column) => inColumn(column.head, column));
  const lines = entries.map((entry) =>
    fitted.map((column) => {
      const shown = inColumn(cellOf(column, entry), column);
      return column.isPainted ? painted(entry.identityKind, shown, paint) : shown;
    }),
  );
  return [paint('bold', lineOf(head)), ...lines.map(lineOf)];
}

function cellOf({ textOf }: Column, entry: InventoryEntry): string {
  return cell(textOf(entry));
}

function inColumn(text: string, { width, isCutAtStart = false }: Column & { width: number }): string {
  return padded(cut(text, width, isCutAtStart), width);
}

function lineOf(cells: readonly string[]): string {
  return cells.join(GAP).trimEnd();
}

function cut(text: string, width: number, isCutAtStart: boolean): string {
  if (widthOf(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(characters.join('')) >= width) {
    if (isCutAtStart) characters.shift();
    else characters.pop();
  }
  return isCutAtStart ? `…${characters.join('')}` : `${characters.join('')}…`;
}

/** What is no account stands in brackets. */
function shownIdentity(entry: InventoryEntry): string {
  return entry.identity ?? `(${identityLabel(entry)})`;
}

/** A section for each identity. The head of the table goes before all of them. */
function groupSections(entries: readonly InventoryEntry[], paint: Paint, width: number | undefined): string[][] {
  const columns = COLUMNS.filter(({ isOfIdentity }) => !isOfIdentity);
  const indented = width === undefined ? undefined : width - GAP.length;
  const [head, ...lines] = tableLines(entries, columns, paint, indented).map((line) => `${GAP}${line}`);
  const lineOf = new Map(entries.map((entry, index) => [entry, lines[index] ?? '']));
  const sections = groupByIdentity(entries).map((group) => {
    return [groupTitle(group, paint), ...group.entries.map((entry) => lineOf.get(entry) ?? '')];
  });
  return head === undefined ? [] : [[head], ...sections];
}

function groupTitle({ identityKind, entries }: IdentityGroup, paint: Paint): string {
  const [first] = entries;
  const title = first ? paint('bold', cell(shownIdentity(first))) : '';
  return `${title}  ${painted(identityKind, identityKind, paint)}, ${counted(entries.length, 'resource')}`;
}

const STYLES: Partial<Record<IdentityKind, Style>> = {
  agent: 'red',
  invalid: 'red',
  default: 'red',
  none: 'red',
  'other-project': 'yellow',
  shared: 'yellow',
  placeholder: 'cyan',
};

function painted(identityKind: IdentityKind, text: string, paint: Paint): string {
  const style = STYLES[identityKind];
  return style ? paint(style, text) : text;
}
