import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../lint/rule.ts';
import type { Finding } from '../manifest/finding.ts';
import { isHiddenPath } from '../manifest/hidden-values.ts';
import { REPLACEABLE_KIND_NAMES } from '../manifest/kinds.ts';
import { describeResource, type Resource } from '../manifest/resource.ts';
import { excerpt } from '../text/excerpt.ts';
import { MASK } from '../text/mask.ts';
import { expandedSize } from '../yaml/plain-value.ts';
import { readEntries, resolveAlias, type YamlNode, type YamlScalar } from '../yaml/yaml-node.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import type { Expression, ExpressionVariables } from './expression.ts';

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
    group: 'custom',
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
  const { kind } = resource;
  const [first, ...rest] = custom.at;
  const at = first === 'podSpec' ? [...kind.podSpecPath, ...rest] : custom.at;
  const variables = variablesOf(resource);
  if (!variables) return notJudged(custom, resource, at, `it holds more than ${MAX_VALUES} values`);
  const result = custom.holds(variables);
  if ('error' in result) {
    const { message, range } = result.error;
    const where = excerpt(custom.source.slice(range.start, range.end));
    return notJudged(custom, resource, at, `${message}, at ${where}`);
  }
  if (result.holds) return undefined;
  const words = tellableWordsOf(resource, at);
  const fix = custom.fix && fixOf(custom.fix.set, resource, at);
  return {
    at,
    message: fillIn(custom.message, words),
    ...(custom.remedy !== undefined && { remedy: fillIn(custom.remedy, words) }),
    ...(fix && { fix }),
  };
}

/** What is not judged is reported: a manifest does not come past a rule by being large or odd. */
function notJudged({ id }: CustomRule, resource: Resource, at: YamlPath, reason: string): Finding {
  return {
    at,
    message: `${id}${NOT_JUDGED}for ${describeResource(resource)}: ${reason}`,
    remedy: 'An expression asks for what can be missing with has(…) or .?, and takes few steps.',
  };
}

const NOT_JUDGED = ' cannot be judged ';

/** True for a message that says that a rule could not be followed. */
export function saysNotJudged(message: string, ruleId: string): boolean {
  return message.startsWith(`${ruleId}${NOT_JUDGED}`);
}

/** The repair; none where the value is as it should be, or holds what is not to be shown. */
function fixOf(set: string, resource: Resource, at: YamlPath): Finding['fix'] {
  if (isHiddenPath(at) && set.includes('{value}')) return undefined;
  const value = fillIn(set, wordsOf(resource, at));
  if (resource.document.stringAt(at) === value) return undefined;
  return { title: `Set ${formatYamlPath(at)}`, edits: [{ type: 'set', path: at, value }] };
}

/** What the words in braces of a message stand for. A value of an environment variable is not shown. */
function tellableWordsOf(resource: Resource, at: YamlPath): Words {
  const words = wordsOf(resource, at);
  return { ...words, name: excerpt(words.name), value: isHiddenPath(at) && words.value ? MASK : excerpt(words.value) };
}

type Words = Readonly<Record<'resource' | 'name' | 'kind' | 'path' | 'value', string>>;

function wordsOf(resource: Resource, at: YamlPath): Words {
  const { document, kind, name = '' } = resource;
  const node = document.nodeAt(at);
  const value = node?.type === 'scalar' ? node.text : '';
  return { resource: describeResource(resource), name, kind: kind.kind, path: formatYamlPath(at), value };
}

function fillIn(template: string, words: Words): string {
  return template.replace(/\{(resource|name|kind|path|value)\}/g, (_, word: keyof Words) => words[word]);
}

/** What expressions see of a resource, made once for all rules; undefined where it is too large to be asked about. */
function variablesOf(resource: Resource): ExpressionVariables | undefined {
  const known = madeVariables.get(resource);
  if (known) return known;
  const { root } = resource.document;
  if (!root || expandedSize(root) > MAX_VALUES) return undefined;
  const object = celValue(root, new Map());
  const podSpec = resource.kind.podSpecPath.reduce(propertyOf, object);
  const variables = { object: isObject(object) ? object : {}, podSpec: isObject(podSpec) ? podSpec : {}, path: resource.path };
  madeVariables.set(resource, variables);
  return variables;
}

const madeVariables = new WeakMap<Resource, ExpressionVariables>();

/** A value as expressions know it: whole numbers are integers there. What several aliases stand for is made once, and shared. */
function celValue(node: YamlNode, made: Map<YamlNode, unknown>): unknown {
  const content = resolveAlias(node);
  if (content === undefined) return null;
  if (content.type === 'scalar') return scalarValue(content);
  const earlier = made.get(content);
  if (earlier !== undefined) return earlier;
  if (content.type === 'sequence') {
    const items: unknown[] = [];
    made.set(content, items);
    for (const item of content.items) items.push(celValue(item, made));
    return items;
  }
  const object: Record<string, unknown> = Object.create(null);
  made.set(content, object);
  for (const [key, { value }] of readEntries(content)) object[key] = celValue(value, made);
  return object;
}

function scalarValue({ resolved: { type, value }, text }: YamlScalar): unknown {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? value : Number(value);
  return type === 'float' || type === 'boolean' || type === 'null' ? value : text;
}

function propertyOf(value: unknown, key: string | number): unknown {
  return isObject(value) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
