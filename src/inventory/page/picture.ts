import { foldGroups, type PictureLimits } from '../fold-groups.ts';
import { groupByIdentity } from '../identity-group.ts';
import type { PageEntry } from './inventory-table.ts';
import { layOut, type PictureLayout, type PlacedGroup } from './picture-layout.ts';
import { svg } from './svg.ts';

const LIMITS: PictureLimits = { whole: 60, identities: 8, resources: 6 };

/** In CSS pixels. Below the least width the picture is scrolled. */
const LEAST_WIDTH = 720;

type Groups = readonly PlacedGroup<PageEntry>[];

/** The picture of who runs as whom: nodes can be chosen, by keys too, and what is folded can be opened. */
export class Picture {
  readonly #figure: HTMLElement;
  readonly #onChoose: (identity: string | undefined) => void;
  readonly #opened = new Set<string>();
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
    this.#figure.replaceChildren(drawing(layout, this.#width));
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
    this.#opened.add(what);
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

/** Where the two columns stand, in CSS pixels from the left. */
interface Columns {
  readonly width: number;
  /** Where the names of resources end, and those of accounts begin. */
  readonly left: number;
  readonly right: number;
}

function drawing({ height, headings, groups }: PictureLayout<PageEntry>, width: number): SVGElement {
  const columns = { width, left: Math.round(width * 0.26), right: Math.round(width * 0.46) };
  return svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Who runs as whom' },
    ...headings.map(({ identityKind, identities, resources, y }) =>
      svg(
        'g',
        { class: `heading ${identityKind}` },
        svg('line', { x1: 0, x2: width, y1: y + 12, y2: y + 12 }),
        svg('text', { x: 0, y: y + 4 }, identityKind),
        svg(
          'text',
          { x: width, y: y + 4, class: 'count' },
          `${plural(resources, 'resource', 'resources')}, ${plural(identities, 'identity', 'identities')}`,
        ),
      ),
    ),
    ...drawGroups(groups, columns),
  );
}

function drawGroups(groups: Groups, columns: Columns): SVGElement[] {
  return groups.map((placed) => {
    const { group, entries, moreY } = placed;
    const links = [...entries.map(({ entry, y }) => ({ y, kind: entry.identityKind })), ...moreLink(placed)];
    return svg(
      'g',
      { class: `group ${group.identityKind}`, 'data-identity': group.label },
      ...links.map(({ y, kind }, index) => drawLink(y, placed.y, kind, index, columns)),
      ...entries.map(({ entry, y }, index) => drawResource(entry, y, index, columns)),
      ...(moreY === undefined ? [] : [drawMore(placed, moreY, entries.length, columns)]),
      drawAccount(placed, columns),
    );
  });
}

function moreLink({ group, moreY }: PlacedGroup<PageEntry>): { y: number; kind: string }[] {
  return moreY === undefined ? [] : [{ y: moreY, kind: `${group.identityKind} many` }];
}

function drawLink(from: number, to: number, kind: string, index: number, { left, right }: Columns): SVGElement {
  const [start, end] = [left + 10, right - 12];
  const middle = (start + end) / 2;
  return svg('path', {
    class: `link ${kind}`,
    'data-link': index,
    d: `M${start} ${from}C${middle} ${from} ${middle} ${to} ${end} ${to}`,
  });
}

function drawResource({ label, identity, identityKind }: PageEntry, y: number, index: number, { left }: Columns): SVGElement {
  return node(
    'resource',
    `${label} runs as ${identity}, ${identityKind}`,
    { 'data-link': index, 'aria-pressed': 'false' },
    svg('circle', { cx: left + 4, cy: y, r: 2.5 }),
    svg('text', { x: left - 6, y: y + 4 }, shortened(label, left - 6)),
  );
}

function drawMore({ group }: PlacedGroup<PageEntry>, y: number, index: number, { left }: Columns): SVGElement {
  const words = group.entries.length > 0 ? `and ${group.more} more` : plural(group.more, 'resource', 'resources');
  return node(
    'resource more',
    `Show ${group.more} more`,
    { 'data-link': index, 'data-opens': group.identities > 1 || group.entries.length === 0 ? group.identityKind : group.label },
    svg('circle', { cx: left + 4, cy: y, r: 3.5 }),
    svg('text', { x: left - 6, y: y + 4 }, words),
  );
}

function drawAccount({ group, y }: PlacedGroup<PageEntry>, { right, width }: Columns): SVGElement {
  const { label, identityKind, entries, more, identities } = group;
  const count = entries.length + more;
  const words = identities > 1 ? label : `${label}, ${identityKind}, ${plural(count, 'resource', 'resources')}`;
  return node(
    'account',
    words,
    { 'aria-pressed': 'false' },
    svg('use', { href: `#mark-${identityKind}`, x: right - 8, y: y - 8, width: 16, height: 16 }),
    svg(
      'text',
      { x: right + 14, y: y + 4 },
      ...emailParts(shortened(label, width - right - ROOM_FOR_COUNT)),
      ...countOf(count === identities ? 1 : count),
    ),
  );
}

/** In CSS pixels, with what the bold name takes more than other letters. */
const ROOM_FOR_COUNT = 84;

/** Told where it is more than the eye sees at once. */
function countOf(count: number): SVGElement[] {
  return count > 1 ? [svg('tspan', { class: 'count', dx: 10 }, `×${count}`)] : [];
}

const DOMAIN = '.iam.gserviceaccount.com';

/** What all accounts have in common stands back. */
function emailParts(email: string): (SVGElement | string)[] {
  const at = email.indexOf('@');
  if (at < 0) return [email];
  const domain = email.slice(at).endsWith(DOMAIN) ? email.slice(at, -DOMAIN.length) : email.slice(at);
  const rest = email.slice(at + domain.length);
  return [svg('tspan', { class: 'name' }, email.slice(0, at)), domain, svg('tspan', { class: 'rest' }, rest)];
}

function node(
  name: string,
  label: string,
  attributes: Readonly<Record<string, string | number>>,
  ...parts: SVGElement[]
): SVGElement {
  const own = { class: `node ${name}`, role: 'button', tabindex: -1, 'aria-label': label, ...attributes };
  return svg('g', own, svg('title', {}, label), ...parts);
}

const ruler = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
ruler.font = `13px ${getComputedStyle(document.body).fontFamily}`;

/** As much of a text as has room; the title of its node has all of it. */
function shortened(text: string, room: number): string {
  const { width } = ruler.measureText(text);
  return width <= room ? text : `${text.slice(0, Math.floor((text.length * room) / width) - 1)}…`;
}

function plural(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
