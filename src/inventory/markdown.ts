import { escapeMarkdown } from '../reporters/markdown-text.ts';
import { counted } from '../text/counted.ts';
import { groupByIdentity } from './identity-group.ts';
import { type Inventory, type InventoryEntry, identityLabel, placeOf, projectLabel } from './inventory.ts';
import { summaryWords } from './summary.ts';

interface Column {
  readonly head: string;
  readonly textOf: (entry: InventoryEntry) => string;
}

const RESOURCE: readonly Column[] = [
  { head: 'Kind', textOf: ({ kind }) => kind },
  { head: 'Name', textOf: ({ name = '' }) => name },
  { head: 'Project', textOf: projectLabel },
  { head: 'Region', textOf: ({ region = '' }) => region },
];
const IDENTITY: readonly Column[] = [{ head: 'Identity', textOf: identityLabel }];
const PLACE: readonly Column[] = [
  { head: 'Kind of identity', textOf: ({ identityKind }) => identityKind },
  { head: 'File', textOf: placeOf },
];

/** A table for a page or a comment, or one for each identity, and a sum. */
export function renderMarkdown(inventory: Inventory, isGrouped: boolean): string {
  const sections = isGrouped
    ? groupByIdentity(inventory.entries).map(({ label, identityKind, entries }) => {
        const title = `#### ${escapeMarkdown(label)}: ${identityKind}, ${counted(entries.length, 'resource')}`;
        return `${title}\n\n${table(entries, [...RESOURCE, ...PLACE])}`;
      })
    : [table(inventory.entries, [...RESOURCE, ...IDENTITY, ...PLACE])];
  const shown = inventory.entries.length > 0 ? sections : [];
  return `${[...shown, `${summaryWords(inventory)}\n`].join('\n')}`;
}

function table(entries: readonly InventoryEntry[], columns: readonly Column[]): string {
  const known = columns.filter(({ textOf }) => entries.some((entry) => textOf(entry) !== ''));
  const rows = [
    known.map(({ head }) => head),
    known.map(() => '---'),
    ...entries.map((entry) => known.map(({ textOf }) => escapeMarkdown(textOf(entry)))),
  ];
  return rows.map((row) => `| ${row.join(' | ')} |\n`).join('');
}
