import { mergedRanges, type Range } from '../text/range.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { walkNodes, type YamlNode } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** An annotation that holds environment variables of a build, as JSON. */
const BUILD_ENVIRONMENT = 'run.googleapis.com/build-environment-variables';

/** Where values of environment variables stand, in order: logs are public, and nothing that is printed may show them. */
export function findHiddenValues(document: YamlDocument): Range[] {
  if (!document.isReadable) return findInUnreadableText(document);
  return document.root ? mergedRanges([...findInTree(document.root, [], new Set())]) : [];
}

/** Aliases are followed only to values of variables: what they stand for is looked at where it stands, too. */
function* findInTree(root: YamlNode, prefix: YamlPath, followed: Set<YamlNode>): Generator<Range> {
  for (const { node, path } of walkNodes(root, prefix)) {
    const isValue = node.type === 'scalar' || node.type === 'alias';
    if (isValue && isHidden(path)) yield { start: node.propertiesStart ?? node.range.start, end: node.range.end };
    if (node.type !== 'alias' || !node.target || followed.has(node.target) || !leadsToHidden(path)) continue;
    followed.add(node.target);
    yield* findInTree(node.target, path, followed);
  }
}

function leadsToHidden(path: YamlPath): boolean {
  return path.includes('env') || path.includes(BUILD_ENVIRONMENT);
}

/** All below `env` but the names and where other values come from. */
function isHidden(path: YamlPath): boolean {
  if (path.includes(BUILD_ENVIRONMENT)) return true;
  const inEnv = path.slice(path.indexOf('env') + 1);
  if (!path.includes('env') || inEnv.length === 0) return false;
  return inEnv[1] !== 'name' && inEnv[1] !== 'valueFrom';
}

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
