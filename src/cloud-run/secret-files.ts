import { remembered } from '../text/remembered.ts';
import { findEntry, resolveAlias, stringIn } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Volume } from './volumes.ts';

/** A file that a volume makes of a version of a secret. */
export interface SecretFile {
  /** Where its path stands in the document. */
  readonly at: YamlPath;
  /** Its path below the folder of the volume, where that is text. */
  readonly path: string | undefined;
}

/** The files that the `items` of a secret volume name, in order. */
export const secretFilesOf = remembered(({ at, map }: Volume): readonly SecretFile[] => {
  const secret = findEntry(map, 'secret');
  const source = secret && resolveAlias(secret.value);
  const list = source?.type === 'map' ? findEntry(source, 'items') : undefined;
  const items = list && resolveAlias(list.value);
  if (items?.type !== 'sequence') return [];
  return items.items.map((item, index) => ({ at: [...at, 'secret', 'items', index, 'path'], path: stringIn(item, 'path') }));
});
