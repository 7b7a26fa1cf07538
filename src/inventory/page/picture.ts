import { foldGroups, type PictureLimits } from '../fold-groups.ts';
import { groupByIdentity } from '../identity-group.ts';
import { drawPicture } from './draw-picture.ts';
import type { PageEntry } from './inventory-table.ts';
import { layOut } from './picture-layout.ts';

const LIMITS: PictureLimits = { whole: 60, identities: 8, resources: 6 };

/** How many more are shown of what is opened. */
const MOST_OPENED = 500;

/** In CSS pixels. Below the least width the picture is scrolled. */
const LEAST_WIDTH = 720;

/** The picture of who runs as whom: nodes can be chosen, by keys too, and what is folded can be opened. */
export class Picture {
  readonly #figure: HTMLElement;
  readonly #onChoose: (identity: string | undefined) => void;
  readonly #opened = new Map<string, number>();
  #entries: readonly PageEntry[] = [];
  #width = 0;

  /** @param onChoose is told the identity that is chosen, or that of the resource */
  constructor(figure: HTMLElement, onChoose: (identity: string | undefined) => void) {
    this.#figure = figure;
    this.#onChoose = onChoose;
    figure.addEventListener('click', ({ target }) => this.#activate((target as Element).closest<SVGElement>('[tabindex]')));
    figure.addEventListener('keydown', (event) => this.#pressKey(event));
    new ResizeObserver(() => this.#resize()).observe(figure);
  }

  draw(entries: readonly PageEntry[]): void {
    this.#entries = entries;
    this.#figure.hidden = entries.length === 0;
    this.#width = Math.max(this.#figure.clientWidth, LEAST_WIDTH);
    this.#onChoose(undefined);
    const layout = layOut(foldGroups(groupByIdentity(entries), { ...LIMITS, opened: this.#opened }));
    this.#figure.replaceChildren(drawPicture(layout, this.#width));
    this.#nodes()[0]?.setAttribute('tabindex', '0');
  }

  #resize(): void {
    const width = Math.max(this.#figure.clientWidth, LEAST_WIDTH);
    if (!this.#figure.hidden && Math.abs(width - this.#width) > 1) this.draw(this.#entries);
  }

  #nodes(): SVGElement[] {
    return [...this.#figure.querySelectorAll<SVGElement>('[tabindex]')];
  }

  #activate(node: SVGElement | null): void {
    const { opens } = node?.dataset ?? {};
    if (node && opens !== undefined) this.#open(opens, this.#nodes().indexOf(node));
    else this.#choose(node?.getAttribute('aria-pressed') === 'true' ? null : node);
  }

  /** What comes to stand in the place of the node has the focus then. */
  #open(what: string, index: number): void {
    this.#opened.set(what, (this.#opened.get(what) ?? 0) + MOST_OPENED);
    this.draw(this.#entries);
    this.#focus(this.#nodes()[index]);
  }

  /** Lights up a node with its links, or none. */
  #choose(node: SVGElement | null): void {
    const picture = this.#figure.querySelector('svg');
    for (const lit of this.#figure.querySelectorAll('.lit')) lit.classList.remove('lit');
    for (const pressed of this.#figure.querySelectorAll('[aria-pressed="true"]')) pressed.ariaPressed = 'false';
    picture?.classList.toggle('has-choice', node !== null);
    if (node) {
      const group = node.closest('.group') as Element;
      const links = node.dataset['link'];
      for (const part of group.querySelectorAll('[data-link]')) {
        if (links === undefined || (part as SVGElement).dataset['link'] === links) part.classList.add('lit');
      }
      group.querySelector('.account')?.classList.add('lit');
      node.ariaPressed = 'true';
      this.#focus(node);
    }
    this.#onChoose(node?.closest<SVGElement>('.group')?.dataset['identity']);
  }

  /** One node can be reached with the tabulator, and from there all others with the arrows. */
  #focus(node: SVGElement | undefined): void {
    if (!node) return;
    for (const other of this.#figure.querySelectorAll('[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    node.setAttribute('tabindex', '0');
    node.focus();
  }

  #pressKey(event: KeyboardEvent): void {
    const node = (event.target as Element).closest<SVGElement>('[tabindex]');
    if (!node) return;
    const action = this.#actionOf(event.key, node);
    if (!action) return;
    event.preventDefault();
    action();
  }

  #actionOf(key: string, node: SVGElement): (() => void) | undefined {
    const isAccount = node.classList.contains('account');
    const column = this.#nodes().filter((other) => other.classList.contains('account') === isAccount);
    const to = (other: SVGElement | null | undefined) => () => this.#focus(other ?? undefined);
    const group = node.closest('.group');
    const actions: Readonly<Record<string, () => void>> = {
      Enter: () => this.#activate(node),
      ' ': () => this.#activate(node),
      Escape: () => this.#choose(null),
      ArrowDown: to(column[column.indexOf(node) + 1]),
      ArrowUp: to(column[column.indexOf(node) - 1]),
      ArrowRight: to(isAccount ? undefined : group?.querySelector<SVGElement>('.account')),
      ArrowLeft: to(isAccount ? group?.querySelector<SVGElement>('.resource') : undefined),
      Home: to(column[0]),
      End: to(column.at(-1)),
    };
    return actions[key];
  }
}
