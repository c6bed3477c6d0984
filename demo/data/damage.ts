import type { HeldRows } from '../../src/load/hold-rows.ts';
import type { Value } from '../../src/load/source/row-source.ts';

/** What can go wrong while real rows are loaded into the warehouse. */
const DAMAGES = {
  /** Values are missing. */
  withoutGross: (slice: HeldRows) => withColumn(slice, 'Worldwide Gross', () => null),
  /** Values are out of range, and rows are duplicated. */
  twiceInFahrenheit: (slice: HeldRows) => {
    const rows = withColumn(slice, 'temp_max', (celsius) => Math.round(Number(celsius) * 18 + 320) / 10);
    return [...rows, ...rows];
  },
  /** Values that the other table does not have: KATL is the code that another authority uses for ATL. */
  icaoCodes: (slice: HeldRows) => withColumn(slice, 'origin', (code) => (typeof code === 'string' ? `K${code}` : null)),
} as const satisfies Record<string, (slice: HeldRows) => HeldRows['rows']>;

export type Damage = keyof typeof DAMAGES;

/** Damaged copies of the rows; the originals stay as they are. */
export function damageRows(damage: Damage, slice: HeldRows): HeldRows['rows'] {
  return DAMAGES[damage](slice);
}

function withColumn({ columns, rows }: HeldRows, name: string, change: (value: Value | undefined) => Value) {
  const position = columns.findIndex((column) => column.name === name);
  return rows.map((row) => columns.map((_, index) => (index === position ? change(row[index]) : row[index])));
}
