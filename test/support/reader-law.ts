import { isDeepStrictEqual } from 'node:util';
import { readSimpleYaml } from '../../src/yaml/fast-reader.ts';
import { readInFull } from '../../src/yaml/read-yaml.ts';
import type { YamlVersion } from '../../src/yaml/resolve-scalar.ts';

/** What the fast reader makes of a text, held against what the full reader makes of it. */
export function compareReaders(text: string, version: YamlVersion = '1.1'): 'declined' | 'equal' | 'different' {
  const fast = readSimpleYaml(text, version);
  if (!fast) return 'declined';
  return isDeepStrictEqual(fast, readInFull(text, version)) ? 'equal' : 'different';
}
