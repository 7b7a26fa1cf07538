import type { IdentityKind } from '../identity-kind.ts';

/** What the picture has to know of a row. */
export interface PageEntry {
  readonly label: string;
  readonly identity: string;
  readonly identityKind: IdentityKind;
  readonly project: Readonly<Record<string, never>>;
}

interface Row extends PageEntry {
  readonly element: HTMLTableRowElement;
  readonly cells: readonly string[];
  /** All that it can be found by. */
  readonly text: string;
}

/** How many rows are shown at once, as in the page before the script is there. */
const MOST_SHOWN = 500;

const collator = new Intl.Collator('en', { numeric: true });

/** The table of the page, whose rows are all that is known here. */
export class InventoryTable {
  readonly #rows: Row[];
  readonly #more = document.createElement('button');
  #wanted: ReadonlySet<Row>;
  #limit = MOST_SHOWN;
  readonly #body: HTMLTableSectionElement;
  readonly #heads: readonly HTMLTableCellElement[];

  constructor(table: HTMLTableElement) {
    this.#body = table.tBodies[0] as HTMLTableSectionElement;
    this.#heads = [...table.querySelectorAll('th')];
    const columnOf = (field: string) => this.#heads.findIndex((head) => head.dataset['field'] === field);
    const columns = { kind: columnOf('kind'), name: columnOf('name'), identity: columnOf('identity') };
    this.#rows = Array.from(this.#body.rows, (row) => rowOf(row, columns));
    this.#wanted = new Set(this.#rows);
    for (const [column, head] of this.#heads.entries()) this.#makeSortable(head, column);
    this.#more.type = 'button';
    this.#more.addEventListener('click', () => this.#show(Number.POSITIVE_INFINITY));
    table.after(this.#more);
    table.classList.add('ready');
    addEventListener('beforeprint', () => this.#show(Number.POSITIVE_INFINITY));
    addEventListener('afterprint', () => this.#show(MOST_SHOWN));
  }

  get size(): number {
    return this.#rows.length;
  }

  /** Shows the rows that hold all words and are of one of the kinds, and says which these are. */
  filter(words: string, kinds: readonly IdentityKind[]): readonly PageEntry[] {
    const parts = words.toLowerCase().split(/\s+/);
    const wanted = this.#rows.filter(
      ({ text, identityKind }) => kinds.includes(identityKind) && parts.every((part) => text.includes(part)),
    );
    this.#wanted = new Set(wanted);
    this.#show(MOST_SHOWN);
    return wanted;
  }

  /** Marks the rows of an identity, and no other. */
  mark(identity: string | undefined): void {
    for (const row of this.#rows) row.element.classList.toggle('chosen', row.identity === identity);
  }

  #makeSortable(head: HTMLTableCellElement, column: number): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => this.#sort(head, column));
  }

  /** By a column, or if it is sorted by that one already, the other way round. */
  #sort(head: HTMLTableCellElement, column: number): void {
    const isDescending = head.ariaSort === 'ascending';
    for (const other of this.#heads) other.removeAttribute('aria-sort');
    head.ariaSort = isDescending ? 'descending' : 'ascending';
    const sign = isDescending ? -1 : 1;
    this.#rows.sort((a, b) => sign * collator.compare(a.cells[column] ?? '', b.cells[column] ?? ''));
    const sorted = document.createDocumentFragment();
    for (const { element } of this.#rows) sorted.append(element);
    this.#body.append(sorted);
    this.#show(this.#limit);
  }

  /** Shows the first of the rows that are wanted. */
  #show(limit: number): void {
    this.#limit = limit;
    let room = limit;
    for (const row of this.#rows) {
      const isShown = this.#wanted.has(row) && room > 0;
      if (isShown) room--;
      row.element.hidden = !isShown;
    }
    const left = this.#wanted.size - limit;
    this.#more.hidden = left <= 0;
    this.#more.textContent = `Show ${left} more rows`;
  }
}

function rowOf(element: HTMLTableRowElement, columns: { kind: number; name: number; identity: number }): Row {
  const cells = Array.from(element.cells, ({ textContent }) => textContent ?? '');
  const [kind = '', name = '', identity = ''] = [columns.kind, columns.name, columns.identity].map((column) => cells[column]);
  return {
    element,
    cells,
    text: cells.join('\n').toLowerCase(),
    label: name === '' ? kind : `${kind}/${name}`,
    identity,
    identityKind: element.className as IdentityKind,
    project: {},
  };
}
