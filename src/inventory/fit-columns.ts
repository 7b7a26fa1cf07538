/** A column of a table for a terminal, and how it is cut. */
interface MeasuredColumn {
  /** What its longest cell takes. */
  readonly width: number;
  /** How many times as wide as another it stays where both are cut. */
  readonly weight?: number;
  /** True where the table can do without. */
  readonly isSpare?: boolean;
}

/** Between two columns. */
export const GAP = '  ';

/** What is cut further says little. */
const LEGIBLE = 16;
const LEAST = 8;

/** The columns as wide as there is room for them. What can be done without goes before others say little. */
export function fitColumns<Column extends MeasuredColumn>(columns: readonly Column[], room: number): Column[] {
  const fitted = shrink(columns, room);
  const spare = columns.findLast(({ isSpare }) => isSpare);
  const isLegible = fitted.every(({ width, weight = 1 }, index) => width === columns[index]?.width || width >= LEGIBLE * weight);
  return isLegible || !spare
    ? fitted
    : fitColumns(
        columns.filter((column) => column !== spare),
        room,
      );
}

/** What is too much is taken from the widest column, as they weigh. */
function shrink<Column extends MeasuredColumn>(columns: readonly Column[], room: number): Column[] {
  const shrunk = [...columns];
  let surplus = columns.reduce((sum, { width }) => sum + width + GAP.length, -GAP.length) - room;
  for (; surplus > 0; surplus--) {
    const widest = shrunk.reduce((found, column) => (weighed(column) > weighed(found) ? column : found));
    if (weighed(widest) <= LEAST) break;
    shrunk[shrunk.indexOf(widest)] = { ...widest, width: widest.width - 1 };
  }
  return shrunk;
}

function weighed({ width, weight = 1 }: MeasuredColumn): number {
  return width / weight;
}
