import { printable } from '../reporters/terminal-text.ts';
import { counted } from '../text/counted.ts';
import { countsByKind, IDENTITY_KIND_MEANINGS, type IdentityKind } from './identity-kind.ts';
import { type Inventory, type InventoryEntry, identityLabel, placeOf, projectLabel } from './inventory.ts';
import { MARKS } from './marks.ts';
import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from './page-assets.ts';
import { summaryWords } from './summary.ts';

/** Nothing but the style and the script of the page itself is let in, and nothing goes out. */
const POLICY = `default-src 'none'; script-src '${SCRIPT_HASH}'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/**
 * The inventory as one file for a browser: totals, a picture of who runs as whom, and the table. The table is all that the
 * script knows of it; without the script, it is there as well.
 */
export function renderHtml(inventory: Inventory): string {
  const { entries } = inventory;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Who runs as whom</title>
<style>${STYLE}</style>
</head>
<body>
${marks(entries)}
<header>
<h1>Who runs as whom</h1>
<p>${escapeHtml(lead(inventory))}</p>
</header>
<main>
${totals(entries)}
${SEARCH}
<figure id="picture" hidden aria-label="Resources at the left, the accounts that they run as at the right"></figure>
${table(entries)}
</main>
<footer>
${remarks(inventory)}
</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function lead(inventory: Inventory): string {
  const { entries, leftOut } = inventory;
  if (entries.length === 0) return `${summaryWords(inventory)}.`;
  const identities = new Set(entries.map(identityLabel)).size;
  const all = leftOut > 0 ? `${entries.length} of ${entries.length + leftOut}` : String(entries.length);
  const verb = entries.length === 1 ? 'resource runs' : 'resources run';
  const own = entries.filter(({ identityKind }) => identityKind === 'dedicated').length;
  const words = own === 1 ? 'one resource has an account of its own' : `${own} resources have an account of their own`;
  return `${all} Cloud Run ${verb} as ${identities} ${identities === 1 ? 'identity' : 'identities'}; ${words}.`;
}

function marks(entries: readonly InventoryEntry[]): string {
  const symbols = countsByKind(entries).map(({ identityKind }) => {
    const { path, isFilled } = MARKS[identityKind];
    return `<symbol id="mark-${identityKind}" viewBox="-8 -8 16 16"><path class="${isFilled ? 'solid' : 'hollow'}" d="${path}"/></symbol>`;
  });
  return `<svg class="symbols" aria-hidden="true">${symbols.join('')}</svg>`;
}

/** How many of each kind there are, which is also what is shown of them. */
function totals(entries: readonly InventoryEntry[]): string {
  const counts = countsByKind(entries);
  if (counts.length === 0) return '';
  let x = 0;
  const bars = counts.map(({ identityKind, count }) => {
    const width = (100 * count) / entries.length;
    const bar = `<rect class="${identityKind}" x="${rounded(x)}%" width="${rounded(width)}%" height="6"/>`;
    x += width;
    return bar;
  });
  const kinds = counts.map(
    ({ identityKind, count }) =>
      `<label class="${identityKind}"><input type="checkbox" value="${identityKind}" checked>${mark(identityKind)}<b>${count}</b> ${identityKind}</label>`,
  );
  return `<svg class="bar" aria-hidden="true">${bars.join('')}</svg>
<fieldset id="kinds"><legend>Kinds of identity</legend>
${kinds.join('\n')}
</fieldset>`;
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}

function mark(kind: IdentityKind): string {
  return `<svg class="mark" aria-hidden="true"><use href="#mark-${kind}"/></svg>`;
}

const SEARCH = `<search id="search" hidden>
<label for="filter">Filter</label>
<input id="filter" type="search" placeholder="a name, an account, a project or a file" autocomplete="off" spellcheck="false">
<output id="shown" for="filter"></output>
<a href="#inventory">To the table</a>
</search>`;

const COLUMNS: readonly { readonly field: string; readonly head: string; readonly textOf: (entry: InventoryEntry) => string }[] =
  [
    { field: 'kind', head: 'Kind', textOf: ({ kind }) => kind },
    { field: 'name', head: 'Name', textOf: ({ name = '' }) => name },
    { field: 'project', head: 'Project', textOf: projectLabel },
    { field: 'region', head: 'Region', textOf: ({ region = '' }) => region },
    { field: 'identity', head: 'Identity', textOf: identityLabel },
    { field: 'identity-kind', head: 'Kind of identity', textOf: ({ identityKind }) => identityKind },
    { field: 'file', head: 'File', textOf: placeOf },
  ];

/** The script shows the others when they are asked for: to lay out thousands of rows takes a browser seconds. */
const SHOWN_AT_ONCE = 500;

/** A column that is empty is left out. */
function table(entries: readonly InventoryEntry[]): string {
  if (entries.length === 0) return '';
  const columns = COLUMNS.filter(({ textOf }) => entries.some((entry) => textOf(entry) !== ''));
  const heads = columns.map(({ field, head }) => `<th scope="col" data-field="${field}">${head}</th>`);
  const rows = entries.map((entry, index) => {
    const cells = columns.map(({ textOf }) => `<td>${breakable(escapeHtml(textOf(entry)))}</td>`);
    return `<tr class="${entry.identityKind}"${index < SHOWN_AT_ONCE ? '' : ' data-late'}>${cells.join('')}</tr>`;
  });
  return `<table id="inventory">
<caption>Each resource and the account that it runs as</caption>
<colgroup>${columns.map(({ field }) => `<col class="${field}">`).join('')}</colgroup>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function remarks({ entries, unread, unclear }: Inventory): string {
  const kinds = countsByKind(entries).map(
    ({ identityKind }) =>
      `<dt class="${identityKind}">${mark(identityKind)}${identityKind}</dt><dd>A resource that ${IDENTITY_KIND_MEANINGS[identityKind]}.</dd>`,
  );
  return [
    ...(kinds.length > 0 ? [`<dl>${kinds.join('\n')}</dl>`] : []),
    ...(unclear > 0 ? [`<p>${counted(unclear, 'resource')} left out: their project could not be compared.</p>`] : []),
    ...(unread.length > 0
      ? [`<p>Not complete: could not be read, or not all of it: ${unread.map((path) => escapeHtml(path)).join(', ')}.</p>`]
      : []),
    '<p>Made by <code>runlint inventory</code> of manifests alone: what is deployed can differ, and what an account may do is not told here.</p>',
  ].join('\n');
}

/** A line ends behind the name of an account and before that of a file, if it has to. */
function breakable(html: string): string {
  return html.replace(/@|\/(?=[^/]*$)/g, '$&<wbr>');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
