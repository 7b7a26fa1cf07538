import { excerpt } from '../text/excerpt.ts';
import { remembered } from '../text/remembered.ts';
import type { YamlDocument } from './yaml-document.ts';
import { stringIn, type YamlNode } from './yaml-node.ts';
import { formatYamlPath, type YamlPath } from './yaml-path.ts';

/**
 * A path that stays the same while items come and go beside it: `spec.template.spec.containers[name=web].image`. An item
 * is known by its name, where no other of its list has it, else by its index.
 */
export function stableYamlPath(document: YamlDocument, path: YamlPath): string {
  let text = '';
  let from = 0;
  for (const [index, step] of path.entries()) {
    const name = typeof step === 'number' ? itemNames(document.itemsAt(path.slice(0, index)))[step] : undefined;
    if (name === undefined) continue;
    text += `${join(text, formatYamlPath(path.slice(from, index)))}[name=${excerpt(name)}]`;
    from = index + 1;
  }
  return text + join(text, formatYamlPath(path.slice(from)));
}

function join(before: string, rest: string): string {
  return before !== '' && rest !== '' && !rest.startsWith('[') ? `.${rest}` : rest;
}

/** The names of items, as far as each is another; behind the `=` of a variable's name its value can stand. */
const itemNames = remembered((items: readonly YamlNode[]): readonly (string | undefined)[] => {
  const names = items.map((item) => stringIn(item, 'name')?.split('=')[0] || undefined);
  const counts = new Map<string | undefined, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name) => (counts.get(name) === 1 ? name : undefined));
});
