import type { Effect } from '../diagnostics/comparison.ts';
import { findPlaceholder } from '../manifest/placeholder.ts';
import { parseServiceAccount } from '../manifest/service-account.ts';
import { excerptLine } from '../text/excerpt.ts';
import type { ValueDifference } from './compare-values.ts';
import type { ComparedScalar, ComparedValue } from './compared-value.ts';

/** A map or a list that takes more than this is not written out in a line. */
const LONGEST_LINE = 120;

/** What a side says, as it is written, of maps and lists as JSON; undefined for what must not be printed, or is too long. */
export function shownText(value: ComparedValue | undefined): string | undefined {
  if (value === undefined || isAnyHidden(value)) return undefined;
  if (value.type === 'scalar') return value.text;
  const line = JSON.stringify(jsonOf(value));
  return line.length <= LONGEST_LINE ? line : undefined;
}

function isAnyHidden(value: ComparedValue): boolean {
  if (value.type === 'scalar') return value.isHidden;
  return valuesIn(value).some(isAnyHidden);
}

function valuesIn(value: Exclude<ComparedValue, { type: 'scalar' }>): readonly ComparedValue[] {
  if (value.type === 'list') return value.items;
  return [...(value.type === 'map' ? value.entries : value.items).values()];
}

/** Words of a command line are texts, and digits in a field mostly a number. */
function jsonOf(value: ComparedValue): unknown {
  if (value.type === 'scalar') return value.text;
  if (value.type !== 'map') return valuesIn(value).map(jsonOf);
  return Object.fromEntries(
    Array.from(value.entries, ([key, below]) => [key, isNumber(below) ? Number(below.text) : jsonOf(below)]),
  );
}

function isNumber(value: ComparedValue): value is ComparedScalar {
  return value.type === 'scalar' && /^(?:0|[1-9]\d{0,8})$/.test(value.text);
}

/** What is different, as the end of a sentence that begins with the field. */
export function describeValues(difference: ValueDifference, effect: Effect): string {
  const { live, file, choice } = difference;
  if (choice) return `live has ${choice.live}, the file ${choice.file}`;
  if (effect === 'undecided') return describeUndecided(difference);
  if (file === undefined) return `live has ${quoted(live) ?? 'it'}; the file leaves it out: ${whatIsReset(live, effect)}`;
  if (live === undefined) return describeAdded(file);
  const [one, other] = [quoted(live), quoted(file)];
  if (one !== undefined && other !== undefined && one !== other) return `live has ${one}, the file ${other}`;
  return describeUnshown(live, file);
}

/** Two values that are hidden, or too long to be shown whole. */
function describeUnshown(live: ComparedValue, file: ComparedValue): string {
  if (live.type === 'scalar' && file.type === 'scalar' && live.text === file.text)
    return live.isHidden
      ? 'the value refers to variables that stand in another order'
      : 'one of the two is in quotes, and of another type';
  const [one, other] = [shownText(live), shownText(file)];
  if (one === undefined || other === undefined) return 'the value differs';
  const [lines, otherLines] = [one.split(LINE_END), other.split(LINE_END)];
  const index = lines.findIndex((line, number) => line !== otherLines[number]);
  return lines.length + otherLines.length > 2
    ? `the values differ from their line ${index < 0 ? lines.length + 1 : index + 1} on`
    : 'the ends of two long values differ';
}

/** Who it runs as, in words. */
export function describeIdentity({ live, file }: ValueDifference, effect: Effect, isProjectKnown: boolean): string {
  const [one, other] = [quoted(live) ?? 'something else', quoted(file) ?? 'something else'];
  if (effect === 'undecided') return `live runs as ${one}; ${placeholderWords(file)}`;
  if (live === undefined)
    return `live names no account and runs as the default account of Compute Engine, the file says ${other}`;
  if (file !== undefined) return `live runs as ${one}, the file says ${other}`;
  const isDefault = live.type === 'scalar' && parseServiceAccount(live.text).type === 'compute-default';
  const doubt = isDefault && !isProjectKnown ? ', which may be the same: nothing tells the number of the project' : '';
  return `live runs as ${one}; the file leaves the account out: it would run as the default account of Compute Engine${doubt}`;
}

function describeAdded(file: ComparedValue): string {
  const text = quoted(file);
  if (text === undefined)
    return file.default ? `live has the default, ${file.default}` : 'live does not have it: replace adds it';
  return file.default
    ? `live has the default, ${file.default}, the file ${text}`
    : `live does not have it: replace sets it to ${text}`;
}

function describeUndecided({ live, file }: ValueDifference): string {
  const text = quoted(live);
  return text === undefined ? 'a placeholder in the file can become what is live' : `live has ${text}; ${placeholderWords(file)}`;
}

function placeholderWords(file: ComparedValue | undefined): string {
  const placeholder = findPlaceholder(shownText(file) ?? '') ?? '';
  return `in the file the placeholder ${excerptLine(placeholder)} can become that`;
}

function whatIsReset(live: ComparedValue | undefined, effect: Effect): string {
  if (effect === 'remove') return 'replace removes it';
  return live?.default === undefined ? 'Cloud Run picks it' : `replace resets it to ${live.default}`;
}

const LINE_END = /\r?\n/;

/** A word as it is, and other texts of one line in quotes. */
function quoted(value: ComparedValue | undefined): string | undefined {
  const text = shownText(value);
  if (text === undefined || LINE_END.test(text)) return undefined;
  if (value?.type !== 'scalar' || /^[^\s,;"']+$/.test(text)) return excerptLine(text);
  return excerptLine(text.includes("'") ? JSON.stringify(text) : `'${text}'`);
}
