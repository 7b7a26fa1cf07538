import { LineIndex } from '../text/line-index.ts';
import { readSimpleYaml } from './fast-reader.ts';
import { readWithYamlPackage } from './full-reader.ts';
import type { YamlVersion } from './resolve-scalar.ts';
import { YamlDocument, type YamlDocumentParts, type YamlProblem } from './yaml-document.ts';

/** The largest text that is read, in UTF-16 units. A Cloud Run manifest is seldom larger than 10,000. */
export const MAX_TEXT_LENGTH = 5 * 1024 * 1024;

/** What ruamel.yaml's reader refuses anywhere in a stream: "special characters are not allowed". */
const CONTROL_CHARACTER = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Line ends to gcloud's reader, and plain characters to editors and to most other tools: text can hide behind them. */
const LINE_SEPARATOR = /[\x85\u2028\u2029]|\r(?!\n)/;

/** What git leaves where two changes meet: at the start of a line it is nothing that YAML has. */
const MERGE_CONFLICT = /^<{7} .*$/m;

/**
 * The documents of a YAML stream, as gcloud reads them. Never throws: what is wrong is a problem of a document.
 *
 * @param version the version that a document has without a directive; gcloud's is 1.1
 */
export function readYaml(text: string, version: YamlVersion = '1.1'): YamlDocument[] {
  const lines = new LineIndex(text);
  return (readSimpleYaml(text, version) ?? readInFull(text, version)).map((parts) => new YamlDocument(text, lines, parts));
}

/** The documents of any text: what the fast reader is held to, and what reads the texts that it declines. */
export function readInFull(text: string, version: YamlVersion): YamlDocumentParts[] {
  const obstacle = findObstacle(text);
  if (obstacle) return [unreadable(obstacle, text)];
  try {
    return readWithYamlPackage(text, version);
  } catch {
    return [unreadable({ code: 'yaml/syntax', message: 'this is not valid YAML', range: { start: 0, end: 0 } }, text)];
  }
}

function findObstacle(text: string): YamlProblem | undefined {
  if (text.length > MAX_TEXT_LENGTH) {
    const message = `the text has ${text.length} characters; more than ${MAX_TEXT_LENGTH} are not read`;
    return { code: 'yaml/limit', message, range: { start: 0, end: 0 } };
  }
  const control = CONTROL_CHARACTER.exec(text);
  if (control) {
    const message = `the control character ${codePointName(control[0])} is not allowed in YAML; in double quotes write it as an escape`;
    return { code: 'yaml/control-character', message, range: rangeOfMatch(control) };
  }
  const conflict = MERGE_CONFLICT.exec(text);
  if (conflict) return { code: 'yaml/syntax', message: 'a merge conflict is left in this file', range: rangeOfMatch(conflict) };
  const separator = LINE_SEPARATOR.exec(text);
  if (separator) {
    const message = `gcloud treats ${codePointName(separator[0])} as a line end, but editors do not show it as one, so what follows may be read differently`;
    return { code: 'yaml/line-separator', message, range: rangeOfMatch(separator) };
  }
  return undefined;
}

function unreadable(problem: YamlProblem, text: string): YamlDocumentParts {
  return { root: undefined, range: { start: 0, end: text.length }, version: '1.1', problems: [problem], comments: [] };
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
}

function rangeOfMatch(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].length };
}
