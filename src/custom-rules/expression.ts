import { TypeError as CheckError, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { Range } from '../text/range.ts';
import { Exhausted, Meter } from './meter.ts';
import { meterOperands, meterSteps, nodesIn, type SyntaxNode } from './metered-nodes.ts';
import { defectOfPattern, matchesRegularExpression } from './regular-expression.ts';

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

type ExpressionResult = { readonly holds: boolean } | { readonly error: ExpressionError };

/** Why an expression says nothing, and where in it: offsets in UTF-16 units, half-open. */
export interface ExpressionError {
  readonly message: string;
  readonly range: Range;
}

/** Expressions come with a stranger's pull request, too. */
const LIMITS = { maxAstNodes: 1000, maxDepth: 50, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 8 };
const MAX_LENGTH = 10_000;

/** `matches` of the package can take forever: ours takes its place, under another name. */
const MATCHES = 'matches';
const SAFE_MATCHES = 'matchesInLinearTime';

let environment: Environment | undefined;

/** What the evaluation that is under way may still cost. */
const meter = new Meter();

/** Compiles a CEL expression (https://cel.dev), or says what is wrong with it. */
export function compileExpression(source: string): Expression | ExpressionError {
  if (source.length > MAX_LENGTH) return { message: `it is longer than ${MAX_LENGTH} characters`, range: wholeOf(source) };
  environment ??= makeEnvironment();
  try {
    const program = environment.parse(source);
    const defect = makeMatchesSafe(nodesIn(program.ast));
    if (defect) return defect;
    const { valid, type, error } = program.check();
    if (!valid) return { message: messageOf(error), range: rangeOf(error, source) };
    if (type !== 'bool' && type !== 'dyn') return { message: `it gives ${type}, not true or false`, range: wholeOf(source) };
    for (const node of nodesIn(program.ast)) meterOperands(node, meter);
    return (variables) => evaluate(program, variables, source);
  } catch (error) {
    return { message: messageOf(error), range: rangeOf(error, source) };
  }
}

export function isExpressionError(result: Expression | ExpressionError): result is ExpressionError {
  return typeof result === 'object';
}

function makeEnvironment(): Environment {
  const made = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true, limits: LIMITS })
    .registerVariable('object', 'map')
    .registerVariable('podSpec', 'map')
    .registerVariable('path', 'string')
    .registerFunction(`string.${SAFE_MATCHES}(string): bool`, (text: string, pattern: string) =>
      matchesRegularExpression(text, pattern, meter),
    );
  meterSteps(made.parse('true'), meter);
  return made;
}

function evaluate(program: ReturnType<Environment['parse']>, variables: ExpressionVariables, source: string): ExpressionResult {
  try {
    meter.start();
    const value: unknown = program(variables);
    if (typeof value === 'boolean') return { holds: value };
    return { error: { message: 'it gives neither true nor false', range: wholeOf(source) } };
  } catch (error) {
    return { error: { message: failureOf(error), range: rangeOf(error, source) } };
  }
}

/** Says what is wrong with an expression, in the words of the package. */
function messageOf(error: unknown): string {
  if (!isCelError(error)) return error instanceof Error ? error.message : String(error);
  const message = error.summary.replaceAll(SAFE_MATCHES, MATCHES).replaceAll(/dyn<([\w<>, ]+?)>/g, '$1');
  return OTHER_WORDS.reduce((words, [theirs, ours]) => words.replace(theirs, ours), message);
}

/** What the package says, and what people say. */
const OTHER_WORDS: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/^Unexpected token: EOF$/, 'it ends too soon'],
  [/^Exceeded max.*$/, 'it is longer or deeper than an expression can be here'],
  [/^found no matching overload for '(?:dyn\.)?(.*)'$/, 'there is no $1'],
  [/^no such overload: (.*)$/, '$1 does not go together'],
  [/^Unknown variable: (.*)$/, 'there is no variable $1'],
  [/^Unexpected /, 'unexpected '],
];

/** What the package says of these holds types and no value of the manifest. */
const TELLABLE: ReadonlySet<string> = new Set([
  'no_such_overload',
  'no_matching_overload',
  'invalid_condition_type',
  'invalid_logical_operand',
  'invalid_comprehension_range',
  'division_by_zero',
  'modulo_by_zero',
]);

/** Says why an expression failed on a manifest. Keys and texts can be values of environment variables: none is named. */
function failureOf(error: unknown): string {
  if (!isCelError(error)) return error instanceof Exhausted ? error.message : 'a value is not of the right form';
  if (TELLABLE.has(error.code)) return messageOf(error);
  if (error.code === 'no_such_key') return 'there is no such key';
  if (error.code === 'index_out_of_bounds') return 'the list is not that long';
  return 'a value is not of the right form';
}

function isCelError(error: unknown): error is ParseError | EvaluationError | CheckError {
  return error instanceof ParseError || error instanceof EvaluationError || error instanceof CheckError;
}

function rangeOf(error: unknown, source: string): Range {
  const { start, end } = (isCelError(error) && error.range) || wholeOf(source);
  const last = Math.max(0, source.trimEnd().length - 1);
  const from = Math.min(start, last);
  return { start: from, end: Math.max(from + 1, Math.min(end, source.length)) };
}

function wholeOf(source: string): Range {
  return { start: 0, end: source.length };
}

/** Gives each call of `matches` the other name; where a pattern stands in the expression, it has to be valid. */
function makeMatchesSafe(nodes: readonly SyntaxNode[]): ExpressionError | undefined {
  for (const { op, args } of nodes) {
    if (op !== 'rcall' || !Array.isArray(args) || args[0] !== MATCHES) continue;
    args[0] = SAFE_MATCHES;
    const [pattern] = args[2] as readonly SyntaxNode[];
    const defect = pattern?.op === 'value' && typeof pattern.args === 'string' ? defectOfPattern(pattern.args) : undefined;
    if (pattern && defect !== undefined)
      return { message: `the pattern is not valid: ${defect}`, range: { start: pattern.start, end: pattern.end } };
  }
  return undefined;
}
