import type { Paint, Style } from '../reporters/terminal-text.ts';
import { cell, columnWidths, padded, widthOf } from '../reporters/text-table.ts';
import { counted } from '../text/counted.ts';
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
}

const COLUMNS: readonly Column[] = [
  { head: 'RESOURCE', textOf: resourceLabel },
  { head: 'PROJECT', textOf: projectLabel },
  { head: 'REGION', textOf: ({ region = '' }) => region },
  { head: 'IDENTITY', textOf: shownIdentity, isOfIdentity: true },
  { head: 'KIND OF IDENTITY', textOf: ({ identityKind }) => identityKind, isPainted: true },
  { head: 'FILE', textOf: placeOf, isCutAtStart: true },
];

/** The head, and a line for each entry. A column that is empty is left out; where lines are too long, the widest are cut. */
function tableLines(
  entries: readonly InventoryEntry[],
  columns: readonly Column[],
  paint: Paint,
  width: number | undefined,
): string[] {
  const known = columns.filter(({ textOf }) => entries.some((entry) => textOf(entry) !== ''));
  if (known.length === 0) return [];
  const rows = [known.map(({ head }) => head), ...entries.map((entry) => known.map(({ textOf }) => cell(textOf(entry))))];
  const widths = fitted(columnWidths(rows), width);
  return rows.map((row, index) => {
    const entry = entries[index - 1];
    const cells = row.map((text, column) => {
      const { isCutAtStart = false, isPainted } = known[column] as Column;
      const shown = padded(cut(text, widths[column] ?? 0, isCutAtStart), widths[column] ?? 0);
      return entry && isPainted ? painted(entry.identityKind, shown, paint) : shown;
    });
    const line = cells.join(GAP).trimEnd();
    return entry ? line : paint('bold', line);
  });
}

const GAP = '  ';
const LEAST_WIDTH = 8;

/** Widths that have room in a line: what is too much is taken from the widest. */
function fitted(widths: readonly number[], columns = Number.POSITIVE_INFINITY): number[] {
  const shrunk = [...widths];
  let surplus = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - columns;
  while (surplus > 0) {
    const widest = Math.max(...shrunk);
    if (widest <= LEAST_WIDTH) break;
    shrunk[shrunk.indexOf(widest)] = widest - 1;
    surplus--;
  }
  return shrunk;
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
  const [head, ...lines] = tableLines(entries, columns, paint, width).map((line) => `${GAP}${line}`);
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
