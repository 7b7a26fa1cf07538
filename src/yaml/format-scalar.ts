import { resolvePlainScalar, type YamlVersion } from './resolve-scalar.ts';
import type { ScalarStyle } from './yaml-node.ts';

export interface ScalarPlace {
  /** The style to keep where the value allows it. */
  readonly style: ScalarStyle;
  readonly isInFlow: boolean;
  readonly version: YamlVersion;
}

/** A string as YAML on one line, in the style asked for where that reads back as the same string, else in quotes. */
export function formatScalar(value: string, place: ScalarPlace): string {
  if (place.style === 'double-quoted' || !isPrintable(value)) return doubleQuoted(value);
  if (place.style === 'single-quoted' || !isPlainSafe(value, place)) return singleQuoted(value);
  return value;
}

function isPlainSafe(value: string, { isInFlow, version }: ScalarPlace): boolean {
  if (resolvePlainScalar(value, version).type !== 'string') return false;
  if (/^[\s\-?:,[\]{}#&*!|>'"%@`]|^\.\.\.|: |:$| #|\s$/.test(value)) return false;
  return !(isInFlow && /[,[\]{}]|:(?=[,[\]{}])/.test(value));
}

/** True where every character can stand in a plain or single-quoted scalar on one line. */
function isPrintable(value: string): boolean {
  return /^[\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(value);
}

function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** JSON's spelling, which is YAML's too, with the characters escaped that YAML does not allow or takes for line ends. */
function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(/[\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
