import { excerpt } from '../text/excerpt.ts';

/** The way from a document's root to a value: keys of maps, indexes of lists from zero. */
export type YamlPath = readonly (string | number)[];

/** A path as people write it: `spec.containers[0].image`, `metadata.annotations["run.googleapis.com/ingress"]`. */
export function formatYamlPath(path: YamlPath): string {
  return path.map((step, index) => formatStep(step, index === 0)).join('');
}

const STEP = /(?:(?:^|(?<!^)\.)([\w-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\['([^']*)'\])/y;

/** The path that a text writes, in the form of `formatYamlPath`; undefined where it writes none. */
export function parseYamlPath(text: string): YamlPath | undefined {
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const [, name, index, quoted, singleQuoted] = STEP.exec(text) ?? [];
    const key = name ?? singleQuoted ?? (quoted === undefined ? undefined : parseJsonText(quoted));
    const step = index === undefined ? key : Number(index);
    if (step === undefined) return undefined;
    path.push(step);
  }
  return path.length > 0 ? path : undefined;
}

function parseJsonText(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

/** A text that is the same for the same path, to look it up by. */
export function pathKey(path: YamlPath): string {
  return JSON.stringify(path);
}

export function isSamePath(a: YamlPath, b: YamlPath): boolean {
  return a.length === b.length && startsWithPath(a, b);
}

/** True where `path` is `prefix` or leads below it. */
export function startsWithPath(path: YamlPath, prefix: YamlPath): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === path[index]);
}

function formatStep(step: string | number, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  const name = excerpt(step);
  if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(name)}]`;
  return isFirst ? name : `.${name}`;
}
