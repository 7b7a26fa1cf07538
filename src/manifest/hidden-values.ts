import { isCloseTo } from '../text/closest-match.ts';
import { mergedRanges, type Range } from '../text/range.ts';
import { rememberedText } from '../text/remembered.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { keyText, type YamlNode } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** An annotation that holds environment variables of a build, as JSON. */
export const BUILD_ENVIRONMENT = 'run.googleapis.com/build-environment-variables';

/** Values of environment variables: logs are public, and nothing that is printed may show them. */
export interface HiddenValues {
  /** Where they stand, in order. */
  readonly ranges: readonly Range[];
  /** The texts of those that messages can speak of: they can stand elsewhere too, by an anchor, or are keys. */
  readonly texts: readonly string[];
}

/** Shorter texts are no secrets, and would be found in any sentence. */
const LEAST_SECRET = 4;

export function findHiddenValues(document: YamlDocument): HiddenValues {
  if (!document.isReadable) return { ranges: findInUnreadableText(document), texts: [] };
  const finder = new HiddenValuesFinder();
  if (document.root) finder.search(document.root);
  return {
    ranges: mergedRanges(finder.ranges),
    texts: finder.spokenOf.flatMap(textsIn).filter((text) => text.length >= LEAST_SECRET),
  };
}

/** Goes through a tree once, and looks more closely only where variables are set: that is a small part of most manifests. */
class HiddenValuesFinder {
  readonly ranges: Range[] = [];
  /** Those that messages can speak of. */
  readonly spokenOf: YamlNode[] = [];
  readonly #followed = new Set<YamlNode>();
  readonly #inPlace = new Set<YamlNode>();

  /** @param parent the step that leads to the node */
  search(node: YamlNode, parent?: string | number): void {
    if (node.type === 'map') {
      for (const entry of node.entries) {
        const key = keyText(entry.key) ?? '';
        if (key === BUILD_ENVIRONMENT || isVariablesKey(key, parent)) this.#addBelow(entry.value, [key], false);
        else this.search(entry.value, key);
      }
    } else if (node.type === 'sequence') {
      for (const [index, item] of node.items.entries()) this.search(item, index);
    }
  }

  /**
   * Aliases are followed only to values of variables: what they stand for is looked at where it stands, too, which is before
   * them. There it may be no value of a variable, and be spoken of.
   *
   * @param path the way from the key of the variables
   */
  #addBelow(node: YamlNode, path: YamlPath, isFollowing: boolean): void {
    if (isHidden(node, path)) this.#add(node, isFollowing);
    if (node.type === 'map') {
      for (const { key, value } of node.entries) this.#addBelow(value, [...path, keyText(key) ?? ''], isFollowing);
    } else if (node.type === 'sequence') {
      for (const [index, item] of node.items.entries()) this.#addBelow(item, [...path, index], isFollowing);
    } else if (node.type === 'alias' && node.target && !this.#followed.has(node.target)) {
      this.#followed.add(node.target);
      this.#addBelow(node.target, path, true);
    }
  }

  #add(node: YamlNode, isFollowing: boolean): void {
    this.ranges.push({ start: node.propertiesStart ?? node.range.start, end: node.range.end });
    const isElsewhere = isFollowing && !this.#inPlace.has(node);
    if (node.anchor || node.type !== 'scalar' || isElsewhere) this.spokenOf.push(node);
    if (!isFollowing) this.#inPlace.add(node);
  }
}

function textsIn(node: YamlNode): string[] {
  if (node.type === 'scalar') return node.resolved.type === 'boolean' ? [] : [node.text];
  if (node.type === 'map') return node.entries.flatMap(({ key, value }) => [...textsIn(key), ...textsIn(value)]);
  return node.type === 'sequence' ? node.items.flatMap(textsIn) : [];
}

/**
 * True where the scalar at a path can be the value of a variable: all below `env` but the names, and the names and keys of
 * what other values come from.
 */
export function isHiddenPath(path: YamlPath): boolean {
  if (path.includes(BUILD_ENVIRONMENT)) return true;
  const below = pathBelowVariables(path);
  return below !== undefined && isPathOfValue(below);
}

/** As `isHiddenPath`; of maps and lists only those where a value belongs, since their keys are values then. */
export function isHidden(node: YamlNode, path: YamlPath): boolean {
  if (path.includes(BUILD_ENVIRONMENT)) return true;
  const below = pathBelowVariables(path);
  if (below === undefined) return false;
  const [item, field] = below;
  if (node.type === 'map' || node.type === 'sequence') return typeof item === 'string' || field === 'value';
  const isNameWithValue = node.type === 'scalar' && path.at(-1) === 'name' && node.text.includes('=');
  return isNameWithValue || isPathOfValue(below);
}

/** @param below the path from the variables */
function isPathOfValue(below: YamlPath): boolean {
  const [, field] = below;
  const isName = field === 'name' && below.length === 2;
  const isSource = field === 'valueFrom' && below.length > 3;
  return !isName && !isSource;
}

/** Labels and annotations can be called `env`, too. */
const FREE_MAPS: ReadonlySet<unknown> = new Set(['labels', 'annotations']);

/** What follows on `env`, or on a name that is written for it, in a path. What is merged stands where it is merged into. */
function pathBelowVariables(path: YamlPath): YamlPath | undefined {
  const at = path.findIndex((step, index) => isVariablesKey(step, path[index - 1]));
  if (at < 0) return undefined;
  const below = path.slice(at + 1);
  return below.includes('<<') ? below.filter((step) => step !== '<<') : below;
}

/** @param parent the step before it */
function isVariablesKey(step: string | number, parent: string | number | undefined): boolean {
  return typeof step === 'string' && isNameOfVariables(step) && !FREE_MAPS.has(parent);
}

const isNameOfVariables = rememberedText(
  (key) => /^env(?:ironment)?(?:s|[-_]?var(?:iable)?s?)?$/i.test(key) || isCloseTo(key, 'environment'),
);

/** A key that is a field of the manifest's own and its value, if that is one word: no secret, wherever it stands. */
const OPEN_LINE = /^(?:- )?["']?(?:apiVersion|kind|image|serviceAccountName)["']?\s*:\s*[^\s,{}]*,?$/;
const KEY = /^[\s\-{[,]*["']?[A-Za-z_][\w./-]*["']?\s*:(?=\s|$)/;
const STRUCTURE = /^(?:---|\.\.\.|[[\]{},]*)$/;

/** Without a tree nothing is known to be no value of a variable: of most lines only the key is left to be seen. */
function findInUnreadableText(document: YamlDocument): Range[] {
  const { lines } = document;
  const hidden: Range[] = [];
  for (let line = lines.lineAt(document.range.start); line <= lines.lineAt(document.range.end); line++) {
    const { start, end } = lines.contentRange(line);
    const text = document.text.slice(start, end);
    if (STRUCTURE.test(text.trim()) || OPEN_LINE.test(text.trim())) continue;
    const indent = text.length - text.trimStart().length;
    hidden.push({ start: start + (KEY.exec(text)?.[0].length ?? indent), end });
  }
  return hidden.filter(({ start, end }) => start < end);
}
