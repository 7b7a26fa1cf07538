/** The script of the page: the table can be filtered and sorted, and what it shows is drawn. */
import type { IdentityKind } from '../identity-kind.ts';
import { InventoryTable } from './inventory-table.ts';
import { Picture } from './picture.ts';

/** How long somebody pauses who has typed a word, in milliseconds. */
const PAUSE = 120;

const element = document.querySelector<HTMLTableElement>('#inventory');
if (element) start(new InventoryTable(element));

function start(table: InventoryTable): void {
  const filter = document.querySelector('#filter') as HTMLInputElement;
  const shown = document.querySelector('#shown') as HTMLOutputElement;
  const kinds = document.querySelector('#kinds') as HTMLFieldSetElement;
  const boxes = [...kinds.querySelectorAll<HTMLInputElement>('input')];
  const picture = new Picture(document.querySelector('#picture') as HTMLElement, (label) => table.mark(label));

  function show(): void {
    const wanted = boxes.filter(({ checked }) => checked).map(({ value }) => value as IdentityKind);
    const entries = table.filter(filter.value, wanted);
    shown.value = entries.length === table.size ? `${table.size} resources` : `${entries.length} of ${table.size} resources`;
    picture.draw(entries);
  }

  let waiting = 0;
  filter.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  kinds.addEventListener('change', show);
  (document.querySelector('#search') as HTMLElement).hidden = false;
  show();
}
