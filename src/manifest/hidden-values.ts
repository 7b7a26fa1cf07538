import type { Range } from '../text/range.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { walkNodes, type YamlNode } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** An annotation that holds environment variables of a build, as JSON. */
const BUILD_ENVIRONMENT = 'run.googleapis.com/build-environment-variables';

/** Where values of environment variables stand: logs are public, and nothing that is printed may show them. */
export function findHiddenValues(document: YamlDocument): Range[] {
  if (!document.isReadable) return findInUnreadableText(document);
  return document.root ? [...findInTree(document.root, [], new Set())] : [];
}

function* findInTree(root: YamlNode, prefix: YamlPath, followed: Set<YamlNode>): Generator<Range> {
  for (const { node, path } of walkNodes(root, prefix)) {
    if (node.type === 'alias') {
      if (!node.target || followed.has(node.target)) continue;
      followed.add(node.target);
      yield* findInTree(node.target, path, followed);
    } else if (node.type === 'scalar' && isHidden(path)) {
      yield node.range;
    }
  }
}

/** All below `env` but the names and where other values come from. */
function isHidden(path: YamlPath): boolean {
  if (path.includes(BUILD_ENVIRONMENT)) return true;
  const inEnv = path.slice(path.indexOf('env') + 1);
  if (!path.includes('env') || inEnv.length === 0) return false;
  return inEnv[1] !== 'name' && inEnv[1] !== 'valueFrom';
}

/** Keys whose values are no secrets, wherever they stand. */
const OPEN_KEY = /^[\s\-{[,]*["']?(?:apiVersion|kind|name|namespace|image|serviceAccountName)["']?\s*:[^,]*$/;
const KEY = /^[\s\-{[,]*["']?[A-Za-z_][\w./-]*["']?\s*:(?=\s|$)/;
const STRUCTURE = /^\s*(?:#.*|---.*|\.\.\.|[[\]{},]*)$/;

/** Without a tree nothing is known to be no value of a variable: of most lines only the key is left to be seen. */
function findInUnreadableText(document: YamlDocument): Range[] {
  const { lines } = document;
  const hidden: Range[] = [];
  for (let line = lines.lineAt(document.range.start); line <= lines.lineAt(document.range.end); line++) {
    const { start, end } = lines.contentRange(line);
    const text = document.text.slice(start, end);
    if (STRUCTURE.test(text) || OPEN_KEY.test(text)) continue;
    const indent = text.length - text.trimStart().length;
    hidden.push({ start: start + (KEY.exec(text)?.[0].length ?? indent), end });
  }
  return hidden.filter(({ start, end }) => start < end);
}
