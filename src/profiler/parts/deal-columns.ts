import { type Column, kindOf } from '../column.ts';

/** What counting takes, in nanoseconds a row: measured, and only to be compared with each other. */
const SORTED_NS = { text: 500, varying: 400, fixed: 200 };
/** Of each column whose values are collected, and of each column in the pass for all other figures. */
export const GROUPED_NS = 120;
export const BASE_NS = 40;

/**
 * The columns that each of the hands is to sort in one statement, so that with the other work all take about as long. Hands
 * that get none are left out.
 * @param othersNs what each of the other statements takes
 */
export function dealColumns(columns: readonly Column[], othersNs: readonly number[], hands: number): Column[][] {
  const loads = Array.from({ length: hands }, () => ({ costNs: 0, columns: [] as Column[] }));
  const work: { costNs: number; column?: Column }[] = [
    ...othersNs.map((costNs) => ({ costNs })),
    ...columns.map((column) => ({ costNs: sortedNs([column]), column })),
  ];
  // The most costly first, each to whoever has least to do.
  for (const { costNs, column } of work.toSorted((one, other) => other.costNs - one.costNs)) {
    const [least] = loads.toSorted((one, other) => one.costNs - other.costNs);
    if (!least) break;
    least.costNs += costNs;
    if (column) least.columns.push(column);
  }
  return loads.map((load) => load.columns).filter((some) => some.length > 0);
}

/** What it takes to sort these columns. */
export function sortedNs(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + SORTED_NS[widthOf(column)], 0);
}

function widthOf(column: Column): keyof typeof SORTED_NS {
  const kind = kindOf(column);
  if (kind === 'text' || !column.isComparable) return 'text';
  return kind === 'other' || column.typeName === 'numeric' ? 'varying' : 'fixed';
}
