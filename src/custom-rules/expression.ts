import { TypeError as CheckError, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { Range } from '../text/range.ts';
import { matchesRegularExpression } from './regular-expression.ts';

/** A compiled expression: true means that all is well. */
export type Expression = (variables: ExpressionVariables) => ExpressionResult;

/** What an expression sees. */
export interface ExpressionVariables {
  /** The whole manifest. */
  readonly object: object;
  /** The part with the containers and the account. */
  readonly podSpec: object;
  /** The path of the file. */
  readonly path: string;
}

export type ExpressionResult = { readonly holds: boolean } | { readonly error: ExpressionError };

/** Why an expression says nothing, and where in it: offsets in UTF-16 units, half-open. */
export interface ExpressionError {
  readonly message: string;
  readonly range: Range;
}

/** Expressions come with a stranger's pull request, too. */
const LIMITS = { maxAstNodes: 1000, maxDepth: 50, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 8 };

/** Lists within lists: each level multiplies the time. */
const MAX_LOOPS = 2;

/** `matches` of the package can take forever: ours takes its place, under a name of the same length. */
const MATCHES = 'matches';
const SAFE_MATCHES = 're2find';

let environment: Environment | undefined;

/** Compiles a CEL expression (https://cel.dev), or says what is wrong with it. */
export function compileExpression(source: string): Expression | ExpressionError {
  environment ??= makeEnvironment();
  try {
    const safe = withSafeMatches(source, environment);
    if (typeof safe === 'object') return safe;
    const program = environment.parse(safe);
    const { valid, type, error } = program.check();
    if (!valid) return describeError(error, source);
    if (type !== 'bool' && type !== 'dyn') return { message: `it gives a ${type}, not true or false`, range: wholeOf(source) };
    return (variables) => evaluate(program, variables, source);
  } catch (error) {
    return describeError(error, source);
  }
}

export function isExpressionError(result: Expression | ExpressionError): result is ExpressionError {
  return typeof result === 'object';
}

function makeEnvironment(): Environment {
  return new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true, limits: LIMITS })
    .registerVariable('object', 'map')
    .registerVariable('podSpec', 'map')
    .registerVariable('path', 'string')
    .registerFunction(`string.${SAFE_MATCHES}(string): bool`, matchesRegularExpression);
}

function evaluate(program: ReturnType<Environment['parse']>, variables: ExpressionVariables, source: string): ExpressionResult {
  try {
    const value: unknown = program(variables);
    if (typeof value === 'boolean') return { holds: value };
    return { error: { message: 'it gives no true and no false', range: wholeOf(source) } };
  } catch (error) {
    return { error: describeError(error, source) };
  }
}

function describeError(error: unknown, source: string): ExpressionError {
  const isOurs = error instanceof ParseError || error instanceof EvaluationError || error instanceof CheckError;
  if (!isOurs) return { message: error instanceof Error ? error.message : String(error), range: wholeOf(source) };
  const { start, end } = error.range ?? wholeOf(source);
  const message = (error.summary ?? error.message).replaceAll(SAFE_MATCHES, MATCHES);
  return { message, range: { start, end: Math.min(Math.max(end, start + 1), Math.max(source.length, start + 1)) } };
}

function wholeOf(source: string): Range {
  return { start: 0, end: source.length };
}

/** A node of the package's syntax tree, as far as this module looks at it. */
interface SyntaxNode {
  readonly op: string;
  readonly args: unknown;
  readonly end?: number;
}

const LOOPS: ReadonlySet<unknown> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** The source with each call of `matches` under the other name, every other character where it was. */
function withSafeMatches(source: string, { parse }: Environment): string | ExpressionError {
  const calls: number[] = [];
  const depth = visit(parse.call(environment, source).ast as SyntaxNode, 0);
  if (depth > MAX_LOOPS) return { message: `loops are nested deeper than ${MAX_LOOPS} levels`, range: wholeOf(source) };
  let safe = source;
  for (const end of calls) {
    const name = /^[\s)]*\.\s*(matches)\s*\(/d.exec(safe.slice(end));
    const at = name?.indices?.[1]?.[0];
    if (at === undefined) return { message: 'matches is called on a text: text.matches("pattern")', range: wholeOf(source) };
    safe = safe.slice(0, end + at) + SAFE_MATCHES + safe.slice(end + at + MATCHES.length);
  }
  return safe;

  function visit(node: unknown, loops: number): number {
    if (Array.isArray(node)) return Math.max(loops, ...node.map((item) => visit(item, loops)));
    if (typeof node !== 'object' || node === null || !('op' in node)) return loops;
    const { op, args } = node as SyntaxNode;
    const [name, receiver] = Array.isArray(args) ? args : [];
    if (op === 'rcall' && name === MATCHES) calls.push((receiver as SyntaxNode).end ?? 0);
    return visit(args, op === 'rcall' && LOOPS.has(name) ? loops + 1 : loops);
  }
}
