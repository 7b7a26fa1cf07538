import { remembered } from '../text/remembered.ts';
import type { EnvironmentWords } from './environment-words.ts';

/** The environments that a text names, by whole words: `acme-prod` names production, `product` and `non-prod` do not. */
export function environmentsIn(text: string, environments: EnvironmentWords): string[] {
  if (!canName(text, environments)) return [];
  const found = wordsOf(text);
  return Object.keys(environments).filter((name) => environments[name]?.some((word) => found.includes(word)));
}

/** False where the letters of no environment are in a text; `non-` and `pre-` can make one that is not there as it is written. */
function canName(text: string, environments: EnvironmentWords): boolean {
  const lower = text.toLowerCase();
  return lettersOf(environments).some((letters) => lower.includes(letters));
}

const lettersOf = remembered((environments: EnvironmentWords) => ['non', 'pre', ...Object.values(environments).flat()]);

/** What the path of a file says of its environment. */
export interface PathEnvironments {
  /** The one that its last word of an environment names: `live/staging/service.yaml` is of staging. */
  readonly decisive: string;
  /** All that it names. */
  readonly named: readonly string[];
}

/** The environments of a path; undefined where it names none, or two at its end, or is a test's or an example's. */
export function environmentsOfPath(path: string, environments: EnvironmentWords): PathEnvironments | undefined {
  return canName(path, environments) ? environmentsOfParts(partsOf(path), environments) : undefined;
}

function environmentsOfParts(parts: readonly string[], environments: EnvironmentWords): PathEnvironments | undefined {
  if (parts.some((part, index) => isOfTest(part, parts[index - 1]))) return undefined;
  const byPart = parts.map((part) => environmentsIn(edgesOf(part), environments)).filter(({ length }) => length > 0);
  const [decisive, ...others] = byPart.at(-1) ?? [];
  return decisive === undefined || others.length > 0 ? undefined : { decisive, named: byPart.flat() };
}

/** The first and the last word of a name: what stands between others, as in `multi-stage-build.yaml`, names no environment. */
function edgesOf(part: string): string {
  const words = wordsOf(withoutExtension(part));
  return [words[0], words.at(-1)].join(' ');
}

const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);

function withoutExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot >= 0 && EXTENSIONS.has(name.slice(dot).toLowerCase()) ? name.slice(0, dot) : name;
}

/** Folders and files of a path. Of an absolute one the file alone: above it can stand whatever people call their folders, as `~/dev`. */
function partsOf(path: string): string[] {
  const parts = path.split(/[\\/]/);
  const isAbsolute = parts.length > 1 && /^(?:[A-Za-z]:)?$/.test(parts[0] as string);
  return isAbsolute ? parts.slice(-1) : parts;
}

/** Words of files that are deployed nowhere. */
const TEST_WORDS: ReadonlySet<string> = new Set(
  'test tests testing testdata fixture fixtures spec example examples sample samples'.split(' '),
);

/** Folders with a folder for each environment, of which one can be called `test`. */
const ENVIRONMENT_FOLDERS: ReadonlySet<string> = new Set(
  'env envs environment environments overlay overlays stage stages'.split(' '),
);

function isOfTest(part: string, parent = ''): boolean {
  return !ENVIRONMENT_FOLDERS.has(parent) && wordsOf(part).some((word) => TEST_WORDS.has(word));
}

/** Words of letters and digits. What stands behind `non-` and `pre-` is one word with it. */
function wordsOf(text: string): string[] {
  const lower = text.toLowerCase();
  const isJoined = lower.includes('non') || lower.includes('pre');
  const joined = isJoined ? lower.replaceAll(/(?<![a-z0-9])(non|pre)[^a-z0-9]+/g, '$1') : lower;
  return joined.split(/[^a-z0-9]+/);
}
