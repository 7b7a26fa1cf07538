import { MASK, type Severity } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../lint/rule.ts';
import type { Finding } from '../manifest/finding.ts';
import { isHiddenPath } from '../manifest/hidden-values.ts';
import { REPLACEABLE_KIND_NAMES } from '../manifest/kinds.ts';
import { describeResource, type Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { expandedSize, type PlainValue, plainValue } from '../yaml/plain-value.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import type { Expression } from './expression.ts';

/** A rule of a team's own, its expression compiled. */
export interface CustomRule {
  readonly id: string;
  readonly kinds?: readonly string[];
  readonly severity?: Severity;
  /** What must hold, as it is written. */
  readonly source: string;
  readonly holds: Expression;
  /** Where it reports; `podSpec` as the first step is the part with the containers. */
  readonly at: YamlPath;
  readonly message: string;
  readonly remedy?: string;
  readonly fix?: { readonly set: string; readonly safety?: 'safe' | 'unsafe' };
}

/** With its aliases written out, the size of a manifest that expressions are asked about at most. */
const MAX_VALUES = 10_000;

/** A custom rule as the engine knows rules. */
export function ruleOf(custom: CustomRule): Rule {
  const { id, kinds = REPLACEABLE_KIND_NAMES, severity = 'warning', message, remedy = '', fix } = custom;
  return {
    id,
    severity,
    kinds,
    since: '',
    group: 'safety',
    fix: fix ? (fix.safety ?? 'unsafe') : 'none',
    summary: message,
    rationale: `It holds where \`${custom.source}\` is true.`,
    remedy,
    sources: [],
    examples: { incorrect: '', correct: '' },
    *check(resource) {
      const finding = judge(custom, resource);
      if (finding) yield finding;
    },
  };
}

function judge(custom: CustomRule, resource: Resource): Finding | undefined {
  const { root } = resource.document;
  if (!root || expandedSize(root) > MAX_VALUES) return undefined;
  const { kind, path, document } = resource;
  const object = celValue(plainValue(root), new Map()) as object;
  const podSpec = kind.podSpecPath.reduce<unknown>((value, step) => propertyOf(value, String(step)), object);
  const result = custom.holds({ object, podSpec: isObject(podSpec) ? podSpec : {}, path });
  const [first, ...rest] = custom.at;
  const at = first === 'podSpec' ? [...kind.podSpecPath, ...rest] : custom.at;
  if ('error' in result) {
    const { message, range } = result.error;
    const where = excerpt(custom.source.slice(range.start, range.end));
    return {
      at,
      message: `${custom.id} cannot be judged for ${describeResource(resource)}: ${message}, at ${where}`,
      remedy: 'In the expression, ask for what can be missing with has(…) or .?',
    };
  }
  if (result.holds) return undefined;
  const words = wordsFor(resource, at);
  const fix = custom.fix && {
    title: `Set ${formatYamlPath(at)}`,
    edits: [{ type: 'set', path: at, value: fillIn(custom.fix.set, words) }] as const,
  };
  return {
    at,
    message: fillIn(custom.message, words),
    ...(custom.remedy !== undefined && { remedy: fillIn(custom.remedy, words) }),
    ...(fix && document.stringAt(at) !== fix.edits[0].value && { fix }),
  };
}

/** What the words in braces of a message stand for. A value of an environment variable is not shown. */
function wordsFor(resource: Resource, at: YamlPath): ReadonlyMap<string, string> {
  const { document, kind, name = '' } = resource;
  const value = document.nodeAt(at);
  const text = value?.type === 'scalar' ? value.text : '';
  return new Map([
    ['resource', describeResource(resource)],
    ['name', excerpt(name)],
    ['kind', kind.kind],
    ['path', formatYamlPath(at)],
    ['value', isHiddenPath(at) && text !== '' ? MASK : excerpt(text)],
  ]);
}

function fillIn(template: string, words: ReadonlyMap<string, string>): string {
  return template.replace(/\{([a-z]+)\}/g, (written, word: string) => words.get(word) ?? written);
}

/** A value as the expressions know it: whole numbers are integers there. */
function celValue(value: PlainValue, made: Map<object, unknown>): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : Object.create(null);
  made.set(value, copy);
  for (const [key, item] of Object.entries(value)) (copy as Record<string, unknown>)[key] = celValue(item, made);
  return copy;
}

function propertyOf(value: unknown, key: string): unknown {
  return isObject(value) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
