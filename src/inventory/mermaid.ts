import { printable } from '../reporters/terminal-text.ts';
import { counted } from '../text/counted.ts';
import { excerpt } from '../text/excerpt.ts';
import { foldGroups, type PictureGroup } from './fold-groups.ts';
import { groupByIdentity } from './identity-group.ts';
import { IDENTITY_KINDS, type IdentityKind } from './identity-kind.ts';
import { type Inventory, type InventoryEntry, resourceLabel } from './inventory.ts';

/** Mermaid draws no more than 500 links, and reads no more than 50,000 characters. */
const LIMITS = { whole: 200, identities: 12, resources: 4 };

/** A graph that GitHub, GitLab and others draw: resources at the left, the accounts that they run as at the right. */
export function renderMermaid({ entries }: Inventory): string {
  const groups = foldGroups(groupByIdentity(entries), LIMITS);
  const used = IDENTITY_KINDS.filter((kind) => groups.some(({ identityKind }) => identityKind === kind));
  const lines = [
    'flowchart LR',
    ...groups.flatMap(groupLines),
    ...used.map((kind) => `  classDef ${CLASSES[kind]} ${STYLES[kind]}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The ids are numbers: no name of a manifest is more than a text in quotes. */
function groupLines({ label, identityKind, entries, more }: PictureGroup<InventoryEntry>, index: number): string[] {
  const account = `a${index + 1}`;
  const texts = [...entries.map(resourceLabel), ...(more > 0 ? [moreWords(more, entries.length)] : [])];
  return [
    `  ${account}(["${escapeLabel(label)}<br/>${identityKind}"]):::${CLASSES[identityKind]}`,
    ...texts.map((text, place) => `  ${account}r${place + 1}["${escapeLabel(text)}"] --> ${account}`),
  ];
}

function moreWords(more: number, shown: number): string {
  return shown > 0 ? `and ${more} more` : counted(more, 'resource');
}

/** All but letters, digits and a few signs is written as the number of its character. */
function escapeLabel(text: string): string {
  return printable(excerpt(text)).replace(/[^\p{L}\p{N} @._/:,-]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** A class that is called `default` is that of all nodes. */
const CLASSES: Readonly<Record<IdentityKind, string>> = {
  agent: 'agent',
  invalid: 'invalid',
  default: 'defaultAccount',
  none: 'none',
  'other-project': 'otherProject',
  shared: 'shared',
  placeholder: 'placeholder',
  dedicated: 'dedicated',
};

/** Marked by the line, too, for those who do not see the colour. */
const STYLES: Readonly<Record<IdentityKind, string>> = {
  agent: 'fill:#fbe3e1,stroke:#b3261e,stroke-width:4px,color:#410e0b',
  invalid: 'fill:#fbe3e1,stroke:#b3261e,stroke-width:2px,stroke-dasharray:2 3,color:#410e0b',
  default: 'fill:#fde8dc,stroke:#c2410c,stroke-width:3px,color:#431407',
  none: 'fill:#fff7f2,stroke:#c2410c,stroke-width:2px,stroke-dasharray:6 3,color:#431407',
  'other-project': 'fill:#f1e7f8,stroke:#7e3ca8,stroke-width:3px,color:#2e1065',
  shared: 'fill:#faf0d0,stroke:#946200,stroke-width:2px,color:#3d2a00',
  placeholder: 'fill:#f2f4f6,stroke:#667085,stroke-dasharray:2 3,color:#1d2939',
  dedicated: 'fill:#e6f2ef,stroke:#2b7a6c,color:#0d2f29',
};
