import { LoadError } from './load-error.ts';
import type { Reading, RowSource } from './source/row-source.ts';
import { insertRows } from './table/insert-rows.ts';
import type { LoadTarget, OpenTable, TableOutcome } from './table/load-target.ts';
import type { TableColumn } from './table/prepare-table.ts';
import { checkTableName, type TableName } from './table/table-name.ts';
import type { TablePlan } from './table/table-plan.ts';
import { inferColumns } from './types/infer-columns.ts';

const PROGRESS_ROWS = 10_000;

export interface LoadProgress {
  /** A source is read twice: to find the types of its columns, and to insert its rows. */
  phase: 'inferring' | 'inserting';
  /** Name of the source. */
  source: string;
  /** Rows of this phase. */
  rows: number;
  bytesRead: number;
  /** Left out if rows come from memory. */
  bytesTotal?: number;
}

export interface LoadResult {
  name: TableName;
  rows: number;
  /** Columns of the source, with the types that they have in the table. */
  columns: TableColumn[];
  outcome: TableOutcome;
}

/** The rows of a table. */
export interface TableSource {
  name: TableName;
  source: RowSource;
  /** The names of the files, if the source has several. */
  files?: readonly string[];
}

interface LoadTables {
  mode: TablePlan['mode'];
  /** Called every 10,000 rows. */
  onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * Loads all rows of sources into tables: others see the tables as they were or with all rows, and an error leaves all
 * of them unchanged. Each source is read once before the tables are opened and once while they are.
 * @throws LoadError if a schema is the server's, a row is malformed or refused (with its line), or a table cannot be
 *   created or appended to
 */
export async function loadTables(
  target: LoadTarget,
  tables: readonly TableSource[],
  { mode, onProgress }: LoadTables,
): Promise<LoadResult[]> {
  function progressOf(source: RowSource, phase: LoadProgress['phase']): (rows: number, reading: Reading) => void {
    const { name, bytesTotal } = source;
    return (rows, { bytesRead }) => {
      if (rows % PROGRESS_ROWS !== 0) return;
      onProgress?.({ phase, source: name, rows, bytesRead, ...(bytesTotal !== undefined && { bytesTotal }) });
    };
  }

  const plans: TablePlan[] = [];
  for (const { name, source, files = [source.name] } of tables) {
    checkTableName(name);
    plans.push({ name, mode, columns: await inferColumns(source, progressOf(source, 'inferring')), files });
  }

  async function fill(opened: readonly OpenTable[]): Promise<number[]> {
    const counts: number[] = [];
    for (const [index, table] of opened.entries()) {
      const { source, files = [source.name] } = at(tables, index);
      const reading = source.read();
      const onRow = progressOf(source, 'inserting');
      counts.push(await insertRows(table, { reading, source: source.name, files, onRow }));
      if (reading.names.length !== table.columns.length) {
        throw new LoadError(`${source.name}: changed while it was being loaded`);
      }
    }
    return counts;
  }

  const { filled, outcomes } = await target.load(plans, async (opened) => ({ counts: await fill(opened), opened }));
  return tables.map(({ name }, index) => ({
    name,
    rows: at(filled.counts, index),
    columns: at(filled.opened, index).columns.map((column) => ({ name: column.name, type: column.type })),
    outcome: at(outcomes, index),
  }));
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}
