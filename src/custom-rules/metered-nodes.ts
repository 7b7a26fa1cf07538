import type { Meter } from './meter.ts';

/** A node of the package's syntax tree, as far as this module knows it. */
export interface SyntaxNode {
  readonly op: string;
  args: unknown;
  readonly start: number;
  readonly end: number;
  /** What a macro stands for. */
  readonly meta: { readonly alternate?: SyntaxNode };
  /** What is done with the values of its operands; known once the types are. */
  handle?: (...operands: unknown[]) => unknown;
  evaluate(evaluator: Evaluator, node: SyntaxNode, context: unknown): unknown;
}

/** What the package runs its nodes with. */
interface Evaluator {
  run(node: SyntaxNode, context: unknown): unknown;
}

/** A syntax tree as a list of its nodes. */
export function nodesIn(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null || !('op' in value)) return [];
  const node = value as SyntaxNode;
  return [node, ...nodesIn(node.args), ...(node.meta.alternate ? [node.meta.alternate] : [])];
}

/** A failure is told with its line and column, which takes longer than a step. */
const STEPS_OF_A_FAILURE = 20;

/** An expression of the package's, parsed. */
interface Program {
  (): unknown;
  readonly ast: unknown;
}

/**
 * Counts each node that is evaluated: loops, and loops in loops, come to an end. The package tells its evaluator to nodes
 * alone: it is met in those of `probe`, and is the same for all expressions of an environment.
 */
export function meterSteps(probe: Program, meter: Meter): void {
  (probe.ast as SyntaxNode).evaluate = (evaluator) => {
    const { run } = evaluator;
    evaluator.run = (node, context) => {
      meter.spend(1);
      try {
        return run.call(evaluator, node, context);
      } catch (error) {
        meter.spend(STEPS_OF_A_FAILURE);
        throw error;
      }
    };
    return true;
  };
  probe();
}

/** Counts what takes longer with larger operands, before it is done. */
export function meterOperands(node: SyntaxNode, meter: Meter): void {
  const { op, args, handle } = node;
  const spend = spendingOf(op, args, meter);
  if (!handle || !spend) return;
  node.handle = (...operands) => {
    spend(operands);
    return handle(...operands);
  };
}

function spendingOf(op: string, args: unknown, meter: Meter): ((operands: readonly unknown[]) => void) | undefined {
  switch (op) {
    case 'call':
    case 'rcall':
      return ([values]) => spendOnCall(String((args as readonly unknown[])[0]), values as readonly unknown[], meter);
    case 'comprehension':
      return ([items]) => meter.spend(isMap(items) ? Object.keys(items).length : 0);
    case '+':
    case '==':
    case '!=':
    case 'in':
      return ([left, right]) => meter.spendOn([left, right]);
    default:
      return undefined;
  }
}

/** Of a map all keys are listed before the first is looked at. */
function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** To look for a text in a text can take as long as both, multiplied; a duration is read in the cube of its length. */
function spendOnCall(name: string, values: readonly unknown[], meter: Meter): void {
  meter.spendOn(values);
  const lengths = values.flatMap((value) => (typeof value === 'string' ? value.length : []));
  if (SEARCHES.has(name)) meter.spend(lengths.reduce((product, length) => product * length, 1) / 256);
  if (name === 'duration') meter.spend((lengths[0] ?? 0) ** 3 / 256);
}

const SEARCHES: ReadonlySet<string> = new Set(['contains', 'indexOf', 'lastIndexOf', 'split']);
