import type { Sql } from '../../store/database/sql.ts';
import type { Warehouse } from '../as-role.ts';
import { type Column, kindOf } from '../column.ts';
import type { TableFigures } from '../measure-query.ts';
import type { Key, MeasurementPlan } from '../measurement-plan.ts';
import { type CountQuery, groupedCounts, keyCount, MOST_GROUPED, sortedCounts } from './count-query.ts';
import { BASE_NS, dealColumns, GROUPED_NS, sortedNs } from './deal-columns.ts';
import { inSessions, type Task } from './sessions.ts';
import type { TableFacts } from './table-facts.ts';

/** Figures without those that only sorting or collecting the values can tell. */
export type BaseFigures = Omit<TableFigures, 'keys'>;

export interface MeasureInParts {
  warehouse: Warehouse;
  sql: Sql;
  plan: MeasurementPlan;
  facts: TableFacts;
  helpers: number;
  prepare: Task;
  remainingMs: () => number;
  /** The rows, missing values, extremes and rules of these columns, in one pass. */
  measureBase: (sql: Sql, columns: readonly Column[]) => Promise<BaseFigures>;
  runCounts: (sql: Sql, query: CountQuery) => Promise<number[]>;
}

interface Statement {
  /** What it takes, in nanoseconds a row. */
  costNs: number;
  task: Task;
}

/** Distinct values up to which collecting them in memory is cheaper than sorting all values; texts are slow to sort. */
const FEW = { texts: 50_000, others: 20_000 };
/** A share of the rows from which on a column may well tell all rows apart. */
const NEARLY_ALL = -0.9;
/**
 * Measures a table by several statements, so that every count is made in the cheapest way, and sessions can share them.
 * Each of them is a pass over the table, which may not fit in memory: no more statements sort than there are sessions. What
 * a unique index or another count implies is not counted.
 */
export async function measureInParts(parts: MeasureInParts): Promise<TableFigures> {
  const { plan, facts, sql, measureBase, runCounts } = parts;
  const { table } = plan;
  const columns = table.columns.filter(
    (column) => plan.columns.includes(column) || plan.keys.some((key) => key.includes(column)),
  );
  const distinct = new Map<Column, number>();
  const keys = new Map<Key, number>();
  const bases: BaseFigures[] = [];

  const estimateOf = ({ name }: Column) => facts.distinctEstimates.get(name);
  const isUnique = ({ name }: Column) => facts.uniqueSets.some((names) => names.length === 1 && names[0] === name);
  const hasFew = (column: Column) => {
    const estimate = estimateOf(column) ?? -1;
    return estimate > 0 && estimate <= (isText(column) ? FEW.texts : FEW.others);
  };
  const counted = plan.columns.filter((column) => !isUnique(column));
  const grouped = counted.filter(hasFew);
  const sorted = counted.filter((column) => !hasFew(column));
  const isEarly = (key: Key) => key.length > 1 && !isImplied(key) && key.every((column) => !mayBeUnique(column));
  const isImplied = (key: Key) => facts.uniqueSets.some((names) => names.every((name) => isOf(key, name)));
  const mayBeUnique = (column: Column) => isUnique(column) || (estimateOf(column) ?? -1) <= NEARLY_ALL;

  const countKey =
    (key: Key): Task =>
    async (session) => {
      const [count] = await runCounts(session, keyCount(table, byEstimate(key)));
      keys.set(key, count ?? 0);
    };
  const count =
    (some: readonly Column[], query: typeof sortedCounts): Task =>
    async (session) => {
      const counts = await runCounts(session, query(table, some));
      some.forEach((column, index) => distinct.set(column, counts[index] ?? 0));
    };
  /** The more distinct values a column has, the sooner it tells two rows apart. */
  const byEstimate = (key: Key) => key.toSorted((one, other) => rankOf(estimateOf(other)) - rankOf(estimateOf(one)));

  const unsorted: Statement[] = [
    ...plan.keys.filter(isEarly).map((key) => ({ costNs: sortedNs(key), task: countKey(key) })),
    ...chunks(grouped, MOST_GROUPED).map((some) => ({
      costNs: GROUPED_NS * some.length,
      task: count(some, groupedCounts),
    })),
    {
      costNs: BASE_NS * columns.length,
      async task(session) {
        bases.unshift(await measureBase(session, columns));
      },
    },
  ];
  const othersNs = unsorted.map(({ costNs }) => costNs);
  const statements: Statement[] = [
    ...unsorted,
    ...dealColumns(sorted, othersNs, 1 + parts.helpers).map((some) => ({
      costNs: sortedNs(some),
      task: count(some, sortedCounts),
    })),
  ];
  // What takes longest begins first, so that the sessions end at about the same time.
  const inTurn = statements.toSorted((one, other) => other.costNs - one.costNs).map(({ task }) => task);
  await inSessions({ ...parts, own: sql }, inTurn);
  const [measured] = bases;
  if (!measured) throw new Error('the table was not measured');
  const { rowCount } = measured;
  const nullsOf = (column: Column) => measured.columns.get(column)?.nullCount ?? 0;
  for (const column of columns) if (isUnique(column)) distinct.set(column, rowCount - nullsOf(column));

  for (const key of plan.keys) {
    if (keys.has(key)) continue;
    const implied = impliedKeys(key);
    if (implied !== undefined) keys.set(key, implied);
  }
  await inSessions({ ...parts, own: sql }, plan.keys.filter((key) => !keys.has(key)).map(countKey));

  /** What is known of a key without counting; a missing value in it is a value like any other. */
  function impliedKeys(key: Key): number | undefined {
    const isDistinct = (column: Column) => {
      const values = distinct.get(column);
      return values !== undefined && values + Math.min(1, nullsOf(column)) === rowCount;
    };
    if (key.some(isDistinct)) return rowCount;
    const isWhole = (names: readonly string[]) =>
      names.every((name) => key.some((column) => column.name === name && nullsOf(column) === 0));
    if (facts.uniqueSets.some(isWhole)) return rowCount;
    const [only, ...others] = new Set(key);
    if (!only || others.length > 0) return undefined;
    const values = distinct.get(only);
    return values === undefined ? undefined : values + Math.min(1, nullsOf(only));
  }

  return {
    ...measured,
    keys,
    columns: new Map(
      plan.columns.map((column) => {
        const figures = measured.columns.get(column);
        const distinctCount = distinct.get(column);
        if (!figures || distinctCount === undefined) throw new Error('a column was not measured');
        return [column, { ...figures, distinctCount }];
      }),
    ),
  };
}

function isOf(key: Key, name: string): boolean {
  return key.some((column) => column.name === name);
}

function isText(column: Column): boolean {
  return kindOf(column) === 'text' || !column.isComparable;
}

/** The planner's estimate as something to compare: shares of the rows before any number. */
function rankOf(estimate: number | undefined): number {
  if (estimate === undefined) return 0;
  return estimate < 0 ? Number.MAX_VALUE * -estimate : estimate;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const step = Math.max(1, size);
  return Array.from({ length: Math.ceil(items.length / step) }, (_, index) =>
    items.slice(index * step, (index + 1) * step),
  );
}
