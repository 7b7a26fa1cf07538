import type { ProjectRef } from '../manifest/replace-call.ts';
import { flatLines } from '../yaml/flat-lines.ts';

/**
 * Knows a configuration that is as simple as most are, for manifests in which nothing is found.
 *
 * The contract: where it knows a text, that is a configuration in which nothing is wrong, and all that it says of such a
 * manifest is told here. It has no message: what is wrong, or not simple, it does not know. `test/plain-config.test.ts` holds it
 * to that.
 */

/** What a configuration says of manifests in which nothing is found. */
export interface PlainConfig {
  readonly projects: readonly ProjectRef[];
  /** Patterns of the accounts that resources may run as; any where there are none. */
  readonly allowedAccounts: readonly string[];
}

/** By first words of ids, what follows on each, with a space between two: `gpu-complete` and `gpu-supported` are `{ 'gpu-': 'complete supported' }`. */
type IdsByFirstWord = Readonly<Record<string, string>>;

/** What stands alone on its line, above its settings. */
const OPENING: readonly string[] = ['rules:', 'projects:', 'accounts:', 'accounts:allowed:', 'suppressions:'];

const EXTENDS = /^extends: (["']?)recommended\1$/;
const FAIL_ON = /^failOn: (["']?)(?:error|warning|info)\1$/;
const RULE = /^rules:([a-z]+[-/])([a-z-]+): (["']?)(?:error|warning|info|off)\3$/;
const PROJECT = /^projects:([a-z][a-z0-9-]{4,28}[a-z0-9]): (["'])(\d{1,19})\2$/;
const SUPPRESSION = /^suppressions:(?:inline|requireReason): (?:true|false)$/;
const ALLOWED_ITEM = 'accounts:allowed:- ';
const ALLOWED_LIST = 'accounts:allowed: [';

/** An e-mail; in quotes it can have signs and words that stand for others. */
const PATTERN = /^ *(?:(["'])((?:[\w@.*-]|\{(?:name|kind|project)\})+)\1|([a-z][\w.-]*@[\w.-]+)) *$/;

/**
 * What there is to know of a plain configuration; undefined for any other.
 *
 * @param onByDefault the ids whose severity, `off` included, changes nothing where nothing is found
 */
export function readPlainConfig(text: string, onByDefault: IdsByFirstWord): PlainConfig | undefined {
  const lines = flatLines(text);
  if (!lines?.every((line) => isKnown(line, onByDefault))) return undefined;
  return { projects: lines.flatMap(projectsIn), allowedAccounts: lines.flatMap(patternsIn) };
}

/** It takes longer to make an expression than to use it: none is asked of the lines of another setting. */
function isKnown(line: string, onByDefault: IdsByFirstWord): boolean {
  if (OPENING.includes(line)) return true;
  switch (line.slice(0, line.indexOf(':'))) {
    case 'extends':
      return EXTENDS.test(line);
    case 'failOn':
      return FAIL_ON.test(line);
    case 'rules':
      return setsOneOf(onByDefault, line);
    case 'projects':
      return projectsIn(line).length > 0;
    case 'accounts':
      return patternsIn(line).length > 0;
    case 'suppressions':
      return SUPPRESSION.test(line);
    default:
      return false;
  }
}

function setsOneOf(ids: IdsByFirstWord, line: string): boolean {
  const [, first = '', rest = ''] = RULE.exec(line) ?? [];
  return ids[first]?.split(' ').includes(rest) === true;
}

function projectsIn(line: string): ProjectRef[] {
  const match = line.startsWith('projects:') ? PROJECT.exec(line) : undefined;
  const [, id, , number] = match ?? [];
  return id !== undefined && number !== undefined ? [{ id, number }] : [];
}

/** None where one of them is not plain. */
function patternsIn(line: string): string[] {
  const patterns = writtenPatternsIn(line).map((written) => {
    const [, , quoted, bare] = PATTERN.exec(written) ?? [];
    return quoted ?? bare;
  });
  return patterns.every((pattern) => pattern !== undefined) ? patterns : [];
}

function writtenPatternsIn(line: string): string[] {
  if (line.startsWith(ALLOWED_ITEM)) return [line.slice(ALLOWED_ITEM.length)];
  return line.startsWith(ALLOWED_LIST) && line.endsWith(']') ? line.slice(ALLOWED_LIST.length, -1).split(',') : [];
}
