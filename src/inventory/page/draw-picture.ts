import type { PageEntry } from './inventory-table.ts';
import type { Heading, PictureLayout, PlacedGroup } from './picture-layout.ts';
import { svg } from './svg.ts';

/** Where the two columns stand, in CSS pixels from the left. */
interface Columns {
  readonly width: number;
  /** Where the names of resources end, and those of accounts begin. */
  readonly left: number;
  readonly right: number;
}

/** The picture as it stands in the page. What the script asks of it later is in its attributes: the link of a node, and what opens. */
export function drawPicture({ height, headings, groups }: PictureLayout<PageEntry>, width: number): SVGElement {
  const columns = { width, left: Math.round(width * 0.26), right: Math.round(width * 0.46) };
  return svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Who runs as whom' },
    ...headings.map((heading) => drawHeading(heading, width)),
    ...groups.map((group) => drawGroup(group, columns)),
  );
}

function drawHeading({ identityKind, identities, resources, y }: Heading, width: number): SVGElement {
  const counts = `${plural(resources, 'resource', 'resources')}, ${plural(identities, 'identity', 'identities')}`;
  return svg(
    'g',
    { class: `heading ${identityKind}` },
    svg('line', { x1: 0, x2: width, y1: y + 12, y2: y + 12 }),
    svg('text', { x: 0, y: y + 4 }, identityKind),
    svg('text', { x: width, y: y + 4, class: 'count' }, counts),
  );
}

function drawGroup(placed: PlacedGroup<PageEntry>, columns: Columns): SVGElement {
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
